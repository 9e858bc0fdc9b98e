import { type Alert, alertKey, severityRank } from '../../../scan/index.ts';
import { cellText } from '../rows.ts';
import { seenText } from './html.ts';

/** Different alerts of a rule that a page holds at most. */
export const EVENTS_PER_RULE = 100;

/** Letters of one value. */
const VALUE_LETTERS = 2000;

/** Letters of all events; rules below high get no more than half of them, so that noise leaves room. */
const LETTERS = 16_000_000;

/** An alert as the page holds it; equal ones share an entry, as in tables. */
export interface ReportEvent {
  /** Oldest and newest time. */
  readonly t: string | undefined;
  l: string | undefined;
  /** How many alerts are equal to it. */
  n: number;
  /** Numbers of the host and file among all. */
  readonly h: number;
  readonly p: number;
  readonly u: string;
  readonly r: string;
  /** Channel and event id. */
  readonly c: string;
  /** Events of the alert beside the first. */
  readonly m: number;
  readonly f: readonly (readonly [name: string, value: string])[];
}

/** Alerts of a rule that a page holds, and how many it does not. */
export interface RuleEvents {
  readonly events: readonly ReportEvent[];
  readonly omitted: number;
}

class Names {
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(name, number);
    }
    return number;
  }

  list(): string[] {
    return [...this.#numbers.keys()];
  }
}

function cut(text: string): string {
  const shown = text.length > VALUE_LETTERS ? text.slice(0, VALUE_LETTERS) : text;
  const more = text.length - shown.length;
  return more > 0 ? `${seenText(shown)}… (${more} more characters)` : seenText(shown);
}

interface Kept {
  readonly events: Map<string, ReportEvent>;
  omitted: number;
}

/** Keeps the alerts that a page shows, within bounds. */
export class ReportEvents {
  readonly #rules = new Map<string, Kept>();
  readonly #hosts = new Names();
  readonly #files = new Names();
  #letters = 0;

  add(alert: Alert): void {
    const key = alertKey(alert);
    let kept = this.#rules.get(key);
    if (!kept) {
      kept = { events: new Map(), omitted: 0 };
      this.#rules.set(key, kept);
    }
    const fields = Object.entries(alert.fields).map(([name, value]) => [seenText(name), cut(cellText(value))] as const);
    const same = JSON.stringify([alert.host, alert.user, alert.branch, fields]);
    const known = kept.events.get(same);
    if (known) {
      known.n++;
      known.l = alert.time ?? known.l;
      return;
    }
    const room = severityRank(alert.severity) >= severityRank('high') ? LETTERS : LETTERS / 2;
    if (kept.events.size >= EVENTS_PER_RULE || this.#letters + same.length > room) {
      kept.omitted++;
      return;
    }
    this.#letters += same.length;
    kept.events.set(same, this.#eventOf(alert, fields));
  }

  #eventOf(alert: Alert, fields: ReportEvent['f']): ReportEvent {
    const { events, firstTime, time, host = '', user = '', branch, count } = alert;
    const [first] = events;
    const place = first?.record ?? (first?.offset === undefined ? '' : `@${first.offset}`);
    return {
      t: firstTime ?? time,
      l: time,
      n: 1,
      h: this.#hosts.numberOf(seenText(host)),
      p: this.#files.numberOf(seenText(first?.file ?? '')),
      u: seenText(user),
      r: String(place),
      c: seenText([first?.channel, first?.eventId].filter((one) => one !== undefined).join(' ')),
      m: count - 1,
      f: branch === undefined ? fields : [['branch', seenText(branch)], ...fields],
    };
  }

  /** What is kept of a rule. */
  of(key: string): RuleEvents {
    const kept = this.#rules.get(key);
    return { events: [...(kept?.events.values() ?? [])], omitted: kept?.omitted ?? 0 };
  }

  get hosts(): readonly string[] {
    return this.#hosts.list();
  }

  get files(): readonly string[] {
    return this.#files.list();
  }
}
