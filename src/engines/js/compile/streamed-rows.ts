import type { Event } from '../../../event/index.ts';
import { columnOf, type Plan, schemaOf } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import type { CellSource, Provenance, ResultRow } from '../../engine.ts';
import { NOWHERE } from '../evaluate.ts';
import { provenanceOf } from '../row.ts';
import { CellSources } from './cell-sources.ts';
import type { CompiledPart } from './compiled-part.ts';
import { type CompileScope, compileExpression, type Evaluate } from './expression.ts';
import type { SlotRow } from './slot-row.ts';

/** The row that a plan gives out, read from its slots; the same object for all rows. */
class StreamedRow implements ResultRow {
  readonly #scope: CompileScope;
  readonly #readers = new Map<string, Evaluate>();
  readonly #names: readonly { readonly name: string; readonly printed: string }[];
  /** What reads the cells, made once they are asked for. */
  #columns: readonly { readonly name: string; readonly read: Evaluate }[] | undefined;
  readonly #sources: CellSources;
  #row: SlotRow | undefined;
  #fill: ((row: SlotRow) => void) | undefined;
  #provenance: Provenance | undefined;

  constructor(
    names: readonly { readonly name: string; readonly printed: string }[],
    nodes: CompiledPart['nodes'],
    scope: CompileScope,
  ) {
    this.#scope = scope;
    this.#sources = new CellSources(names, nodes, scope);
    this.#names = names;
  }

  /** The same with another row behind it, whose columns `fill` makes, if they are not yet. */
  at(row: SlotRow, file: number, position: number, fill: ((row: SlotRow) => void) | undefined): this {
    this.#row = row;
    this.#fill = fill;
    this.#provenance = provenanceOf(row.event, file, position);
    return this;
  }

  get cells(): readonly (readonly [name: string, value: Value])[] {
    const row = this.#filled;
    this.#columns ??= this.#names.map(({ name, printed }) => ({ name: printed, read: this.#readerOf(name) }));
    return this.#columns.map(({ name, read }) => [name, read(row)] as const);
  }

  get #filled(): SlotRow {
    const row = this.#row!;
    this.#fill?.(row);
    this.#fill = undefined;
    return row;
  }

  get sources(): readonly CellSource[] | undefined {
    return this.#sources.of(this.#row!);
  }

  get(name: string): Value {
    return this.#readerOf(name)(this.#filled);
  }

  get event(): Event {
    return this.#row!.event;
  }

  get provenance(): Provenance {
    return this.#provenance!;
  }

  #readerOf(name: string): Evaluate {
    let reader = this.#readers.get(name);
    if (!reader) {
      reader = compileExpression({ kind: 'field', name, origin: NOWHERE }, this.#scope);
      this.#readers.set(name, reader);
    }
    return reader;
  }
}

/**
 * Gives out the rows of a plan that is compiled to its end, straight from their slots; undefined if its rows are no messages or print
 * other than named columns, which is left to the interpreter.
 */
export function streamedRows(
  plan: Plan,
  nodes: CompiledPart['nodes'],
  scope: CompileScope,
  onRow: (row: ResultRow) => void,
): ((row: SlotRow, file: number, position: number, fill?: (row: SlotRow) => void) => void) | undefined {
  const schema = schemaOf(plan);
  if (schema.rows !== 'messages' || !schema.projected) return undefined;
  const names = schema.projected.map((name) => ({ name, printed: columnOf(schema, name)?.name ?? name }));
  const streamed = new StreamedRow(names, nodes, scope);
  return (row, file, position, fill) => onRow(streamed.at(row, file, position, fill));
}
