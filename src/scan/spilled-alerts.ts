import { type Alert, TextAlert } from './alert.ts';
import type { OrderedAlert } from './alert-order.ts';

/** What alerts of one detection have in common. */
type Lead = Pick<
  Alert,
  'v' | 'detection' | 'rule' | 'version' | 'title' | 'severity' | 'confidence' | 'attack' | 'form' | 'repairs'
>;

/** What a line says of an alert, before its fields: its place, how the fields stand there, the number of its lead, and what is its own. */
type Head = readonly [
  ms: number | null,
  ticks: number,
  sequence: number,
  isText: 0 | 1,
  lead: number,
  branch: string | null,
  time: string | null,
  firstTime: string | null,
  host: string | null,
  user: string | null,
  events: Alert['events'],
  count: number,
];

/** Stands between head and fields: in JSON text it is always escaped. */
const SEPARATOR = '\t';

/**
 * Writes alerts as lines and reads them back. What all alerts of a detection have in common stays in memory, and fields that are text
 * stay text: an alert that is put aside takes no more than its line, then and after.
 */
export class SpilledAlerts {
  readonly #leads: Lead[] = [];
  readonly #numbers = new Map<string, number>();

  /** The lines of a run. */
  *linesOf(run: readonly OrderedAlert[]): Iterable<string> {
    for (const { alert, ms, ticks, sequence } of run) {
      const isText = alert instanceof TextAlert;
      const { branch = null, time = null, firstTime = null, host = null, user = null, events, count } = alert;
      const place = Number.isFinite(ms) ? ms : null;
      const lead = this.#numberOf(alert);
      const head: Head = [
        place,
        ticks,
        sequence,
        isText ? 1 : 0,
        lead,
        branch,
        time,
        firstTime,
        host,
        user,
        events,
        count,
      ];
      yield JSON.stringify(head) + SEPARATOR + (isText ? alert.fieldsText : JSON.stringify(alert.fields));
    }
  }

  /** The alert of a line. */
  alertOf(line: string): OrderedAlert {
    const at = line.indexOf(SEPARATOR);
    const [ms, ticks, sequence, isText, lead, branch, time, firstTime, host, user, events, count] = JSON.parse(
      line.slice(0, at),
    ) as Head;
    const fields = line.slice(at + 1);
    const { v, detection, rule, version, title, severity, confidence, attack, form, repairs } = this.#leads[lead]!;
    const alert: Alert = {
      ...{ v, detection, rule, version, title, severity, confidence, attack, form },
      branch: branch ?? undefined,
      time: time ?? undefined,
      firstTime: firstTime ?? undefined,
      host: host ?? undefined,
      user: user ?? undefined,
      fields: isText ? {} : (JSON.parse(fields) as Alert['fields']),
      events,
      count,
      repairs,
    };
    const own = isText ? new TextAlert(alert, fields) : alert;
    return { alert: own, ms: ms ?? Number.POSITIVE_INFINITY, ticks, sequence };
  }

  #numberOf(alert: Alert): number {
    const { v, detection, rule, version, title, severity, confidence, attack, form, repairs } = alert;
    const lead: Lead = { v, detection, rule, version, title, severity, confidence, attack, form, repairs };
    const key = JSON.stringify(lead);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#leads.push(lead) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
