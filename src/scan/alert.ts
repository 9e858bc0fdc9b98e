import type { ResultRow } from '../engines/engine.ts';
import type { Tables } from '../engines/table.ts';
import type { Plan, RowSchema } from '../ir/index.ts';
import { FieldChoice } from './alert-fields.ts';
import { rowObject } from './cells.ts';
import { type AlertOrigin, EventFacts, originOf } from './event-facts.ts';
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
  readonly record?: number | string | undefined;
  readonly offset?: number | undefined;
  readonly channel?: string | undefined;
  readonly eventId?: number | undefined;
}

/** What a detection reports; keys in the order of the command line's contract, one that is absent or undefined is unknown. */
export interface Alert {
  readonly v: 1;
  readonly detection?: string | undefined;
  readonly rule?: { readonly id: string; readonly path: string } | undefined;
  readonly version?: string | undefined;
  readonly title?: string | undefined;
  readonly severity?: SeverityLevel | undefined;
  readonly confidence?: string | undefined;
  readonly attack: readonly string[];
  readonly form: 'as-written' | 'repaired';
  readonly branch?: string | undefined;
  readonly time?: string | undefined;
  readonly firstTime?: string | undefined;
  readonly host?: string | undefined;
  readonly user?: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly events: readonly AlertEvent[];
  readonly count: number;
  readonly repairs: readonly string[];
}

/** All keys of an alert, so that one that is added to it is missed here by the compiler. */
const ORDER: Readonly<Record<keyof Alert, true>> = {
  ...{ v: true, detection: true, rule: true, version: true, title: true, severity: true, confidence: true },
  ...{ attack: true, form: true, branch: true, time: true, firstTime: true, host: true, user: true },
  ...{ fields: true, events: true, count: true, repairs: true },
};

/** Keys of alerts in their order. */
export const ALERT_KEYS = Object.keys(ORDER) as readonly (keyof Alert)[];

const NO_FIELDS = {};

/** An alert of which the fields are JSON text until somebody asks for them. */
export class TextAlert implements Alert {
  readonly v;
  readonly detection;
  readonly rule;
  readonly version;
  readonly title;
  readonly severity;
  readonly confidence;
  readonly attack;
  readonly form;
  readonly branch;
  readonly time;
  readonly firstTime;
  readonly host;
  readonly user;
  readonly events;
  readonly count;
  readonly repairs;
  readonly #text: string;
  #fields: Alert['fields'] | undefined;

  /** The same as another alert but for its fields. */
  constructor(parts: Omit<Alert, 'fields'>, text: string) {
    this.v = parts.v;
    this.detection = parts.detection;
    this.rule = parts.rule;
    this.version = parts.version;
    this.title = parts.title;
    this.severity = parts.severity;
    this.confidence = parts.confidence;
    this.attack = parts.attack;
    this.form = parts.form;
    this.branch = parts.branch;
    this.time = parts.time;
    this.firstTime = parts.firstTime;
    this.host = parts.host;
    this.user = parts.user;
    this.events = parts.events;
    this.count = parts.count;
    this.repairs = parts.repairs;
    this.#text = text;
  }

  /** The fields as JSON text. */
  get fieldsText(): string {
    return this.#text;
  }

  get fields(): Alert['fields'] {
    this.#fields ??= JSON.parse(this.#text) as Alert['fields'];
    return this.#fields;
  }

  /** The alert as one object of plain data, its keys in their order. */
  toJSON(): Alert {
    return Object.fromEntries(ALERT_KEYS.map((key) => [key, this[key]])) as unknown as Alert;
  }
}

function columnText(row: ResultRow, name: string): string | undefined {
  const value = row.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Makes the alerts of a detection from the rows of its plan. */
export class AlertMaker {
  readonly #detection: RunnableDetection;
  readonly #schema: RowSchema;
  readonly #rule: Alert['rule'];
  /** Set for a rule, which is no query that says what it gives out. */
  readonly #choice: FieldChoice | undefined;
  readonly #asText: boolean;

  /** With `asText` fields of alerts may be JSON text, where that is at hand. */
  constructor(detection: RunnableDetection, schema: RowSchema, asText = false) {
    this.#asText = asText;
    this.#detection = detection;
    this.#schema = schema;
    this.#rule = detection.path === undefined ? undefined : { id: detection.id, path: detection.path };
    this.#choice = detection.reach && new FieldChoice(schema, detection.shows ?? []);
  }

  /** The alert of a row whose events are told by `origin`; `facts` are those of its event. */
  alertOf(row: ResultRow, origin: AlertOrigin, facts: EventFacts | undefined): Alert {
    const detection = this.#detection;
    const { time, firstTime } = origin;
    const host = facts ? facts.host : columnText(row, 'Computer');
    const user = facts ? facts.user : columnText(row, 'User');
    const branch = detection.branchColumn && row.get(detection.branchColumn);
    const rule = this.#rule;
    const text = this.#asText && facts ? this.#choice?.textOf(row, facts) : undefined;
    // All keys at once, so that all alerts are of one shape and none grows.
    const alert: Alert = {
      v: 1,
      detection: rule ? undefined : detection.id,
      rule,
      version: detection.version,
      title: detection.title,
      severity: detection.severity,
      confidence: detection.confidence || undefined,
      attack: detection.attack,
      form: detection.form,
      branch: typeof branch === 'string' ? branch : undefined,
      time,
      firstTime,
      host,
      user,
      fields: text === undefined ? this.#fieldsOf(row, facts) : NO_FIELDS,
      events: origin.events,
      count: origin.count,
      repairs: detection.repairs,
    };
    return text === undefined ? alert : new TextAlert(alert, text);
  }

  #fieldsOf(row: ResultRow, facts: EventFacts | undefined): Alert['fields'] {
    return facts && this.#choice ? this.#choice.of(row, facts) : rowObject(row, this.#schema);
  }
}

/** Builds the alert of one row. */
export function alertOf(detection: RunnableDetection, row: ResultRow, schema: RowSchema): Alert {
  const facts = row.event && new EventFacts(row.event);
  return new AlertMaker(detection, schema).alertOf(row, originOf(row.provenance), facts);
}
