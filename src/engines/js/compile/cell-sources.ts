import { type EventHeader, foldName } from '../../../event/index.ts';
import { type Expr, field } from '../../../ir/index.ts';
import type { CellSource } from '../../engine.ts';
import { holds, NOWHERE } from '../evaluate.ts';
import { messageRow, type Row } from '../row.ts';
import type { CompiledPart } from './compiled-part.ts';
import type { CompileScope } from './expression.ts';
import type { Layout } from './layout.ts';
import { isOfHeader } from './of-header.ts';
import type { SlotRow } from './slot-row.ts';

/** Tells which fields of its event the printed cells of a row are, once for each header. */
export class CellSources {
  readonly #names: readonly { readonly name: string; readonly printed: string }[];
  readonly #nodes: CompiledPart['nodes'];
  readonly #scope: CompileScope;
  readonly #known = new WeakMap<EventHeader, readonly CellSource[] | 'other'>();

  constructor(
    names: readonly { readonly name: string; readonly printed: string }[],
    nodes: CompiledPart['nodes'],
    scope: CompileScope,
  ) {
    this.#names = names;
    this.#nodes = nodes;
    this.#scope = scope;
  }

  /** The fields behind the cells, in their order; undefined if one of them is anything else. */
  of({ event }: SlotRow): readonly CellSource[] | undefined {
    let sources = this.#known.get(event.header);
    if (!sources) {
      sources = this.#find(messageRow(event, 0, 0)) ?? 'other';
      this.#known.set(event.header, sources);
    }
    return sources === 'other' ? undefined : sources;
  }

  #find(row: Row): readonly CellSource[] | undefined {
    const { fieldsAs } = this.#scope.context;
    if (fieldsAs !== 'logged' || this.#nodes.some(({ node }) => node.kind === 'extract')) return undefined;
    const sources: CellSource[] = [];
    for (const { name, printed } of this.#names) {
      const behind = this.#behindCell(name, row);
      if (behind === undefined) return undefined;
      sources.push({ name: printed, field: behind });
    }
    return sources;
  }

  #behindCell(name: string, row: Row): string | null | undefined {
    const folded = foldName(name);
    let made: { readonly value: Expr; readonly layout: Layout } | undefined;
    for (const { node, before } of this.#nodes) {
      if (node.kind !== 'extend') continue;
      let layout = before;
      for (const column of node.columns) {
        if (foldName(column.name) === folded) {
          if (made || column.type !== 'any') return undefined;
          made = { value: column.value, layout };
        }
        layout = layout.with(column.name, column.type);
      }
    }
    return made
      ? this.#behind(made.value, made.layout, row)
      : this.#behind(field(name, NOWHERE), this.#scope.layout, row);
  }

  /** The field that a value is in events of the row's header, null if it is null there; undefined if it is anything else. */
  #behind(expr: Expr, layout: Layout, row: Row): string | null | undefined {
    switch (expr.kind) {
      case 'field': {
        const folded = foldName(expr.name);
        const isPlain = !folded.startsWith('_') && layout.slotOf(expr.name) === undefined && layout.sees(folded);
        return isPlain ? expr.name : undefined;
      }
      case 'literal':
        return expr.value === null ? null : undefined;
      case 'case': {
        for (const { when, value } of expr.branches) {
          if (!isOfHeader(when, layout)) return undefined;
          if (holds(when, row, this.#scope.context)) return this.#behind(value, layout, row);
        }
        return this.#behind(expr.otherwise, layout, row);
      }
      default:
        return undefined;
    }
  }
}
