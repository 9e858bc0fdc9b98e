import { nearestName } from '../../source/index.ts';
import { parseAggregation } from './aggregation.ts';
import { type Condition, fitsPattern, parseCondition } from './condition.ts';
import type { Reading } from './context.ts';
import { unknownSelection, unusedSelection } from './diagnostics.ts';
import { reportMissing } from './head.ts';
import { placesIn } from './place.ts';
import type { NamedSelection, RuleCondition } from './rule.ts';
import { SelectionReader } from './selection.ts';
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from './yaml.ts';

/** Selections and conditions of a rule or a filter. */
export interface Detection {
  readonly selections: readonly NamedSelection[];
  readonly conditions: readonly RuleCondition[];
}

/** Names that a condition mentions, checked against those that there are; gives the names that it uses. */
function usedNames(condition: Condition, names: readonly string[], reading: Reading): string[] {
  switch (condition.kind) {
    case 'name': {
      if (names.includes(condition.name)) return [condition.name];
      const near = nearestName(condition.name, names);
      reading.report(
        unknownSelection.report({
          span: condition.span,
          message: `there is no selection ${condition.name}${near ? `; did you mean ${near}?` : ''}`,
          data: { name: condition.name },
        }),
      );
      return [];
    }
    case 'of': {
      const found = names.filter((name) => fitsPattern(name, condition.pattern));
      const { pattern = 'them', count } = condition;
      if (found.length === 0 || (count !== 'all' && count > found.length)) {
        const near = names.some((name) => name.startsWith(pattern) && !pattern.includes('*'))
          ? `${pattern}*`
          : undefined;
        const message =
          found.length === 0
            ? `no selection fits ${pattern}${near ? `; did you mean ${near}?` : ''}`
            : `${count} of ${pattern} can never hold: only ${found.length} selections fit`;
        reading.report(unknownSelection.report({ span: condition.patternSpan, message, data: { name: pattern } }));
      }
      return found;
    }
    case 'not':
      return usedNames(condition.item, names, reading);
    default:
      return condition.items.flatMap((item) => usedNames(item, names, reading));
  }
}

function conditionNodes(reading: Reading, map: YamlMap, inside: string): readonly YamlScalar[] {
  const entry = entryOf(map, 'condition');
  if (!entry) {
    reportMissing(reading, map, 'condition', inside);
    return [];
  }
  const nodes: readonly YamlNode[] = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  if (nodes.length === 0) reading.shape(entry.keySpan, `${inside}condition`, 'the list is empty');
  return nodes.filter((node): node is YamlScalar => {
    if (node.kind === 'scalar' && node.value !== null) return true;
    const span = node.kind === 'scalar' ? entry.keySpan : node.span;
    reading.shape(span, `${inside}condition`, 'a condition or a list of conditions is expected');
    return false;
  });
}

/** Reads selections and conditions out of a mapping; keys of `reserved` are no selections. */
export function readDetection(reading: Reading, map: YamlMap, inside: string, reserved: readonly string[]): Detection {
  const selections: NamedSelection[] = [];
  const names: string[] = [];
  for (const { key, keySpan, value } of map.entries) {
    if (reserved.includes(key)) continue;
    names.push(key);
    const selection = new SelectionReader(reading, key).read(value, keySpan);
    if (selection) selections.push({ name: key, nameSpan: keySpan, selection });
  }
  const used = new Set<string>();
  const conditions: RuleCondition[] = [];
  for (const node of conditionNodes(reading, map, inside)) {
    const place = placesIn(node, reading.text);
    const parsed = parseCondition(node.text, place);
    for (const one of parsed.diagnostics) reading.report(one);
    const aggregation = parsed.aggregation && parseAggregation(parsed.aggregation, place, reading);
    if (!parsed.condition) continue;
    for (const name of usedNames(parsed.condition, names, reading)) used.add(name);
    if (aggregation?.kind === 'near')
      for (const { name } of aggregation.near) {
        usedNames({ kind: 'name', name, span: aggregation.span }, names, reading);
        used.add(name);
      }
    conditions.push({ span: node.span, text: node.text, condition: parsed.condition, aggregation });
  }
  for (const { name, nameSpan } of selections)
    if (!used.has(name) && !name.startsWith('_') && conditions.length > 0)
      reading.report(
        unusedSelection.report({ span: nameSpan, message: `no condition names the selection ${name}`, data: { name } }),
      );
  return { selections, conditions };
}
