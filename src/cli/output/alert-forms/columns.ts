import type { Alert } from '../../../scan/index.ts';
import { cellText, csvField } from '../rows.ts';
import type { AlertFormSetting } from './form.ts';

/** A column of a file of alerts. */
export type AlertColumn = readonly [name: string, value: (alert: Alert) => unknown];

/** Fields of alerts that have columns of their own; logs can hold any number of names. */
export const FIELD_COLUMNS = 500;

/** Holds, as JSON, the fields that have no column. */
const MORE = 'more_fields';

/**
 * Lines of CSV: columns that every alert has, then one for each field that any alert has. A field that is called like one of the first is
 * `event.NAME`. Cells are as logged: one that begins with `=`, `+`, `-` or `@` is not changed, since evidence would then be.
 */
export class AlertLines {
  readonly #own: readonly AlertColumn[];
  readonly #fields: ReadonlyMap<string, string>;
  readonly #hasMore: boolean;
  readonly #isOpen: boolean;

  /** `isOpen` if alerts with other fields may come: those are unknown when the first line is written. */
  constructor(own: readonly AlertColumn[], fieldNames: ReadonlySet<string>, isOpen: boolean) {
    this.#own = own;
    const taken = new Set([...own.map(([name]) => name.toLowerCase()), MORE]);
    const named = [...fieldNames].slice(0, FIELD_COLUMNS);
    this.#fields = new Map(named.map((name) => [name, taken.has(name.toLowerCase()) ? `event.${name}` : name]));
    this.#hasMore = isOpen || fieldNames.size > named.length;
    this.#isOpen = isOpen;
  }

  get header(): string {
    const names = [...this.#own.map(([name]) => name), ...this.#fields.values(), ...(this.#hasMore ? [MORE] : [])];
    return `${names.map(csvField).join(',')}\r\n`;
  }

  line(alert: Alert): string {
    const { fields } = alert;
    const own = this.#own.map(([, value]) => cellText(value(alert)));
    const named = [...this.#fields.keys()].map((name) => (Object.hasOwn(fields, name) ? cellText(fields[name]) : ''));
    const rest = this.#hasMore ? Object.entries(fields).filter(([name]) => !this.#fields.has(name)) : [];
    const more = this.#hasMore ? [rest.length > 0 ? JSON.stringify(Object.fromEntries(rest)) : ''] : [];
    return `${[...own, ...named, ...more].map(csvField).join(',')}\r\n`;
  }

  /** What has no column of its own, in words. */
  get notes(): readonly string[] {
    if (!this.#hasMore || this.#isOpen) return [];
    return [`only ${FIELD_COLUMNS} fields have columns of their own; the column ${MORE} holds the rest`];
  }
}

/** Lines of CSV, begun with their header when the first is asked for: only then are all names of fields known. */
export function alertLines(
  own: readonly AlertColumn[],
  { out, fieldNames, isImmediate }: Pick<AlertFormSetting, 'out' | 'fieldNames' | 'isImmediate'>,
): () => AlertLines {
  let lines: AlertLines | undefined;
  return () => {
    if (!lines) {
      lines = new AlertLines(own, fieldNames, isImmediate);
      out.write(lines.header);
    }
    return lines;
  };
}
