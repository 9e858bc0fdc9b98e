import { Reading } from '../context.ts';
import { fieldsOf } from '../lower.ts';
import type { DetectionRule, LogSource, Selection } from '../rule.ts';
import { SelectionReader } from '../selection.ts';
import { entryOf, type YamlMap, type YamlNode } from '../yaml.ts';
import { faulty, flagOf, scalarOf, textOf, textsOf } from './parameters.ts';
import type { PipelineRun, Transformation, TransformationDefinition } from './pipeline.ts';

const ADDED = '_added';

function changeFields(change: (fields: readonly string[]) => readonly string[]): Transformation {
  return {
    rule(run) {
      run.rule = { ...run.rule, fields: change(run.rule.fields) };
    },
  };
}

/** Fields of all entries, those of filters and of what pipelines added included. */
function allFields(rule: DetectionRule): readonly string[] {
  return [...fieldsOf(rule.selections), ...rule.extra.flatMap(({ selections }) => fieldsOf(selections))];
}

/** The node with `$category`, `$product` and `$service` of a log source in its texts; one that it does not have is told. */
function filledNode(node: YamlNode, source: LogSource, missing: (key: string) => void): YamlNode {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => filledNode(item, source, missing)) };
  if (node.kind === 'map') {
    const entries = node.entries.map((entry) => ({ ...entry, value: filledNode(entry.value, source, missing) }));
    return { ...node, entries };
  }
  if (typeof node.value !== 'string') return node;
  const text = node.value.replace(TEMPLATE, (whole, braced?: string, bare?: string) => {
    if (whole === '$$') return '$';
    const key = (braced ?? bare)! as 'category' | 'product' | 'service';
    if (source[key] === undefined) missing(key);
    return source[key] ?? whole;
  });
  return { ...node, value: text, text };
}

const TEMPLATE = /\$\$|\$\{(category|product|service)\}|\$(category|product|service)\b/g;

function readAddCondition(map: YamlMap, reading: Reading): Transformation | undefined {
  const entry = entryOf(map, 'conditions');
  if (entry?.value.kind !== 'map')
    return faulty(reading, entry?.keySpan ?? map.span, 'conditions', 'a mapping of fields to values is expected');
  const node = entry.value;
  const isTemplate = flagOf(map, 'template', reading);
  const isNegated = flagOf(map, 'negated', reading);
  const fixed = new SelectionReader(reading, 'conditions').read(node, entry.keySpan);
  if (!fixed) return undefined;
  const { span } = node;
  const name = { kind: 'name' as const, name: ADDED, span };
  const condition = isNegated ? { kind: 'not' as const, span, item: name } : name;
  const filled = (run: PipelineRun): Selection => {
    const refuse = (key: string): void =>
      run.refuse(`add_condition: the template asks for the ${key}, which the log source does not have`, run.rule.span);
    const again = new Reading(reading.text);
    return new SelectionReader(again, 'conditions').read(filledNode(node, run.rule.logSource, refuse), span) ?? fixed;
  };
  return {
    rule(run) {
      if (run.isCorrelation) return;
      const selection = isTemplate ? filled(run) : fixed;
      const { name: title, source } = run.pipeline;
      const extra = {
        source,
        title: `pipeline ${title}`,
        selections: [{ name: ADDED, nameSpan: span, selection }],
        condition,
      };
      run.rule = { ...run.rule, extra: [...run.rule.extra, extra] };
    },
  };
}

/** Transformations of rules as a whole (spec sigma §14.2). */
export const RULE_TRANSFORMATIONS: readonly TransformationDefinition[] = [
  {
    type: 'add_condition',
    summary:
      'Adds a selection that must hold, or must not; a template may name $category, $product and $service of the rule.',
    keys: ['conditions', 'template', 'name', 'negated'],
    read: readAddCondition,
  },
  {
    type: 'change_logsource',
    summary: 'Gives the rule another log source.',
    keys: ['category', 'product', 'service'],
    read(map, reading) {
      const [category, product, service] = ['category', 'product', 'service'].map((key) =>
        textOf(map, key, reading, false)?.toLowerCase(),
      );
      return {
        rule(run) {
          const { span } = run.rule.logSource;
          const logSource = {
            span,
            ...(category && { category }),
            ...(product && { product }),
            ...(service && { service }),
          };
          run.rule = { ...run.rule, logSource };
        },
      };
    },
  },
  {
    type: 'add_field',
    summary: 'Adds columns to those that the rule lists.',
    keys: ['field'],
    read(map, reading) {
      const fields = textsOf(map, 'field', reading);
      return fields && changeFields((known) => [...known, ...fields]);
    },
  },
  {
    type: 'remove_field',
    summary: 'Takes columns from those that the rule lists.',
    keys: ['field'],
    read(map, reading) {
      const fields = textsOf(map, 'field', reading);
      return fields && changeFields((known) => known.filter((one) => !fields.includes(one)));
    },
  },
  {
    type: 'set_field',
    summary: 'Puts columns in the place of those that the rule lists.',
    keys: ['fields'],
    read(map, reading) {
      const fields = textsOf(map, 'fields', reading);
      return fields && changeFields(() => fields);
    },
  },
  {
    type: 'set_state',
    summary: 'Keeps a text under a key for conditions of later items.',
    keys: ['key', 'val', 'value'],
    read(map, reading) {
      const key = textOf(map, 'key', reading);
      const value = textOf(map, entryOf(map, 'value') ? 'value' : 'val', reading);
      if (key === undefined || value === undefined) return undefined;
      return { rule: (run) => void run.state.set(key, value) };
    },
  },
  {
    type: 'set_custom_attribute',
    summary: 'Sets an attribute of the rule for conditions of later items.',
    keys: ['attribute', 'value'],
    read(map, reading) {
      const attribute = textOf(map, 'attribute', reading);
      const value = scalarOf(map, 'value', reading);
      if (attribute === undefined || !value) return undefined;
      return {
        rule(run) {
          const { document } = run.rule;
          const others = document.entries.filter((entry) => entry.key !== attribute);
          const entries = [...others, { key: attribute, keySpan: document.span, value }];
          run.rule = { ...run.rule, document: { ...document, entries } };
        },
      };
    },
  },
  {
    type: 'rule_failure',
    summary: 'Refuses the rule.',
    keys: ['message'],
    read(map, reading) {
      const message = textOf(map, 'message', reading);
      return message === undefined ? undefined : { rule: (run) => run.refuse(message, run.rule.span) };
    },
  },
  {
    type: 'detection_item_failure',
    summary: 'Refuses a rule with such an entry.',
    keys: ['message'],
    read(map, reading) {
      const message = textOf(map, 'message', reading);
      if (message === undefined) return undefined;
      return {
        entry(entry, run) {
          run.refuse(message, entry.span);
          return entry;
        },
      };
    },
  },
  {
    type: 'strict_field_mapping_failure',
    summary: 'Refuses a rule with a field that no mapping renamed.',
    keys: [],
    read: () => ({
      rule(run) {
        const unmapped = allFields(run.rule).filter((field) => !run.mapped.has(field));
        if (unmapped.length > 0) run.refuse(`no mapping names the field ${unmapped.join(', ')}`, run.rule.span);
      },
    }),
  },
  { type: 'drop_detection_item', summary: 'Leaves entries out.', keys: [], read: () => ({ entry: () => undefined }) },
  {
    type: 'nest',
    summary: 'Applies items of its own, all under the conditions of this one.',
    keys: ['items'],
    read: (map, _reading, { nested }) => ({ items: nested(map) }),
  },
];
