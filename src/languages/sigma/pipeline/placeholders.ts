import type { Reading } from '../context.ts';
import type { SelectionItem, SigmaString, SigmaValue, StringPart } from '../rule.ts';
import { joinParts, parseParts } from '../string.ts';
import type { YamlMap } from '../yaml.ts';
import { faulty, scalarOf, textsOf } from './parameters.ts';
import type { ReadingTools, TransformationDefinition } from './pipeline.ts';
import { type PlaceholderValues, readPlaceholderFile } from './placeholder-file.ts';
import { eachValue } from './values.ts';

/** Alternatives that one value may become. */
const MOST_VALUES = 10_000;

/** Names that an item takes: all, only some, or all but some. */
function namesOf(map: YamlMap, reading: Reading): (name: string) => boolean {
  const include = textsOf(map, 'include', reading, false);
  const exclude = textsOf(map, 'exclude', reading, false);
  return (name) => (include?.includes(name) ?? true) && !exclude?.includes(name);
}

/** The value with its placeholders filled, once for each choice of texts. */
function filled(value: SigmaString, textsFor: (name: string) => readonly StringPart[][] | undefined): SigmaValue {
  let found: StringPart[][] = [[]];
  for (const part of value.parts) {
    const choices = part.kind === 'placeholder' ? textsFor(part.name) : undefined;
    found = found.flatMap((before) => (choices ?? [[part]]).map((choice) => [...before, ...choice]));
    if (found.length > MOST_VALUES) return value;
  }
  const values = found.map((parts): SigmaString => ({ ...value, parts: joinParts(parts), raw: undefined }));
  return values.length === 1 ? values[0]! : { kind: 'any', span: value.span, values };
}

function inEntry(entry: SelectionItem, textsFor: (name: string) => readonly StringPart[][] | undefined): SelectionItem {
  return eachValue(entry, (value) => {
    if (value.kind !== 'string' || !value.parts.some((part) => part.kind === 'placeholder')) return value;
    return filled(value, textsFor);
  });
}

/** The values of the file that an item names, which lies beside the pipeline or below it. */
function valuesOfFile(
  map: YamlMap,
  reading: Reading,
  readFile: ReadingTools['readFile'],
): PlaceholderValues | undefined {
  const scalar = scalarOf(map, 'path', reading);
  if (!scalar) return undefined;
  const fault = (message: string): undefined => faulty(reading, scalar.span, 'path', message);
  const path = scalar.text;
  if (/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path) || path === '')
    return fault('a path from the folder of the pipeline on is expected, without `..`');
  if (!readFile) return fault('files cannot be read here; put the values into `vars`');
  const file = readFile(path);
  if ('reason' in file) return fault(`${path} cannot be read: ${file.reason}`);
  const values = readPlaceholderFile(path, file.text);
  return typeof values === 'string' ? fault(`${path}: ${values}`) : values;
}

/** Transformations that fill placeholders (spec sigma §7.7, 14.2). */
export const PLACEHOLDER_TRANSFORMATIONS: readonly TransformationDefinition[] = [
  {
    type: 'value_placeholders',
    summary: 'Fills placeholders with the variables of the pipelines.',
    keys: ['include', 'exclude'],
    read(map, reading) {
      const isMeant = namesOf(map, reading);
      return {
        entry: (entry, { vars }) =>
          inEntry(entry, (name) => (isMeant(name) ? vars.get(name)?.map((text) => parseParts(text)) : undefined)),
      };
    },
  },
  {
    type: 'file_placeholders',
    summary:
      'Fills placeholders with the values of a file beside the pipeline or below it: one value a line for all of them, or, with the ending .yml, .yaml or .json, a list for all or a mapping of names to values.',
    keys: ['path', 'include', 'exclude'],
    read(map, reading, { readFile }) {
      const isMeant = namesOf(map, reading);
      const values = valuesOfFile(map, reading, readFile);
      if (!values) return undefined;
      const textsFor = (name: string): readonly StringPart[][] | undefined =>
        isMeant(name) ? values(name)?.map((text) => parseParts(text)) : undefined;
      return { entry: (entry) => inEntry(entry, textsFor) };
    },
  },
  {
    type: 'wildcard_placeholders',
    summary: 'Makes `*` of placeholders.',
    keys: ['include', 'exclude'],
    read(map, reading) {
      const isMeant = namesOf(map, reading);
      return { entry: (entry) => inEntry(entry, (name) => (isMeant(name) ? [[{ kind: 'any' }]] : undefined)) };
    },
  },
];
