import type { TextSieve } from '../../../event/index.ts';
import { extractedNames, type PlanOf } from '../../../ir/index.ts';
import type { Layout } from '../compile/layout.ts';
import { isBaseName } from '../extract.ts';
import { type Condition, conditionOf } from './condition.ts';
import { isQuiet } from './is-quiet.ts';
import { type Operand, operandOf, Readings } from './operand.ts';
import { sieveOf } from './sieve.ts';

/** A stage with what names mean before it and behind it. */
export interface PreNode {
  readonly node: PlanOf<'filter'> | PlanOf<'extend'> | PlanOf<'project'> | PlanOf<'extract'>;
  readonly before: Layout;
  readonly after: Layout;
}

/** Notes what a stage makes of the event's own values; a slot that it fills otherwise is forgotten. */
function note({ node, before }: PreNode, made: Map<number, Operand>, readings: Readings): void {
  let layout = before;
  const put = (name: string, type: 'text' | 'any', operand: Operand | undefined): void => {
    layout = layout.with(name, type);
    const slot = layout.slotOf(name)!;
    if (operand) made.set(slot, operand);
    else made.delete(slot);
  };
  if (node.kind === 'extend') {
    for (const { name, value } of node.columns) put(name, 'any', operandOf(value, { layout, made, readings }));
  } else if (node.kind === 'extract') {
    for (const step of node.steps) {
      const from =
        isBaseName(step.extractor) && !step.multi ? operandOf(step.from, { layout, made, readings }) : undefined;
      const operand = from && readings.baseNameOf(from);
      for (const name of extractedNames(step)) put(name, 'text', operand);
    }
  }
}

/** What units tell of the conditions that rows go through, up to the first stage that may say a word of a row. */
export function conditionsOf(nodes: readonly PreNode[]): readonly Condition[] {
  const conditions: Condition[] = [];
  const made = new Map<number, Operand>();
  const readings = new Readings();
  for (const one of nodes) {
    const { node, before } = one;
    if (!isQuiet(node)) break;
    if (node.kind === 'filter') conditions.push(conditionOf(node.condition, { layout: before, made, readings }));
    else note(one, made, readings);
  }
  return conditions;
}

/**
 * What shows, on an event's values where they stand, that no row of it gets through these stages (design performance §8);
 * undefined if nothing can. Only what full evaluation would drop without a word is ever turned down.
 */
export function preOf(nodes: readonly PreNode[]): TextSieve | undefined {
  return sieveOf(false, { kind: 'and', items: conditionsOf(nodes) });
}
