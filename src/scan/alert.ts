import type { EventReference, ResultRow } from '../engines/engine.ts';
import type { Event } from '../event/index.ts';
import { firstOf } from '../event/index.ts';
import type { Plan, RowSchema } from '../ir/index.ts';
import { formatIsoTime } from '../value/index.ts';
import { rowObject } from './cells.ts';

/** Levels of an alert's severity. */
export type SeverityLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** Logs that a detection needs, one channel with its event ids. */
export interface TelemetryNeed {
  readonly channel: string;
  readonly eventIds: readonly number[];
}

/** A detection ready to run: a query lowered to a plan, with what its alerts carry. */
export interface RunnableDetection {
  /** Slug of a package, or the name of a query file. */
  readonly id: string;
  /** Set for a query file or rule, which has no package around it. */
  readonly path?: string;
  readonly version?: string;
  readonly title?: string;
  readonly severity?: SeverityLevel;
  readonly confidence?: string;
  readonly attack: readonly string[];
  readonly form: 'as-written' | 'repaired';
  /** Codes of the repairs that the query needed, in the order of their places. */
  readonly repairs: readonly string[];
  /** The column whose value names the branch that fired. */
  readonly branchColumn?: string;
  readonly plan: Plan;
  /** Channels and ids that it reads, where the package says so. */
  readonly reads: readonly TelemetryNeed[];
}

/** An event of an alert, by its place. */
export interface AlertEvent {
  readonly file: string;
  readonly record?: number | string;
  readonly offset?: number;
  readonly channel?: string;
  readonly eventId?: number;
}

/** What a detection reports; keys in the order of the command line's contract, absent means unknown. */
export interface Alert {
  readonly v: 1;
  readonly detection?: string;
  readonly rule?: { readonly id: string; readonly path: string };
  readonly version?: string;
  readonly title?: string;
  readonly severity?: SeverityLevel;
  readonly confidence?: string;
  readonly attack: readonly string[];
  readonly form: 'as-written' | 'repaired';
  readonly branch?: string;
  readonly time?: string;
  readonly firstTime?: string;
  readonly host?: string;
  readonly user?: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly events: readonly AlertEvent[];
  readonly count: number;
  readonly repairs: readonly string[];
}

/** Ids whose user is the target of the logon. */
const TARGET_USER_EVENTS = new Set([4624, 4625, 4648]);

function textField(event: Event, name: string): string | undefined {
  const value = firstOf(event.get(name));
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}

/** The user of an event: `User`, else `DOMAIN\name` of the target for logons, of the subject otherwise. */
export function userOf(event: Event): string | undefined {
  const user = textField(event, 'User');
  if (user !== undefined) return user;
  const prefix = TARGET_USER_EVENTS.has(event.header.eventId ?? 0) ? 'Target' : 'Subject';
  const name = textField(event, `${prefix}UserName`);
  const domain = textField(event, `${prefix}DomainName`);
  return name !== undefined && domain !== undefined ? `${domain}\\${name}` : name;
}

/** The events of an alert by their places. */
export function alertEvents(references: readonly EventReference[]): AlertEvent[] {
  return references.map(({ origin, channel, eventId }) => ({
    file: origin.file,
    ...(origin.record !== undefined && { record: origin.record }),
    ...((origin.repeats || origin.record === undefined) && { offset: origin.offset }),
    ...(channel !== undefined && { channel }),
    ...(eventId !== undefined && { eventId }),
  }));
}

/** Builds the alert of a row. */
export function alertOf(detection: RunnableDetection, row: ResultRow, schema: RowSchema): Alert {
  const { provenance, event } = row;
  const column = (name: string): string | undefined => {
    const value = row.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const host = event ? textField(event, 'Computer') : column('Computer');
  const user = event ? userOf(event) : column('User');
  const branch = detection.branchColumn && row.get(detection.branchColumn);
  const time = provenance.newest && formatIsoTime(provenance.newest.ms);
  const firstTime = provenance.count > 1 && provenance.oldest ? formatIsoTime(provenance.oldest.ms) : null;
  return {
    v: 1,
    ...(detection.path === undefined
      ? { detection: detection.id }
      : { rule: { id: detection.id, path: detection.path } }),
    ...(detection.version !== undefined && { version: detection.version }),
    ...(detection.title !== undefined && { title: detection.title }),
    ...(detection.severity && { severity: detection.severity }),
    ...(detection.confidence && { confidence: detection.confidence }),
    attack: detection.attack,
    form: detection.form,
    ...(typeof branch === 'string' && { branch }),
    ...(time && { time }),
    ...(firstTime && { firstTime }),
    ...(host !== undefined && { host }),
    ...(user !== undefined && { user }),
    fields: rowObject(row, schema),
    events: alertEvents(provenance.events),
    count: provenance.count,
    repairs: detection.repairs,
  };
}
