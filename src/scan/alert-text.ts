import { ALERT_KEYS, type Alert, type AlertEvent, TextAlert } from './alert.ts';

/** Keys whose values are those of one event, so that at most the next alert has them too; all others come again and again. */
const OF_EVENT: ReadonlySet<string> = new Set<keyof Alert>(['time', 'firstTime', 'fields', 'events']);

/** Values of which the text is remembered at most, by key. */
const REMEMBERED = 5_000;

/** Texts of what stands under a key. */
class KeyTexts {
  readonly key: string;
  readonly #before: string;
  readonly #textOf: (value: never) => string;
  readonly #known: Map<unknown, string> | undefined;
  #last: unknown;
  #lastText = '';

  constructor(key: string, textOf: (value: never) => string = JSON.stringify) {
    this.key = key;
    this.#before = `,${JSON.stringify(key)}:`;
    this.#textOf = textOf;
    this.#known = OF_EVENT.has(key) ? undefined : new Map();
  }

  /** The key with a value, behind a comma; nothing if there is no value. */
  of(value: unknown): string {
    if (value === this.#last) return this.#lastText;
    const text = this.#known?.get(value) ?? this.#make(value);
    this.#last = value;
    this.#lastText = text;
    return text;
  }

  /** The key with a value that is JSON text. */
  ofText(text: string): string {
    return this.#before + text;
  }

  #make(value: unknown): string {
    const text = value === undefined ? '' : this.ofText(this.#textOf(value as never));
    if (this.#known && this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known?.set(value, text);
    return text;
  }
}

/** Keys before that of the branch, the first in which alerts of one detection differ. */
const LEADING = ALERT_KEYS.indexOf('branch');

function isLedAlike(a: Alert, b: Alert): boolean {
  return (
    a.v === b.v &&
    a.detection === b.detection &&
    a.rule === b.rule &&
    a.version === b.version &&
    a.title === b.title &&
    a.severity === b.severity &&
    a.confidence === b.confidence &&
    a.attack === b.attack &&
    a.form === b.form
  );
}

/** Writes the events of alerts: mostly one, and all of few files and channels. */
class EventTexts {
  readonly #file = new KeyTexts('file');
  readonly #channel = new KeyTexts('channel');
  readonly #eventId = new KeyTexts('eventId');

  of(events: readonly AlertEvent[]): string {
    return `[${events.map((event) => this.#event(event)).join(',')}]`;
  }

  #event({ file, record, offset, channel, eventId }: AlertEvent): string {
    const number = record === undefined ? '' : `,"record":${JSON.stringify(record)}`;
    const byte = offset === undefined ? '' : `,"offset":${offset}`;
    return `{${this.#file.of(file).slice(1)}${number}${byte}${this.#channel.of(channel)}${this.#eventId.of(eventId)}}`;
  }
}

/** Writes alerts as `JSON.stringify` does; what alerts share, be it their detection's or their event's, becomes text once. */
export class AlertTexts {
  readonly #events = new EventTexts();
  readonly #keys = ALERT_KEYS.map((key) =>
    key === 'events' ? new KeyTexts(key, (events) => this.#events.of(events)) : new KeyTexts(key),
  );

  /** By rule or detection the alert that came last, and the text of what all of its alerts have first. */
  readonly #leads = new Map<unknown, { readonly alert: Alert; readonly text: string }>();

  /** The text of an alert. */
  of(alert: Alert): string {
    let text = this.#leadOf(alert);
    for (let i = LEADING; i < this.#keys.length; i++) {
      const texts = this.#keys[i]!;
      const isText = texts.key === 'fields' && alert instanceof TextAlert;
      text += isText ? texts.ofText(alert.fieldsText) : texts.of(alert[texts.key as keyof Alert]);
    }
    return `${text}}`;
  }

  /** What stands before all that alerts of one detection differ in. */
  #leadOf(alert: Alert): string {
    const key = alert.rule ?? alert.detection;
    const known = this.#leads.get(key);
    if (known && isLedAlike(known.alert, alert)) return known.text;
    let text = '';
    for (const texts of this.#keys.slice(0, LEADING)) text += texts.of(alert[texts.key as keyof Alert]);
    const lead = `{${text.slice(1)}`;
    if (this.#leads.size >= REMEMBERED) this.#leads.clear();
    this.#leads.set(key, { alert, text: lead });
    return lead;
  }
}
