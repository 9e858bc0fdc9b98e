import { fieldsOf } from '../lower.ts';
import type { DetectionRule } from '../rule.ts';
import { SelectionReader } from '../selection.ts';
import { entryOf } from '../yaml.ts';
import { applyItems } from './apply-item.ts';
import { faulty, flagOf, scalarOf, textOf, textsOf } from './parameters.ts';
import type { Transformation, TransformationDefinition } from './pipeline.ts';

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

/** Transformations of rules as a whole (spec sigma §14.2). */
export const RULE_TRANSFORMATIONS: readonly TransformationDefinition[] = [
  {
    type: 'add_condition',
    keys: ['conditions', 'template', 'name', 'negated'],
    read(map, reading) {
      const entry = entryOf(map, 'conditions');
      if (entry?.value.kind !== 'map')
        return faulty(reading, entry?.keySpan ?? map.span, 'conditions', 'a mapping of fields to values is expected');
      if (flagOf(map, 'template', reading))
        return faulty(reading, entryOf(map, 'template')!.keySpan, 'template', 'templates are not filled here');
      const isNegated = flagOf(map, 'negated', reading);
      const selection = new SelectionReader(reading, 'conditions').read(entry.value, entry.keySpan);
      if (!selection) return undefined;
      const { span } = entry.value;
      const name = { kind: 'name' as const, name: ADDED, span };
      const condition = isNegated ? { kind: 'not' as const, span, item: name } : name;
      return {
        rule(run) {
          const extra = { selections: [{ name: ADDED, nameSpan: span, selection }], condition };
          run.rule = { ...run.rule, extra: [...run.rule.extra, extra] };
        },
      };
    },
  },
  {
    type: 'change_logsource',
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
    keys: ['field'],
    read(map, reading) {
      const fields = textsOf(map, 'field', reading);
      return fields && changeFields((known) => [...known, ...fields]);
    },
  },
  {
    type: 'remove_field',
    keys: ['field'],
    read(map, reading) {
      const fields = textsOf(map, 'field', reading);
      return fields && changeFields((known) => known.filter((one) => !fields.includes(one)));
    },
  },
  {
    type: 'set_field',
    keys: ['fields'],
    read(map, reading) {
      const fields = textsOf(map, 'fields', reading);
      return fields && changeFields(() => fields);
    },
  },
  {
    type: 'set_state',
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
    keys: ['message'],
    read(map, reading) {
      const message = textOf(map, 'message', reading);
      return message === undefined ? undefined : { rule: (run) => run.refuse(message, run.rule.span) };
    },
  },
  {
    type: 'detection_item_failure',
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
    keys: [],
    read: () => ({
      rule(run) {
        const unmapped = allFields(run.rule).filter((field) => !run.mapped.has(field));
        if (unmapped.length > 0) run.refuse(`no mapping names the field ${unmapped.join(', ')}`, run.rule.span);
      },
    }),
  },
  { type: 'drop_detection_item', keys: [], read: () => ({ entry: () => undefined }) },
  {
    type: 'nest',
    keys: ['items'],
    read(map, _reading, nested) {
      const items = nested(map);
      return { rule: (run) => applyItems(items, run) };
    },
  },
];
