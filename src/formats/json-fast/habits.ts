import type { JsonObject } from '../json-value.ts';
import { NXLOG_DECIDING } from '../shapes/nxlog.ts';
import { FLAT_DECIDING } from '../shapes/windows-flat.ts';

/** A key that a shape reads by its value, and the folded names under which its field may be found. */
export interface OpaqueKey {
  readonly key: string;
  readonly names: readonly string[];
}

/**
 * What must be known of a shape beside its `read` to take its fields from the bytes of a line. What a shape does to a value whatever it
 * is, and where it puts which key, is found by rehearsal; what depends on the value itself stands here.
 */
export interface ShapeHabits {
  opaque(keys: ReadonlySet<string>): readonly OpaqueKey[];
  /** Keys whose nested values may hold what the header needs. */
  readonly headerInside: ReadonlySet<string>;
  /** Where each value that is not opaque is one field, whatever it is: the keys of which headers and times may be made. */
  readonly deciding?: ReadonlySet<string>;
  /** Values with which an event is lossy if events of its header can be. */
  readonly worst?: JsonObject;
}

const NONE: ReadonlySet<string> = new Set();

/** NXLog overwrites EventType, writes Keywords in decimal, and its ProcessID is the event's own in some events. */
function opaqueOfNxlog(keys: ReadonlySet<string>): OpaqueKey[] {
  const opaque: OpaqueKey[] = [];
  if (keys.has('EventType')) opaque.push({ key: 'EventType', names: ['eventtype'] });
  if (keys.has('Keywords')) opaque.push({ key: 'Keywords', names: ['keywords'] });
  if (keys.has('ProcessID') && !keys.has('ExecutionProcessID') && keys.has('ThreadID')) {
    opaque.push({ key: 'ProcessID', names: ['processid', 'execution_processid'] });
  }
  return opaque;
}

/** Shapes whose fields are those of the object, as they are or under another name. */
export const HABITS: ReadonlyMap<string, ShapeHabits> = new Map<string, ShapeHabits>([
  ['windows-flat', { opaque: () => [], headerInside: NONE, deciding: FLAT_DECIDING }],
  ['json', { opaque: () => [], headerInside: new Set(['winlog', 'event', 'provider', 'event_id']) }],
  [
    'nxlog',
    {
      opaque: opaqueOfNxlog,
      headerInside: NONE,
      deciding: NXLOG_DECIDING,
      worst: { SourceName: '-', Hostname: '-', EventType: 'INFO', Message: '' },
    },
  ],
]);

/** Keys that shapes ask for without looking at more than whether they are there, and of what kind. */
const ASKED_FOR_KIND: ReadonlySet<string> = new Set([
  ...['EventID', 'EventCode', 'EventId', 'Channel', 'LogName', 'Provider_Name', 'SourceName', 'Hostname'],
  ...['EventReceivedTime', 'SourceModuleName', 'Event', 'EventData', 'UserData', 'ProcessingErrorData'],
  ...['TimeGenerated', 'EventLog', 'RenderedDescription', 'ParameterXml', 'EventSourceName', 'Activity'],
  ...['Payload', 'MapDescription', 'PayloadData1', 'event_id', 'log_name', 'channel', 'system_time', 'record_id'],
  ...['provider', 'event_data', 'user_data', 'source_name', 'winlog', 'data', 'win'],
]);

/** Keys whose text is looked at for a whole event in it. */
const ENVELOPES: ReadonlySet<string> = new Set([
  ...['_source', 'body', 'Body', '_raw', 'properties', 'event', 'fields', 'message', 'log', 'raw', 'xml'],
]);

/**
 * Whether keys and kinds alone decide the shape of an object whose shapes asked for these keys: `asked` tells the kind of the value
 * that each of them has. The result names the keys whose texts must not be events themselves; undefined if values decide.
 */
export function textsThatDecide(
  asked: Iterable<readonly [key: string, kind: 'nested' | 'text' | 'plain']>,
): readonly string[] | undefined {
  const texts: string[] = [];
  for (const [key, kind] of asked) {
    const isEnvelope = ENVELOPES.has(key);
    if (kind === 'nested' || !(isEnvelope || ASKED_FOR_KIND.has(key))) return undefined;
    if (isEnvelope && kind === 'text') texts.push(key);
  }
  return texts;
}
