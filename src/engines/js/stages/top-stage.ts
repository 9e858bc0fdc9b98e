import type { Top } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import type { Bounds } from '../../engine.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { KeepFirst } from '../keep-first.ts';
import { keyId } from '../key-id.ts';
import { keepRow, type Row, withCells } from '../row.ts';
import { inPieces, rowLoader, type SavedRow, saveRow } from '../saved-row.ts';
import { compareKeys } from './compare-keys.ts';
import { compareSorted, type SortedRow, sortedRow } from './sorted-row.ts';
import type { Output, Stage } from './stage.ts';

interface Group {
  readonly keys: readonly Value[];
  readonly keeper: KeepFirst<SortedRow>;
}

/** The best rows of each key, numbered (spec sumo §9.2). */
export function topStage(node: Top, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  const groups = new Map<string, Group>();
  const load = rowLoader(node.input);
  const compare = compareSorted(node.keys);
  let overflow = false;
  const push = (row: Row): void => {
    const keys = node.by.map((key) => evaluate(key, row, context));
    const id = keyId(keys);
    let group = groups.get(id);
    if (!group) {
      if (groups.size >= bounds.keys) {
        overflow = true;
        return;
      }
      group = { keys, keeper: new KeepFirst<SortedRow>(node.count, compare) };
      groups.set(id, group);
    }
    group.keeper.offer(sortedRow(row, node.keys, context), (one) => ({ ...one, row: keepRow(one.row) }));
  };
  return {
    push,
    keeper: {
      get isOrderBound() {
        return overflow;
      },
      *save() {
        for (const { keeper } of groups.values()) yield* inPieces(keeper.items, ({ row }) => saveRow(row));
      },
      merge(piece) {
        for (const saved of piece as readonly SavedRow[]) push(load(saved));
      },
    },
    finish() {
      let place = 0;
      for (const { keeper } of [...groups.values()].sort((a, b) => compareKeys(a.keys, b.keys))) {
        for (const [index, { row }] of keeper.sorted().entries()) {
          output.push({ ...withCells(row, [{ name: node.rank, value: index + 1 }]), order: [place++] });
        }
      }
      if (overflow) output.truncated({ what: 'keys', bound: bounds.keys });
      output.finish();
    },
  };
}
