import type { Alert } from './alert.ts';

/** Keys whose values are those of one event, so that at most the next alert has them too; all others come again and again. */
const OF_EVENT: ReadonlySet<string> = new Set<keyof Alert>(['time', 'firstTime', 'fields', 'events']);

/** Values of which the text is remembered at most, by key. */
const REMEMBERED = 5_000;

/** Texts of what stands under a key. */
class KeyTexts {
  readonly #name: string;
  readonly #known: Map<unknown, string> | undefined;
  #last: unknown;
  #lastText = '';

  constructor(key: string) {
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

  #make(value: unknown): string {
    const text = value === undefined ? '' : `,${this.#name}:${JSON.stringify(value)}`;
    if (this.#known && this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known?.set(value, text);
    return text;
  }
}

/** Writes alerts as `JSON.stringify` does; what alerts share, be it their detection's or their event's, becomes text once. */
export class AlertTexts {
  readonly #keys = new Map<string, KeyTexts>();

  /** The text of an alert, its keys in their order. */
  of(alert: Alert): string {
    let text = '';
    for (const key in alert) {
      let texts = this.#keys.get(key);
      if (!texts) {
        texts = new KeyTexts(key);
        this.#keys.set(key, texts);
      }
      const more = texts.of(alert[key as keyof Alert]);
      text = text === '' ? more.slice(1) : text + more;
    }
    return `{${text}}`;
  }
}
