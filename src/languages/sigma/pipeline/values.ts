import { parseReplacement } from '../../../value/index.ts';
import type { Reading } from '../context.ts';
import type { SelectionItem, SigmaValue, StringPart } from '../rule.ts';
import { joinParts, literalString, parseParts, shownParts, sigmaString } from '../string.ts';
import type { YamlMap } from '../yaml.ts';
import { textOfValue } from './conditions.ts';
import { escapedText } from './escaped-text.ts';
import { faulty, flagOf, mappingOf, regexOf, scalarOf, textOf, wordOf } from './parameters.ts';
import type { Transformation, TransformationDefinition } from './pipeline.ts';

/** Changes each value of an entry, alternatives one by one. */
export function eachValue(entry: SelectionItem, change: (value: SigmaValue) => SigmaValue): SelectionItem {
  const changed = (value: SigmaValue): SigmaValue =>
    value.kind === 'any' ? { ...value, values: value.values.map(changed) } : change(value);
  const values = entry.values.map(changed);
  return values.every((value, index) => value === entry.values[index]) ? entry : { ...entry, values };
}

const ofValues = (change: (value: SigmaValue) => SigmaValue): Transformation => ({
  entry: (entry) => eachValue(entry, change),
});

/** A replacement as Python writes it in the form that ours has. */
function replacementOf(text: string): string {
  return text
    .replaceAll('$', '\\$')
    .replace(/\\g<(\w+)>/g, '${$1}')
    .replace(/\\(\d)/g, '$$$1');
}

function readReplaceString(map: YamlMap, reading: Reading): Transformation | undefined {
  const regex = regexOf(map, 'regex', reading);
  const replacement = scalarOf(map, 'replacement', reading);
  const skipsSpecial = flagOf(map, 'skip_special', reading);
  const readsSpecial = flagOf(map, 'interpret_special', reading);
  if (!regex || !replacement) return undefined;
  const { parts, diagnostics } = parseReplacement(replacementOf(replacement.text), regex.groupNames);
  for (const one of diagnostics) reading.report({ ...one, span: replacement.span, fixes: [] });
  const inPart = (part: StringPart): readonly StringPart[] => {
    if (part.kind !== 'literal') return [part];
    const text = regex.replaceAll(part.text, parts);
    return readsSpecial ? parseParts(text) : [{ kind: 'literal', text }];
  };
  return ofValues((value) => {
    if (value.kind !== 'string') return value;
    if (skipsSpecial) return { ...value, parts: joinParts(value.parts.flatMap(inPart)), raw: undefined };
    const text = regex.replaceAll(escapedText(value), parts).replace(/\\(?![*?])/g, '\\\\');
    return { ...value, parts: parseParts(text), raw: undefined };
  });
}

const snakeCase = (text: string): string =>
  text
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();

const CASES: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  snake_case: snakeCase,
};

function regexSource(parts: readonly StringPart[]): string {
  const source = parts.map((part) => {
    if (part.kind === 'any') return '.*';
    if (part.kind === 'one') return '.';
    return shownParts([part]).replace(/[^\p{L}\p{N}\s]/gu, '\\$&');
  });
  return `^${source.join('')}$`;
}

function inBrackets(source: string): string {
  return source.replace(/\\.|\p{L}/gu, (char) => {
    const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
    return char.startsWith('\\') || lower === upper ? char : `[${lower}${upper}]`;
  });
}

/** Transformations of values (spec sigma §14.2). */
export const VALUE_TRANSFORMATIONS: readonly TransformationDefinition[] = [
  {
    type: 'replace_string',
    summary: 'Replaces what a regular expression finds in text values; with `skip_special` between wildcards only.',
    keys: ['regex', 'replacement', 'skip_special', 'interpret_special'],
    read: readReplaceString,
  },
  {
    type: 'map_string',
    summary: 'Replaces whole text values, by one or by several of which any may match.',
    keys: ['mapping'],
    read(map, reading) {
      const mapping = mappingOf(map, 'mapping', reading);
      if (!mapping) return undefined;
      return ofValues((value) => {
        const targets = value.kind === 'string' ? mapping.get(shownParts(value.parts)) : undefined;
        if (!targets || targets.length === 0) return value;
        const values = targets.map((target) => sigmaString(target, value.span));
        return values.length === 1 ? values[0]! : { kind: 'any', span: value.span, values };
      });
    },
  },
  {
    type: 'regex',
    summary: 'Makes regular expressions of text values.',
    keys: ['method'],
    read(map, reading) {
      const method = wordOf(map, 'method', ['plain', 'ignore_case_flag', 'ignore_case_brackets'], 'plain', reading);
      return ofValues((value) => {
        if (value.kind !== 'string') return value;
        const source = regexSource(value.parts);
        const flags = method === 'ignore_case_flag' ? (['i', 's'] as const) : (['s'] as const);
        const text = method === 'ignore_case_brackets' ? inBrackets(source) : source;
        return { kind: 'regex', span: value.span, source: text, flags };
      });
    },
  },
  {
    type: 'set_value',
    summary: 'Puts one value in the place of all.',
    keys: ['value', 'force_type'],
    read(map, reading) {
      const scalar = scalarOf(map, 'value', reading);
      const type = wordOf(map, 'force_type', ['str', 'num', ''], '', reading);
      if (!scalar) return undefined;
      const number = Number(scalar.text);
      if (type === 'num' && !Number.isFinite(number))
        return faulty(reading, scalar.span, 'value', 'a number is expected');
      return ofValues(({ span }) => {
        if (type !== 'str' && (type === 'num' || typeof scalar.value === 'number'))
          return { kind: 'number', span, text: scalar.text, value: number };
        if (type === '' && scalar.value === null) return { kind: 'null', span };
        if (type === '' && typeof scalar.value === 'boolean') return { kind: 'boolean', span, value: scalar.value };
        return literalString(scalar.text, span);
      });
    },
  },
  {
    type: 'convert_type',
    summary: 'Makes texts of numbers, or numbers of texts that are some.',
    keys: ['target_type'],
    read(map, reading) {
      const type = wordOf(map, 'target_type', ['str', 'num'], 'str', reading);
      if (textOf(map, 'target_type', reading) === undefined) return undefined;
      return ofValues((value) => {
        const text = textOfValue(value);
        if (type === 'str') return value.kind === 'number' ? literalString(value.text, value.span) : value;
        const isNumber = value.kind === 'string' && text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text);
        return isNumber ? { kind: 'number', span: value.span, text: text!, value: Number(text) } : value;
      });
    },
  },
  {
    type: 'case',
    summary: 'Changes the letters of text values.',
    keys: ['method'],
    read(map, reading) {
      const change = CASES[wordOf(map, 'method', ['lower', 'upper', 'snake_case'], 'lower', reading)]!;
      return ofValues((value) => {
        if (value.kind !== 'string') return value;
        const parts = value.parts.map(
          (part): StringPart => (part.kind === 'literal' ? { kind: 'literal', text: change(part.text) } : part),
        );
        return { ...value, parts, raw: undefined };
      });
    },
  },
];
