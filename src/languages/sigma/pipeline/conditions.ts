import { type CompareOp, compareValues, compileRegex } from '../../../value/index.ts';
import type { Reading } from '../context.ts';
import { containsSource } from '../log-source.ts';
import { fieldsOf } from '../lower.ts';
import { javaFromPcre } from '../pcre.ts';
import { LEVELS, type Selection, type SelectionItem, type SigmaValue } from '../rule.ts';
import { shownParts } from '../string.ts';
import { entryOf, type YamlMap } from '../yaml.ts';
import { faulty, flagOf, regexOf, textOf, textsOf, wordOf } from './parameters.ts';
import type { PipelineTest } from './pipeline.ts';

/** A kind of condition with its parameters. */
export interface ConditionDefinition {
  /** When it holds, in one sentence. */
  readonly summary: string;
  readonly keys: readonly string[];
  read(map: YamlMap, reading: Reading): PipelineTest | undefined;
}

/** The text of a value of a rule; undefined where it has none. */
export function textOfValue(value: SigmaValue): string | undefined {
  switch (value.kind) {
    case 'string':
      return shownParts(value.parts);
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'regex':
      return value.source;
    default:
      return undefined;
  }
}

/** Entries of a selection, in their order. */
export function entriesOf(selection: Selection): readonly SelectionItem[] {
  return selection.kind === 'item' ? [selection] : selection.items.flatMap(entriesOf);
}

const applied: ConditionDefinition = {
  summary: 'The item of that id changed the rule; of entries and fields: the entry.',
  keys: ['processing_item_id'],
  read(map, reading) {
    const id = textOf(map, 'processing_item_id', reading);
    if (id === undefined) return undefined;
    return ({ run, item }) => (item ? (run.appliedTo.get(item)?.has(id) ?? false) : run.applied.has(id));
  },
};

const OPS: Readonly<Record<string, CompareOp>> = { eq: 'eq', ne: 'ne', gt: 'gt', gte: 'ge', lt: 'lt', lte: 'le' };

function compared(op: string, left: string, right: string): boolean {
  const rule = { text: 'sensitive', numbers: 'never', nulls: 'false' } as const;
  const numbers = /^-?\d+(?:\.\d+)?$/.test(left) && /^-?\d+(?:\.\d+)?$/.test(right);
  return compareValues(OPS[op]!, numbers ? Number(left) : left, numbers ? Number(right) : right, rule);
}

const state: ConditionDefinition = {
  summary: 'A state that `set_state` set compares so with the value.',
  keys: ['key', 'val', 'value', 'op'],
  read(map, reading) {
    const key = textOf(map, 'key', reading);
    const value = textOf(map, entryOf(map, 'value') ? 'value' : 'val', reading);
    const op = wordOf(map, 'op', ['eq', 'ne', 'gte', 'gt', 'lte', 'lt'], 'eq', reading);
    if (key === undefined || value === undefined) return undefined;
    return ({ run }) => {
      const known = run.state.get(key);
      return known === undefined ? op === 'ne' : compared(op, known, value);
    };
  },
};

function ofValues(
  summary: string,
  keys: readonly string[],
  read: (map: YamlMap, reading: Reading) => ((value: SigmaValue) => boolean) | undefined,
): ConditionDefinition {
  return {
    summary,
    keys: ['cond', ...keys],
    read(map, reading) {
      const how = wordOf(map, 'cond', ['any', 'all'], 'any', reading);
      const test = read(map, reading);
      if (!test) return undefined;
      return ({ item }) => item !== undefined && (how === 'any' ? item.values.some(test) : item.values.every(test));
    },
  };
}

const LEVEL_NAMES: readonly string[] = LEVELS;

