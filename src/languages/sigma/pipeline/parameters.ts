import type { Span } from '../../../source/index.ts';
import { type CompiledRegex, compileRegex } from '../../../value/index.ts';
import type { Reading } from '../context.ts';
import { invalidPipeline } from '../diagnostics.ts';
import { javaFromPcre } from '../pcre.ts';
import { entryOf, type YamlMap, type YamlScalar } from '../yaml.ts';

/** Reports a parameter that is wrong. */
export function faulty(reading: Reading, span: Span, key: string, message: string): undefined {
  reading.report(invalidPipeline.report({ span, message: `${key}: ${message}`, data: { key } }));
}

/** The scalar of a key; one that is needed and missing is reported. */
export function scalarOf(map: YamlMap, key: string, reading: Reading, isNeeded = true): YamlScalar | undefined {
  const entry = entryOf(map, key);
  if (!entry) return isNeeded ? faulty(reading, map.span, key, 'the key is missing') : undefined;
  if (entry.value.kind === 'scalar') return entry.value;
  return faulty(reading, entry.keySpan, key, 'a single value is expected');
}

/** The text of a key. */
export function textOf(map: YamlMap, key: string, reading: Reading, isNeeded = true): string | undefined {
  return scalarOf(map, key, reading, isNeeded)?.text;
}

/** True or false; false where the key is missing. */
export function flagOf(map: YamlMap, key: string, reading: Reading, otherwise = false): boolean {
  const scalar = scalarOf(map, key, reading, false);
  if (!scalar) return otherwise;
  if (typeof scalar.value === 'boolean') return scalar.value;
  faulty(reading, scalar.span, key, 'true or false is expected');
  return otherwise;
}

/** The texts of a key, a list or one by itself. */
export function textsOf(map: YamlMap, key: string, reading: Reading, isNeeded = true): readonly string[] | undefined {
  const entry = entryOf(map, key);
  if (!entry) return isNeeded ? faulty(reading, map.span, key, 'the key is missing') : undefined;
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  const scalars = nodes.filter((node): node is YamlScalar => node.kind === 'scalar' && node.value !== null);
  if (scalars.length === nodes.length) return scalars.map((one) => one.text);
  return faulty(reading, entry.keySpan, key, 'a list of texts is expected');
}

/** A mapping of texts to one text, several, or none. */
export function mappingOf(
  map: YamlMap,
  key: string,
  reading: Reading,
): ReadonlyMap<string, readonly string[]> | undefined {
  const entry = entryOf(map, key);
  if (entry?.value.kind !== 'map')
    return faulty(reading, entry?.keySpan ?? map.span, key, entry ? 'a mapping is expected' : 'the key is missing');
  const found = new Map<string, readonly string[]>();
  for (const one of entry.value.entries) {
    if (one.value.kind === 'scalar' && one.value.value === null) found.set(one.key, []);
    else {
      const texts = textsOf(entry.value, one.key, reading);
      if (texts) found.set(one.key, texts);
    }
  }
  return found;
}

/** The regular expression of a key. */
export function regexOf(map: YamlMap, key: string, reading: Reading): CompiledRegex | undefined {
  const scalar = scalarOf(map, key, reading);
  if (!scalar) return undefined;
  const { regex, diagnostics } = compileRegex(javaFromPcre(scalar.text, []), { dialect: 'java' });
  for (const one of diagnostics) reading.report({ ...one, span: scalar.span, fixes: [] });
  return regex;
}

/** A word of a few. */
export function wordOf<const W extends readonly string[]>(
  map: YamlMap,
  key: string,
  words: W,
  otherwise: W[number],
  reading: Reading,
): W[number] {
  const scalar = scalarOf(map, key, reading, false);
  const found = words.find((word) => word === scalar?.text);
  if (scalar && found === undefined) faulty(reading, scalar.span, key, `one of ${words.join(', ')} is expected`);
  return found ?? otherwise;
}
