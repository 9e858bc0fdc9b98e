import { foldName } from '../../../event/index.ts';
import type { Aggregate } from '../../../ir/index.ts';
import { orderValues, type Value } from '../../../value/index.ts';
import type { Bounds, Provenance } from '../../engine.ts';
import { type Accumulator, startAggregate } from '../aggregates.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { keyId } from '../key-id.ts';
import { mergeProvenance } from '../provenance.ts';
import { type Cell, seesAll } from '../row.ts';
import type { Output, Stage } from './stage.ts';

interface Group {
  readonly keys: readonly Value[];
  readonly accumulators: readonly Accumulator[];
  provenance: Provenance;
}

/** Groups rows and folds each group; without keys and rows no record comes out (spec sumo §8.1, 18.10). */
export function aggregateStage(node: Aggregate, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  const groups = new Map<string, Group>();
  const budget = { left: bounds.sample };
  let overflow = false;
  return {
    push(row) {
      const keys = node.keys.map((key) => evaluate(key.value, row, context));
      const id = keyId(keys);
      let group = groups.get(id);
      if (!group) {
        if (groups.size >= bounds.groups) {
          overflow = true;
          return;
        }
        const accumulators = node.aggregates.map((one) => startAggregate(one, bounds.values, budget));
        group = { keys, accumulators, provenance: { count: 0, events: [], newest: undefined, oldest: undefined } };
        groups.set(id, group);
      }
      for (const [index, one] of node.aggregates.entries()) {
        group.accumulators[index]!.add(one.arg ? evaluate(one.arg, row, context) : null, row.order);
      }
      group.provenance = mergeProvenance(group.provenance, row.provenance);
    },
    finish() {
      const sorted = [...groups.values()].sort((a, b) => compareKeys(a.keys, b.keys));
      for (const [rank, group] of sorted.entries()) {
        const cells: Cell[] = [
          ...node.keys.map((key, index) => ({ name: key.name, value: group.keys[index] })),
          ...node.aggregates.map((one, index) => ({ name: one.name, value: group.accumulators[index]!.result() })),
        ];
        output.push({
          event: undefined,
          columns: new Map(cells.map((cell) => [foldName(cell.name), cell])),
          order: [rank],
          provenance: group.provenance,
          sees: seesAll,
        });
      }
      if (overflow) output.truncated({ what: 'groups', bound: bounds.groups });
      for (const what of ['values', 'sample'] as const) {
        const isReached = sorted.some((group) => group.accumulators.some((one) => one.truncated === what));
        if (isReached) output.truncated({ what, bound: bounds[what] });
      }
      output.finish();
    },
  };
}

function compareKeys(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = orderValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}
