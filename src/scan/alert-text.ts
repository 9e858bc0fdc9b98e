import type { Alert } from './alert.ts';

/** Keys whose values are those of one event, so that at most the next alert has them too; all others come again and again. */
const OF_EVENT: ReadonlySet<string> = new Set<keyof Alert>(['time', 'firstTime', 'fields', 'events']);

/** Values of which the text is remembered at most, by key. */
const REMEMBERED = 5_000;

/** Longest text of which the JSON is remembered, in units. */
const LONGEST = 256;

/** Writes objects of plain values as `JSON.stringify` does; logs say the same over and over, so that most of it is known. */
class ObjectTexts {
  readonly #known = new Map<string, string>();

  of(object: object): string {
    let text = '';
    for (const name in object) {
      const value = this.#value((object as Record<string, unknown>)[name]);
      if (value !== undefined) text += `${text === '' ? '{' : ','}${this.#string(name)}:${value}`;
    }
    return text === '' ? '{}' : `${text}}`;
  }

  #value(value: unknown): string | undefined {
    if (typeof value === 'string') return this.#string(value);
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : JSON.stringify(value);
  }

  #string(value: string): string {
    if (value.length > LONGEST) return JSON.stringify(value);
    let text = this.#known.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(value, text);
    }
    return text;
  }
}

/** Texts of what stands under a key. */
class KeyTexts {
  readonly #name: string;
  readonly #objects: ObjectTexts;
  readonly #known: Map<unknown, string> | undefined;
  #last: unknown;
  #lastText = '';

  constructor(key: string, objects: ObjectTexts) {
    this.#objects = objects;
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
    const text =
      value === undefined ? '' : `,${this.#name}:${this.#known ? JSON.stringify(value) : this.#ofEvent(value)}`;
    if (this.#known && this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known?.set(value, text);
    return text;
  }

  #ofEvent(value: unknown): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    return Array.isArray(value)
      ? `[${value.map((one) => this.#objects.of(one as object)).join(',')}]`
      : this.#objects.of(value);
  }
}

/** Writes alerts as `JSON.stringify` does; what alerts share, be it their detection's or their event's, becomes text once. */
export class AlertTexts {
  readonly #keys = new Map<string, KeyTexts>();
  readonly #objects = new ObjectTexts();

  /** The text of an alert, its keys in their order. */
  of(alert: Alert): string {
    let text = '';
    for (const key in alert) {
      let texts = this.#keys.get(key);
      if (!texts) {
        texts = new KeyTexts(key, this.#objects);
        this.#keys.set(key, texts);
      }
      const more = texts.of(alert[key as keyof Alert]);
      text = text === '' ? more.slice(1) : text + more;
    }
    return `{${text}}`;
  }
}
