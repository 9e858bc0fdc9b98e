import type { Reading } from '../context.ts';
import type { SelectionItem, SigmaString, SigmaValue, StringPart } from '../rule.ts';
import { joinParts, parseParts } from '../string.ts';
import type { YamlMap } from '../yaml.ts';
import { textsOf } from './parameters.ts';
import type { TransformationDefinition } from './pipeline.ts';
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

/** Transformations that fill placeholders (spec sigma §7.7, 14.2). */
export const PLACEHOLDER_TRANSFORMATIONS: readonly TransformationDefinition[] = [
  {
    type: 'value_placeholders',
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
    type: 'wildcard_placeholders',
    keys: ['include', 'exclude'],
    read(map, reading) {
      const isMeant = namesOf(map, reading);
      return { entry: (entry) => inEntry(entry, (name) => (isMeant(name) ? [[{ kind: 'any' }]] : undefined)) };
    },
  },
];
