import { nearestName } from '../../../source/index.ts';
import { type Condition, parseCondition } from '../condition.ts';
import type { Reading } from '../context.ts';
import { placesIn } from '../place.ts';
import { entryOf, type YamlMap, type YamlNode } from '../yaml.ts';
import type { ENTRY_CONDITIONS } from './conditions.ts';
import { faulty, flagOf, scalarOf, textOf, wordOf } from './parameters.ts';
import type { ConditionGroup, Subject } from './pipeline.ts';

/** Scopes of conditions by the start of their keys, with the start of the keys that join them. */
export const SCOPES = {
  rule: { list: 'rule_conditions', join: 'rule_cond' },
  entry: { list: 'detection_item_conditions', join: 'detection_item_cond' },
  field: { list: 'field_name_conditions', join: 'field_name_cond' },
} as const;

function namesIn(condition: Condition): readonly string[] {
  if (condition.kind === 'name') return [condition.name];
  if (condition.kind === 'of') return [];
  return condition.kind === 'not' ? namesIn(condition.item) : condition.items.flatMap(namesIn);
}

/** Reads the conditions of a scope of an item. */
export function readGroup(
  item: YamlMap,
  scope: keyof typeof SCOPES,
  known: typeof ENTRY_CONDITIONS,
  reading: Reading,
): ConditionGroup {
  const { list, join } = SCOPES[scope];
  const node = entryOf(item, list)?.value;
  const named: readonly (readonly [string, YamlNode])[] =
    node?.kind === 'map'
      ? node.entries.map((entry) => [entry.key, entry.value] as const)
      : node?.kind === 'list'
        ? node.items.map((one, index) => [String(index), one] as const)
        : [];
  if (node && node.kind === 'scalar') faulty(reading, node.span, list, 'a list or a mapping of conditions is expected');
  const tests = named.flatMap(([id, one]) => {
    if (one.kind !== 'map') return faulty(reading, one.span, list, 'a condition is a mapping with a type') ?? [];
    const type = textOf(one, 'type', reading);
    const definition = type !== undefined && Object.hasOwn(known, type) ? known[type] : undefined;
    if (!definition) {
      const near = type === undefined ? undefined : nearestName(type, Object.keys(known));
      if (type !== undefined)
        faulty(reading, one.span, list, `there is no condition ${type}${near ? `; did you mean ${near}?` : ''}`);
      return [];
    }
    for (const { key, keySpan } of one.entries)
      if (key !== 'type' && !definition.keys.includes(key)) faulty(reading, keySpan, key, 'there is no such key');
    const test = definition.read(one, reading);
    return test ? [{ id, test }] : [];
  });
  const expression = readExpression(item, `${join}_expr`, node, reading);
  return {
    tests,
    join: wordOf(item, `${join}_op`, ['and', 'or'], 'and', reading),
    isNegated: flagOf(item, `${join}_not`, reading),
    expression,
  };
}

function readExpression(
  item: YamlMap,
  key: string,
  list: YamlNode | undefined,
  reading: Reading,
): Condition | undefined {
  const scalar = scalarOf(item, key, reading, false);
  if (!scalar) return undefined;
  if (list?.kind !== 'map') return faulty(reading, scalar.span, key, 'it needs conditions with ids, as a mapping');
  const parsed = parseCondition(scalar.text, placesIn(scalar, reading.text));
  for (const one of parsed.diagnostics) reading.report(one);
  if (!parsed.condition) return undefined;
  const names = namesIn(parsed.condition);
  const ids = list.entries.map((entry) => entry.key);
  for (const name of names) if (!ids.includes(name)) faulty(reading, scalar.span, key, `there is no condition ${name}`);
  for (const id of ids)
    if (!names.includes(id)) faulty(reading, scalar.span, key, `it does not name the condition ${id}`);
  return parsed.condition;
}

function evaluate(condition: Condition, holds: (id: string) => boolean): boolean {
  switch (condition.kind) {
    case 'name':
      return holds(condition.name);
    case 'not':
      return !evaluate(condition.item, holds);
    case 'and':
      return condition.items.every((item) => evaluate(item, holds));
    case 'or':
      return condition.items.some((item) => evaluate(item, holds));
    case 'of':
      return false;
  }
}

/** True if the conditions of a scope hold; none always do. */
export function groupHolds({ tests, join, isNegated, expression }: ConditionGroup, subject: Subject): boolean {
  if (expression) {
    const byId = new Map(tests.map(({ id, test }) => [id, test]));
    return evaluate(expression, (id) => byId.get(id)?.(subject) ?? false);
  }
  if (tests.length === 0) return true;
  const holds = join === 'and' ? tests.every(({ test }) => test(subject)) : tests.some(({ test }) => test(subject));
  return holds !== isNegated;
}
