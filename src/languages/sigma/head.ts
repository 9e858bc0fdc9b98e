import type { SourceText } from '../../source/index.ts';
import type { Reading } from './context.ts';
import { invalidAttribute, missingKey } from './diagnostics.ts';
import { LEVELS, type Level, type RuleHead } from './rule.ts';
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from './yaml.ts';

const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported', 'testing'];
const RELATIONS = ['derived', 'obsolete', 'obsoletes', 'merged', 'renamed', 'similar'];
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const DATE = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/;
const TAG = /^[a-z0-9_-]+\.[a-z0-9._-]+$/i;

function remark(reading: Reading, node: YamlNode, key: string, message: string): void {
  reading.report(invalidAttribute.report({ span: node.span, message: `${key}: ${message}`, data: { key } }));
}

/** Reports that a key is not there, at the document. */
export function reportMissing(reading: Reading, map: YamlMap, key: string, inside = ''): void {
  const first = map.entries[0];
  const span = first ? first.keySpan : map.span;
  reading.report(
    missingKey.report({ span, message: `the key ${inside}${key} is missing`, data: { key: `${inside}${key}` } }),
  );
}

function scalarAt(map: YamlMap, key: string): YamlScalar | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

function checkRelated(reading: Reading, map: YamlMap): void {
  const related = entryOf(map, 'related')?.value;
  if (related && related.kind !== 'list') remark(reading, related, 'related', 'a list of id and type is expected');
  for (const one of related?.kind === 'list' ? related.items : []) {
    const type = one.kind === 'map' ? scalarAt(one, 'type') : undefined;
    if (one.kind !== 'map' || !type || !scalarAt(one, 'id'))
      remark(reading, one, 'related', 'each entry needs id and type');
    else if (!RELATIONS.includes(type.text)) remark(reading, type, 'related', `there is no type ${type.text}`);
  }
}

function checkAttributes(reading: Reading, map: YamlMap): void {
  const check = (key: string, isRight: (text: string) => boolean, message: string): void => {
    const node = scalarAt(map, key);
    if (node && !isRight(node.text)) remark(reading, node, key, message);
  };
  check('title', (text) => text.length <= 256, 'at most 256 characters are expected');
  check('id', (text) => UUID.test(text), 'a UUID is expected');
  check('status', (text) => STATUSES.includes(text), `one of ${STATUSES.slice(0, 5).join(', ')} is expected`);
  check('date', (text) => DATE.test(text), 'a date such as 2026-01-31 is expected');
  check('modified', (text) => DATE.test(text), 'a date such as 2026-01-31 is expected');
  checkRelated(reading, map);
}

function levelOf(reading: Reading, map: YamlMap): Level | undefined {
  const text = reading.textOf(map, 'level');
  if (text === undefined || (LEVELS as readonly string[]).includes(text)) return text as Level | undefined;
  return reading.shape(
    entryOf(map, 'level')!.value.span,
    'level',
    `one of ${LEVELS.join(', ')} is expected, not ${text}`,
  );
}

/** What a document says of itself; a missing title and a level that is none stop the rule. */
export function readHead(reading: Reading, map: YamlMap, source: SourceText): RuleHead {
  const title = reading.textOf(map, 'title');
  if (!entryOf(map, 'title')) reportMissing(reading, map, 'title');
  checkAttributes(reading, map);
  const tags = reading.textsOf(map, 'tags');
  for (const tag of tags)
    if (!TAG.test(tag.text)) remark(reading, tag, 'tags', 'a namespace, a dot and a name are expected');
  return {
    title: title ?? '',
    id: reading.textOf(map, 'id'),
    name: reading.textOf(map, 'name'),
    status: reading.textOf(map, 'status'),
    level: levelOf(reading, map),
    tags: tags.map((tag) => tag.text),
    taxonomy: reading.textOf(map, 'taxonomy') ?? 'sigma',
    fields: reading.textsOf(map, 'fields').map((one) => one.text),
    span: (entryOf(map, 'title') ?? map.entries[0])?.keySpan ?? map.span,
    source,
    document: map,
  };
}

/** An id in the form in which ids are compared. */
export function normalId(id: string): string {
  return UUID.test(id) ? id.toLowerCase().replaceAll('-', '') : id;
}

/** Techniques of ATT&CK that tags name, as the alert has them. */
export function techniquesOf(tags: readonly string[]): string[] {
  const techniques = tags.map((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase());
  return [...new Set(techniques.filter((one) => one !== undefined))];
}