/** Conditions of rules, by type (spec sigma §14.3). */
export const RULE_CONDITIONS: Readonly<Record<string, ConditionDefinition>> = {
  logsource: {
    summary: 'The log source of the rule has these attributes; of a correlation: one of its rules has them.',
    keys: ['category', 'product', 'service'],
    read(map, reading) {
      const [category, product, service] = ['category', 'product', 'service'].map((key) =>
        textOf(map, key, reading, false)?.toLowerCase(),
      );
      const source = {
        span: map.span,
        ...(category && { category }),
        ...(product && { product }),
        ...(service && { service }),
      };
      return ({ run, correlation }) =>
        (correlation?.rules ?? [run.rule]).some((rule) => containsSource(source, rule.logSource));
    },
  },
  contains_field: {
    summary: 'The rule tests the field.',
    keys: ['field'],
    read(map, reading) {
      const field = textOf(map, 'field', reading);
      if (field === undefined) return undefined;
      return ({ run, correlation }) => !correlation && fieldsOf(run.rule.selections).includes(field);
    },
  },
  contains_detection_item: {
    summary: 'The rule tests the field with the value.',
    keys: ['field', 'value'],
    read(map, reading) {
      const [field, value] = [textOf(map, 'field', reading), textOf(map, 'value', reading)];
      if (field === undefined || value === undefined) return undefined;
      const holds = (item: SelectionItem): boolean =>
        item.field === field && item.values.some((one) => textOfValue(one) === value);
      return ({ run, correlation }) =>
        !correlation && run.rule.selections.some(({ selection }) => entriesOf(selection).some(holds));
    },
  },
  processing_item_applied: applied,
  processing_state: state,
  is_sigma_rule: {
    summary: 'It is a detection rule.',
    keys: [],
    read:
      () =>
      ({ correlation }) =>
        !correlation,
  },
  is_sigma_correlation_rule: {
    summary: 'It is a correlation; an item with names of fields then renames what the correlation asks for.',
    keys: [],
    read:
      () =>
      ({ correlation }) =>
        correlation !== undefined,
  },
  rule_attribute: {
    summary: 'An attribute of the rule, a custom one too, compares so with the value; levels by their order.',
    keys: ['attribute', 'value', 'op'],
    read(map, reading) {
      const attribute = textOf(map, 'attribute', reading);
      const values = textsOf(map, 'value', reading);
      const op = wordOf(map, 'op', ['eq', 'ne', 'gte', 'gt', 'lte', 'lt', 'in', 'not_in'], 'eq', reading);
      if (attribute === undefined || !values) return undefined;
      return ({ run, correlation }) => {
        const { document } = run.isCorrelation || !correlation ? run.rule : correlation.head;
        const node = entryOf(document, attribute)?.value;
        const text = node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
        if (text === undefined) return false;
        if (op === 'in' || op === 'not_in') return values.includes(text) === (op === 'in');
        const ranks = [text, values[0]!].map((one) => LEVEL_NAMES.indexOf(one));
        const areLevels = attribute === 'level' && ranks.every((rank) => rank >= 0);
        return areLevels ? compared(op, String(ranks[0]), String(ranks[1])) : compared(op, text, values[0]!);
      };
    },
  },
  tag: {
    summary: 'The rule has the tag.',
    keys: ['tag'],
    read(map, reading) {
      const tag = textOf(map, 'tag', reading)?.toLowerCase();
      if (tag === undefined) return undefined;
      return ({ run, correlation }) => (correlation?.head ?? run.rule).tags.some((one) => one.toLowerCase() === tag);
    },
  },
};

/** Conditions of entries, by type. */
export const ENTRY_CONDITIONS: Readonly<Record<string, ConditionDefinition>> = {
  match_string: ofValues('A text value begins with the regular expression.', ['pattern', 'negate'], (map, reading) => {
    const regex = regexOf(map, 'pattern', reading);
    const isNegated = flagOf(map, 'negate', reading);
    if (!regex) return undefined;
    return (value) => {
      const text = value.kind === 'string' ? textOfValue(value) : undefined;
      // The reference implementation looks for the pattern at the start of the value.
      const isFound = text !== undefined && regex.find(text)?.start === 0;
      return isFound !== isNegated;
    };
  }),
  match_value: ofValues('A value is just this one.', ['value'], (map, reading) => {
    const wanted = textOf(map, 'value', reading);
    return wanted === undefined ? undefined : (value) => textOfValue(value) === wanted;
  }),
  contains_wildcard: ofValues('A text value has wildcards.', [], () => (value) => {
    return value.kind === 'string' && value.parts.some((part) => part.kind === 'any' || part.kind === 'one');
  }),
  is_null: ofValues('A value is null.', [], () => (value) => value.kind === 'null'),
  processing_item_applied: applied,
  processing_state: state,
};

function ofFields(isIncluded: boolean): ConditionDefinition {
  return {
    summary: `The name of the field is ${isIncluded ? 'one' : 'none'} of these, or begins with ${isIncluded ? 'one' : 'none'} of these regular expressions.`,
    keys: ['fields', 'mode', 'type'],
    read(map, reading) {
      const fields = textsOf(map, 'fields', reading);
      const mode = wordOf(map, 'mode', ['plain', 're'], 'plain', reading);
      if (!fields) return undefined;
      if (mode === 'plain') return ({ field }) => field !== undefined && fields.includes(field) === isIncluded;
      const regexes = fields.map((source) => compileRegex(javaFromPcre(source, []), { dialect: 'java' }).regex);
      if (regexes.some((regex) => !regex))
        return faulty(reading, map.span, 'fields', 'one of the regular expressions cannot be read');
      return ({ field }) =>
        field !== undefined && regexes.some((regex) => regex!.find(field)?.start === 0) === isIncluded;
    },
  };
}

/** Conditions of names of fields, by type. */
export const FIELD_CONDITIONS: Readonly<Record<string, ConditionDefinition>> = {
  include_fields: ofFields(true),
  exclude_fields: ofFields(false),
  processing_item_applied: applied,
  processing_state: state,
};
