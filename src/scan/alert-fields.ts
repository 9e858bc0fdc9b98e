import type { CellSource, ResultRow } from '../engines/engine.ts';
import { type FieldPlaces, foldName, type WrittenField } from '../event/index.ts';
import type { RowSchema } from '../ir/index.ts';
import type { Value } from '../value/index.ts';
import { serializeCell } from './cells.ts';
import type { EventFacts } from './event-facts.ts';
import { type Shown, saysNothing } from './shown-of.ts';
import type { WrittenList } from './written-fields.ts';

/** A field that an alert shows unless one of the same name stands before it. */
interface Step {
  /** What it is called where no cell of the row gives it. */
  readonly name: string;
  /** The number of the name, alike for names that only differ in case. */
  readonly key: number;
  /** Cells of the row that may give it, the first that is there. */
  readonly cells: readonly number[];
  /** Its place among the fields that are shown of the event; -1 if only a cell gives it. */
  readonly shown: number;
}

/** Fields in the order in which alerts show them. */
interface Order {
  readonly steps: readonly Step[];
  /** The number of the name of each cell. */
  readonly keys: readonly number[];
  /** The cell that is shown if nothing else is. */
  readonly raw: number;
}

/** A name that an object has first of all its keys, wherever it is put. */
const INDEX = /^(0|[1-9]\d*)$/;

/** Kinds of events of which the order is remembered at most. */
const REMEMBERED = 1_000;

/**
 * Chooses the fields of a rule's alerts: those that the rule wants shown, then those that tell what such an event is about, then what else
 * the rule tests; of an event that the table does not know, what the rule tests comes first. A rule of keywords names no field, so that its
 * row is the whole event: of that, only the telling ones.
 */
export class FieldChoice {
  readonly #schema: RowSchema;
  readonly #shows: readonly string[];
  /** Names of the cells of which the orders are. */
  #names: readonly string[] = [];
  readonly #orders = new Map<Shown, Order>();
  /** By where events have their fields, those that are written of them; undefined where they have to be read. */
  #written = new WeakMap<FieldPlaces, WrittenList>();
  /** Values of the cells of a row, undefined where the row has none. */
  readonly #cells: Value[] = [];
  /** Numbers of names that were given, each with the number of the row. */
  readonly #given: number[] = [];
  #row = 0;

  constructor(schema: RowSchema, shows: readonly string[]) {
    this.#schema = schema;
    this.#shows = shows;
  }

  /** The fields of a row's alert. */
  of(row: ResultRow, facts: EventFacts): Readonly<Record<string, unknown>> {
    this.#take(row, facts);
    const { maker, shown, values } = facts;
    const { steps, keys, raw } = this.#orderFor(shown);
    const names = this.#names;
    const cells = this.#cells;
    const given = this.#given;
    const number = ++this.#row;
    maker.begin();
    for (const step of steps) {
      const value = step.shown < 0 ? undefined : values[step.shown];
      // A field that occurs several times is one value to a condition, but all of it tells.
      const cell = Array.isArray(value) ? -1 : this.#firstOf(step.cells);
      if (cell >= 0) {
        const key = keys[cell]!;
        if (given[key] === number) continue;
        given[key] = number;
        maker.add(names[cell]!, cells[cell]);
      } else if (!saysNothing(value) && given[step.key] !== number) {
        given[step.key] = number;
        maker.add(step.name, value);
      }
    }
    if (maker.count === 0 && raw >= 0 && cells[raw] !== undefined) maker.add(names[raw]!, cells[raw]);
    return maker.end();
  }

