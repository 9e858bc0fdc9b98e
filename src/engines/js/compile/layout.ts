import { foldName } from '../../../event/index.ts';
import type { ColumnType } from '../../../ir/index.ts';

/** A column as it stands at a point of a pipeline: the name that it prints and its slot. */
export interface SlotColumn {
  readonly name: string;
  readonly slot: number;
  readonly type: ColumnType;
}

/** What names mean at a point of a pipeline, decided before any event is read. */
export class Layout {
  readonly #columns: ReadonlyMap<string, SlotColumn>;
  readonly #sees: (folded: string) => boolean;
  /** Slots that the pipeline needs so far. */
  readonly size: number;

  private constructor(columns: ReadonlyMap<string, SlotColumn>, sees: (folded: string) => boolean, size: number) {
    this.#columns = columns;
    this.#sees = sees;
    this.size = size;
  }

  /** The layout of events before any stage. */
  static readonly EMPTY = new Layout(new Map(), () => true, 0);

  get columns(): ReadonlyMap<string, SlotColumn> {
    return this.#columns;
  }

  get sees(): (folded: string) => boolean {
    return this.#sees;
  }

  slotOf(name: string): number | undefined {
    return this.#columns.get(foldName(name))?.slot;
  }

  /** The layout with a column added, or its slot given anew; an overwritten column keeps its first spelling. */
  with(name: string, type: ColumnType): Layout {
    const folded = foldName(name);
    const known = this.#columns.get(folded);
    const column = { name: known?.name ?? name, slot: known?.slot ?? this.size, type };
    return new Layout(new Map(this.#columns).set(folded, column), this.#sees, known ? this.size : this.size + 1);
  }

  /** The layout behind a projection of messages: built-in columns stay. */
  project(mode: 'keep' | 'drop', names: readonly string[]): Layout {
    const listed = new Set(names.map(foldName));
    const stays = (folded: string): boolean => listed.has(folded) === (mode === 'keep');
    const columns = new Map([...this.#columns].filter(([folded]) => stays(folded) || folded.startsWith('_')));
    const before = this.#sees;
    return new Layout(columns, (folded) => stays(folded) && before(folded), this.size);
  }
}
