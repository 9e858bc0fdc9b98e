import { foldName } from '../../../event/index.ts';
import type { Aggregate, AggregateName } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import type { Bounds, Provenance } from '../../engine.ts';
import { type Accumulator, startAggregate } from '../aggregates.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { keyId } from '../key-id.ts';
import { GroupProvenance } from '../provenance.ts';
import { type Cell, seesAll } from '../row.ts';
import { inPieces } from '../saved-row.ts';
import { CHOSEN_ARITHMETIC } from '../table-functions/table-run.ts';
import { compareKeys } from './compare-keys.ts';
import type { Output, Stage } from './stage.ts';

interface Group {
  keys: readonly Value[];
  readonly accumulators: readonly Accumulator[];
  readonly provenance: GroupProvenance;
}

type SavedGroup = readonly [keys: readonly Value[], states: readonly unknown[], provenance: Provenance];

/** Groups rows and folds each group; without keys and rows no record comes out (spec sumo §8.1, 18.10). */
export function aggregateStage(node: Aggregate, context: EvaluationContext, bounds: Bounds, output: Output): Stage {
  const groups = new Map<string, Group>();
  const budget = { left: bounds.sample };
  let overflow = false;
  const groupOf = (keys: readonly Value[]): Group | undefined => {
    const id = keyId(keys);
    let group = groups.get(id);
    if (!group) {
      if (groups.size >= bounds.groups) {
        overflow = true;
        return undefined;
      }
      const accumulators = node.aggregates.map((one) => startAggregate(one, bounds.values, budget));
      group = { keys, accumulators, provenance: new GroupProvenance() };
      groups.set(id, group);
    }
    return group;
  };
  return {
    keeper: {
      get isOrderBound() {
        // Which values an aggregate has that could not keep all it wanted is a matter of their order.
        return overflow || budget.left <= 0;
      },
      save: () =>
        inPieces(groups.values(), ({ keys, accumulators, provenance }): SavedGroup => {
          return [keys, accumulators.map((one) => one.save()), provenance.save()];
        }),
      merge(piece) {
        for (const [keys, states, provenance] of piece as readonly SavedGroup[]) {
          const group = groupOf(keys);
          if (!group) continue;
          for (const [index, state] of states.entries()) group.accumulators[index]!.merge(state);
          // Keys that are the same may differ in their form, such as 7 and "7": that of the first row is shown.
          if (group.provenance.isBehind(provenance)) group.keys = keys;
          group.provenance.merge(provenance);
        }
      },
    },
    push(row) {
      const group = groupOf(node.keys.map((key) => evaluate(key.value, row, context)));
      if (!group) return;
      for (const [index, one] of node.aggregates.entries()) {
        group.accumulators[index]!.add(one.arg ? evaluate(one.arg, row, context) : null, row.order);
      }
      group.provenance.add(row.provenance);
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
          provenance: group.provenance.save(),
          sees: seesAll,
        });
      }
      if (sorted.length > 0) warnOfArithmetic(node, context);
      if (overflow) output.truncated({ what: 'groups', bound: bounds.groups });
      for (const what of ['values', 'sample'] as const) {
        const isReached = sorted.some((group) => group.accumulators.some((one) => one.truncated === what));
        if (isReached) output.truncated({ what, bound: bounds[what] });
      }
      output.finish();
    },
  };
}

const CHOICES: readonly (readonly [fn: AggregateName, message: string])[] = [
  ['stddev', 'stddev divides by n − 1; the platform does not say whether it does'],
  ['percentile', 'pct lies on the line between neighbouring values; the platform does not say how it does below 1,000'],
];

/** Says which arithmetic was chosen where the vendor publishes none. */
function warnOfArithmetic({ aggregates }: Aggregate, { warn }: EvaluationContext): void {
  for (const [fn, message] of CHOICES) if (aggregates.some((one) => one.fn === fn)) warn(CHOSEN_ARITHMETIC, message);
}