  /** The fields of a row's alert as JSON text, where its reader can write them so; else undefined. */
  textOf(row: ResultRow, facts: EventFacts): string | undefined {
    const { shown } = facts;
    const places = shown.isKnown ? facts.event.texts?.places : undefined;
    const sources = places && row.sources;
    if (!sources) return undefined;
    let written = this.#written.get(places);
    if (!written) {
      const key = JSON.stringify([this.#shows, sources]);
      written = facts.maker.lists.of(places, key, () => this.#fieldsIn(shown, sources, places));
      this.#written.set(places, written);
    }
    return written.fields && facts.textOf(written.fields);
  }

  /** What `of` shows of events that have their fields in these places; undefined if that depends on what they hold. */
  #fieldsIn(shown: Shown, sources: readonly CellSource[], places: FieldPlaces): WrittenField[] | undefined {
    const isThere = sources.map(({ name, field }): boolean | undefined => {
      const has = field !== null && places.has(field);
      // A cell without a value is shown where the event has a field of its name.
      return has === false && places.has(name) !== false ? undefined : has;
    });
    if (isThere.includes(undefined)) return undefined;
    this.#name(sources.map(({ name }) => name));
    const { steps, keys } = this.#orderFor(shown);
    const fields: WrittenField[] = [];
    /** By number of its name whether a field is there for certain, or only if it tells something. */
    const given = new Map<number, 'always' | 'if telling'>();
    for (const { name, key, cells, shown: at } of steps) {
      const logged = shown.fields[at]?.logged;
      const cell = cells.find((one) => isThere[one]);
      const source = cell === undefined ? undefined : sources[cell]!;
      const own = cell === undefined ? key : keys[cell]!;
      const isLogged = logged === undefined ? false : places.has(logged);
      // Of several values that are logged all are shown, whatever the cell holds of another field.
      const isOther = source && isLogged !== false && foldName(source.field!) !== foldName(logged!);
      if (isLogged === undefined || isOther || given.get(own) === 'if telling') return undefined;
      if (given.has(own) || !(source || isLogged)) continue;
      given.set(own, source ? 'always' : 'if telling');
      fields.push({ name: source?.name ?? name, field: source?.field ?? logged!, ifTelling: !source });
    }
    return fields.some(({ name }) => INDEX.test(name)) ? undefined : fields;
  }

  /** The first of some cells that the row has, -1 if it has none. */
  #firstOf(cells: readonly number[]): number {
    for (const cell of cells) if (this.#cells[cell] !== undefined) return cell;
    return -1;
  }

  /** Takes the cells of a row. */
  #take({ cells }: ResultRow, { event }: EventFacts): void {
    let isNamedSo = cells.length === this.#names.length;
    for (let at = 0; at < cells.length; at++) {
      const [name, value] = cells[at]!;
      isNamedSo &&= name === this.#names[at];
      const cell = serializeCell(name, value, this.#schema);
      // A column that is made of another field is null where the event has neither.
      this.#cells[at] = cell === null && event.get(name) === undefined ? undefined : cell;
    }
    if (!isNamedSo) this.#name(cells.map(([name]) => name));
  }

  /** Goes on with cells of these names; others than before are told apart anew. */
  #name(names: readonly string[]): void {
    if (names.length === this.#names.length && names.every((name, at) => name === this.#names[at])) return;
    this.#names = names;
    this.#orders.clear();
    this.#written = new WeakMap();
  }

  #orderFor(shown: Shown): Order {
    if (!shown.isKnown) return this.#order(shown);
    let order = this.#orders.get(shown);
    if (!order) {
      if (this.#orders.size >= REMEMBERED) this.#orders.clear();
      order = this.#order(shown);
      this.#orders.set(shown, order);
    }
    return order;
  }

  #order({ fields, isKnown }: Shown): Order {
    const numbers = new Map<string, number>();
    const numberOf = (name: string): number => {
      const folded = foldName(name);
      const number = numbers.get(folded) ?? numbers.size;
      numbers.set(folded, number);
      return number;
    };
    const names = this.#names;
    const keys = names.map(numberOf);
    const cellsOf = (name: string): number[] => {
      const key = numberOf(name);
      const cell = keys.lastIndexOf(key);
      return cell < 0 ? [] : [cell];
    };
    const isTested = this.#schema.projected !== undefined;
    const ofCells = (list: readonly string[]): Step[] =>
      list.map((name) => ({ name, key: numberOf(name), cells: cellsOf(name), shown: -1 }));
    const tested = isTested ? ofCells(names) : [];
    const ofEvent = fields.map(({ name, logged }, shown): Step => {
      const cells = isTested ? [...cellsOf(name), ...cellsOf(logged)] : [];
      return { name, key: numberOf(name), cells, shown };
    });
    const steps = [...ofCells(this.#shows), ...(isKnown ? [] : tested), ...ofEvent, ...tested];
    return { steps, keys, raw: names.indexOf('_raw') };
  }
}
