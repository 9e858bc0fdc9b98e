import { type EventHeader, foldName } from '../../../event/index.ts';
import type { Expr } from '../../../ir/index.ts';
import type { CellSource } from '../../engine.ts';
import type { CompiledPart } from './compiled-part.ts';
import { type CompileScope, compileCondition } from './expression.ts';
import { isOfHeader } from './of-header.ts';
import type { SlotRow } from './slot-row.ts';

/** The field that a value is in an event with the header of a row's, null if it is null there; undefined if it is anything else. */
type FieldBehind = (row: SlotRow) => string | null | undefined;

const NONE: FieldBehind = () => undefined;

function fieldBehind(expr: Expr, scope: CompileScope): FieldBehind {
  switch (expr.kind) {
    case 'field': {
      const folded = foldName(expr.name);
      const { layout } = scope;
      const isPlain = !folded.startsWith('_') && layout.slotOf(expr.name) === undefined && layout.sees(folded);
      return isPlain ? () => expr.name : NONE;
    }
    case 'literal':
      return expr.value === null ? () => null : NONE;
    case 'case': {
      if (!expr.branches.every(({ when }) => isOfHeader(when, scope.layout))) return NONE;
      const branches = expr.branches.map(({ when, value }) => ({
        holds: compileCondition(when, scope),
        field: fieldBehind(value, scope),
      }));
      const otherwise = fieldBehind(expr.otherwise, scope);
      return (row) => (branches.find(({ holds }) => holds(row))?.field ?? otherwise)(row);
    }
    default:
      return NONE;
  }
}

/** The fields that columns are by their folded names; undefined if one of them is made by other stages than one that extends. */
function madeFields(nodes: CompiledPart['nodes'], { context }: CompileScope): Map<string, FieldBehind> | undefined {
  const made = new Map<string, FieldBehind>();
  for (const { node, before } of nodes) {
    if (node.kind === 'extract') return undefined;
    if (node.kind !== 'extend') continue;
    let layout = before;
    for (const { name, type, value } of node.columns) {
      const folded = foldName(name);
      const isPlain = !made.has(folded) && type === 'any';
      made.set(folded, isPlain ? fieldBehind(value, { layout, context }) : NONE);
      layout = layout.with(name, type);
    }
  }
  return made;
}

/** Tells which fields of its event the printed cells of a row are, once for each header; undefined if one is anything else. */
export function cellSources(
  names: readonly { readonly name: string; readonly printed: string }[],
  nodes: CompiledPart['nodes'],
  scope: CompileScope,
): (row: SlotRow) => readonly CellSource[] | undefined {
  const made = scope.context.fieldsAs === 'logged' ? madeFields(nodes, scope) : undefined;
  if (!made) return () => undefined;
  const cells = names.map(({ name, printed }) => ({
    name: printed,
    fieldOf: made.get(foldName(name)) ?? fieldBehind({ kind: 'field', name, origin: { start: 0, end: 0 } }, scope),
  }));
  const known = new WeakMap<EventHeader, readonly CellSource[] | 'other'>();
  return (row) => {
    const { header } = row.event;
    let sources = known.get(header);
    if (!sources) {
      const found = cells.map(({ name, fieldOf }) => ({ name, field: fieldOf(row) }));
      const isAll = (list: typeof found): list is CellSource[] => list.every(({ field }) => field !== undefined);
      sources = isAll(found) ? found : 'other';
      known.set(header, sources);
    }
    return sources === 'other' ? undefined : sources;
  };
}
