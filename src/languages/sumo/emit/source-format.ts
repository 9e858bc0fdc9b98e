import { aliasesOf, catalogFields, foldName, SYSTEM_NAMES } from '../../../event/index.ts';
import { parseJsonPath } from '../../../value/index.ts';
import type { Stage } from '../ast.ts';
import { jsonOperator } from '../operators/json.ts';
import { parseXmlOperator } from '../operators/parse-xml.ts';
import { nameNode, stageOf, stringNode } from './tree.ts';
import { USER_DATA_ROOTS } from './user-data.ts';

/** How the logs lie in Sumo Logic: JSON or XML texts, or with their fields already made at ingest. */
export const SOURCE_FORMATS = ['json', 'xml', 'fields'] as const;

/** One of the forms in which logs lie in Sumo Logic. */
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** What a plan says of the Windows events that it reads; without channels the logs are no Windows events. */
export interface EventScope {
  readonly channels: readonly string[];
  readonly eventIds: readonly number[];
  /** Columns that stages make, in lower case; other names that events have for them are not tried. */
  readonly made: ReadonlySet<string>;
}

/** Elements of System whose value the platform's JSON writes as a text of its own (spec windows-telemetry §6.4). */
const RENDERED = new Set(['level', 'opcode', 'keywords']);

/** True for a field that Sumo's JSON of Windows events holds as a rendered text, such as `Information` for level 4. */
export const isRendered = (name: string): boolean => RENDERED.has(foldName(name));

const SYSTEM_OBJECT = /^(Provider|Security|Execution|Correlation)_(.+)$/;

/** The System element that a name means. */
function systemName(name: string): string | undefined {
  const folded = foldName(name);
  return SYSTEM_NAMES.find(
    (one) => foldName(one) === folded || aliasesOf(folded, 'evtx', NO_HEADER).includes(foldName(one)),
  );
}

const NO_HEADER = { channel: undefined, provider: undefined, eventId: undefined };

/** Spelling of a payload field in the events that a plan reads, as keys of JSON compare with letter case. */
function spelledInEvents(folded: string, { channels, eventIds }: EventScope): string | undefined {
  for (const channel of channels)
    for (const id of eventIds) {
      // A name without its blanks finds the field, too.
      const found =
        catalogFields(channel, id)?.find((one) => foldName(one) === folded) ??
        catalogFields(channel, id)?.find((one) => foldName(one).replaceAll(' ', '') === folded);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** Payload fields under which the events of a plan may have a value, the best last. */
function payloadNames(name: string, scope: EventScope): string[] {
  const folded = foldName(name);
  const own = spelledInEvents(folded, scope) ?? name;
  if (scope.made.has(folded)) return [own];
  const aliases = scope.channels.flatMap((channel) =>
    scope.eventIds.flatMap((eventId) =>
      aliasesOf(folded, 'evtx', { channel, provider: undefined, eventId }).map((alias) =>
        catalogFields(channel, eventId)?.find((one) => foldName(one) === alias),
      ),
    ),
  );
  const others = aliases.filter((one) => one !== undefined);
  return [...new Set([...others, own])];
}

const keyed = (key: string): string => (/[.[\]']/.test(key) ? `['${key.replace(/'/g, "\\'")}']` : `.${key}`);

function jsonSystem(system: string): string {
  const parts = SYSTEM_OBJECT.exec(system);
  return parts ? `${parts[1]}.${parts[2]}` : system;
}

function xmlSystem(system: string): string {
  const parts = SYSTEM_OBJECT.exec(system);
  if (parts) return `/Event/System/${parts[1]}/@${parts[2]}`;
  return system === 'TimeCreated' ? '/Event/System/TimeCreated/@SystemTime' : `/Event/System/${system}/text()`;
}

/** Roots of the payload that the events of a plan may have beside EventData. */
function rootsOf({ channels, eventIds }: EventScope): readonly string[] {
  const folded = channels.map(foldName);
  return USER_DATA_ROOTS.filter(
    ({ channel, ids }) =>
      folded.includes(channel) &&
      (ids === undefined || eventIds.length === 0 || ids.some((id) => eventIds.includes(id))),
  ).flatMap(({ roots }) => roots);
}

/** Paths under which a field of a Windows event may stand, the best last. */
function windowsPaths(name: string, scope: EventScope, format: 'json' | 'xml'): string[] {
  const system = systemName(name);
  const isJson = format === 'json';
  const own = system === undefined ? [] : [isJson ? jsonSystem(system) : xmlSystem(system)];
  if (system !== undefined && foldName(system) === foldName(name)) return own;
  const data = payloadNames(name, scope).flatMap((field) => {
    const inRoots = rootsOf(scope).map((root) =>
      isJson ? `UserData.${root}${keyed(field)}` : `/Event/UserData/${root}/${field}/text()`,
    );
    const inData = isJson
      ? `EventData${keyed(field)}`
      : field === 'Data'
        ? '/Event/EventData/Data/text()'
        : `/Event/EventData/Data[@Name='${field}']/text()`;
    return [...inRoots, inData];
  });
  return [...own, ...data];
}

/** The path of a field in JSON of any other log: nested keys by dots. */
function jsonPath(name: string): string {
  return parseJsonPath(name) ? name : `['${name.replace(/'/g, "\\'")}']`;
}

/** Stages that read fields out of the messages; a field that may stand in several places keeps what an earlier one gave. */
export function readingStages(names: readonly string[], scope: EventScope, format: SourceFormat): Stage[] {
  if (names.length === 0 || format === 'fields') return [];
  const isWindows = scope.channels.length > 0;
  const paths = names.map((name) =>
    isWindows ? windowsPaths(name, scope, format) : [format === 'json' ? jsonPath(name) : `/Event/${name}/text()`],
  );
  const rounds = Math.max(...paths.map((list) => list.length));
  return Array.from({ length: rounds }, (_, round) => {
    // The last place of each field is read last, with those that have one place only.
    const read = names.flatMap((name, index) => {
      const path = paths[index]![round - (rounds - paths[index]!.length)];
      return path === undefined ? [] : [{ name, path }];
    });
    const args = {
      field: undefined,
      paths: read.map(({ path }) => stringNode(path)),
      names: read.map(({ name }) => nameNode(name)),
      nodrop: true,
    };
    return format === 'json' ? stageOf(jsonOperator, args) : stageOf(parseXmlOperator, args);
  });
}
