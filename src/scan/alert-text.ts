import { ALERT_KEYS, type Alert, TextAlert } from './alert.ts';

/** Keys whose values are those of one event, so that at most the next alert has them too; all others come again and again. */
const OF_EVENT: ReadonlySet<string> = new Set<keyof Alert>(['time', 'firstTime', 'fields', 'events']);

/** Values of which the text is remembered at most, by key. */
const REMEMBERED = 5_000;

/** Texts of what stands under a key. */
class KeyTexts {
  readonly key: keyof Alert;
  readonly #name: string;
  readonly #known: Map<unknown, string> | undefined;
  #last: unknown;
  #lastText = '';

  constructor(key: keyof Alert) {
    this.key = key;
    this.#name = JSON.stringify(key);
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
  ofText(value: string): string {
    return `,${this.#name}:${value}`;
  }

  #make(value: unknown): string {
    const text = value === undefined ? '' : this.ofText(JSON.stringify(value));
    if (this.#known && this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known?.set(value, text);
    return text;
  }
}

/** Writes alerts as `JSON.stringify` does; what alerts share, be it their detection's or their event's, becomes text once. */
export class AlertTexts {
  readonly #keys = ALERT_KEYS.map((key) => new KeyTexts(key));

  /** The text of an alert. */
  of(alert: Alert): string {
    let text = '';
    for (const texts of this.#keys) {
      const isText = texts.key === 'fields' && alert instanceof TextAlert;
      const more = isText ? texts.ofText(alert.fieldsText) : texts.of(alert[texts.key]);
      text = text === '' ? more.slice(1) : text + more;
    }
    return `{${text}}`;
  }
}
