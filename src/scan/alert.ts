import type { EventReference, ResultRow } from '../engines/engine.ts';
import type { Tables } from '../engines/table.ts';
import type { Event } from '../event/index.ts';
import { firstOf } from '../event/index.ts';
import type { Plan, RowSchema } from '../ir/index.ts';
import { formatIsoTime } from '../value/index.ts';
import { alertFields } from './alert-fields.ts';
import { rowObject } from './cells.ts';
import type { RuleReach, TelemetryNeed } from './rule-reach.ts';
import type { StoredPlace } from './rules/stored-rules.ts';

/** Levels of an alert's severity, the lowest first. */
export const SEVERITY_LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;

/** One of them. */
export type SeverityLevel = (typeof SEVERITY_LEVELS)[number];

/** The place of a level among all, -1 where a detection has none. */
export function severityRank(level: SeverityLevel | undefined): number {
  return level === undefined ? -1 : SEVERITY_LEVELS.indexOf(level);
}

/** A detection ready to run: a query lowered to a plan, with what its alerts carry. */
export interface RunnableDetection {
  /** Slug of a package, or the name of a query file. */
  readonly id: string;
  /** Set for a query file or rule, which has no package around it. */
  readonly path?: string;
  readonly version?: string;
  readonly title?: string;
  /** A second id of a rule, by which others refer to it. */
  readonly name?: string;
  readonly status?: string;
  readonly severity?: SeverityLevel;
  readonly confidence?: string;
  readonly attack: readonly string[];
  readonly tags?: readonly string[];
  /** Fields that a rule wants to be shown, in its order. */
  readonly shows?: readonly string[];
  readonly form: 'as-written' | 'repaired';
  /** Codes of the repairs that the query needed, in the order of their places. */
  readonly repairs: readonly string[];
  /** The column whose value names the branch that fired. */
  readonly branchColumn?: string;
  readonly plan: Plan;
  /** Tables that the plan reads, those of its subqueries included. */
  readonly tables?: Tables;
  /** Channels and ids that it reads, where the package says so. */
  readonly reads: readonly TelemetryNeed[];
  /** Set for a rule, which no other event can match. */
  readonly reach?: RuleReach;
  /** True if the plan needs nothing but events, one by one: it is started when one may matter to it. */
  readonly isPlain?: boolean;
  /** Where the plan is stored, if it is. */
  readonly stored?: StoredPlace;
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

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An event as an alert names it: by its record, by its offset where the record does not tell it apart. */
function namedEvent({ origin, channel, eventId }: EventReference): AlertEvent {
  const named: Mutable<AlertEvent> = { file: origin.file };
  if (origin.record !== undefined) named.record = origin.record;
  if (origin.repeats || origin.record === undefined) named.offset = origin.offset;
  if (channel !== undefined) named.channel = channel;
  if (eventId !== undefined) named.eventId = eventId;
  return named;
}

function columnText(row: ResultRow, name: string): string | undefined {
  const value = row.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The events of an alert by their places. */
export function alertEvents(references: readonly EventReference[]): AlertEvent[] {
  return references.map(namedEvent);
}

/** Builds the alert of a row, key by key in their order: there may be hundreds of thousands. */
export function alertOf(detection: RunnableDetection, row: ResultRow, schema: RowSchema): Alert {
  const { provenance, event } = row;
  const host = event ? textField(event, 'Computer') : columnText(row, 'Computer');
  const user = event ? userOf(event) : columnText(row, 'User');
  const branch = detection.branchColumn && row.get(detection.branchColumn);
  const time = provenance.newest && formatIsoTime(provenance.newest.ms);
  const firstTime = provenance.count > 1 && provenance.oldest ? formatIsoTime(provenance.oldest.ms) : null;
  const alert: Partial<Mutable<Alert>> = { v: 1 };
  if (detection.path === undefined) alert.detection = detection.id;
  else alert.rule = { id: detection.id, path: detection.path };
  if (detection.version !== undefined) alert.version = detection.version;
  if (detection.title !== undefined) alert.title = detection.title;
  if (detection.severity) alert.severity = detection.severity;
  if (detection.confidence) alert.confidence = detection.confidence;
  alert.attack = detection.attack;
  alert.form = detection.form;
  if (typeof branch === 'string') alert.branch = branch;
  if (time) alert.time = time;
  if (firstTime) alert.firstTime = firstTime;
  if (host !== undefined) alert.host = host;
  if (user !== undefined) alert.user = user;
  // A rule is no query that says what it gives out.
  alert.fields =
    event && detection.reach ? alertFields(row, event, schema, detection.shows ?? []) : rowObject(row, schema);
  alert.events = alertEvents(provenance.events);
  alert.count = provenance.count;
  alert.repairs = detection.repairs;
  return alert as Alert;
}
