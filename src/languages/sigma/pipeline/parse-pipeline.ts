import { nearestName, type SourceText } from '../../../source/index.ts';
import { Reading } from '../context.ts';
import { idleInPipeline } from '../diagnostics.ts';
import { entryOf, readYamlDocuments, type YamlMap, type YamlNode } from '../yaml.ts';
import { readGroup, SCOPES } from './condition-group.ts';
import { ENTRY_CONDITIONS, FIELD_CONDITIONS, RULE_CONDITIONS } from './conditions.ts';
import { EXTRACT_FIELDS } from './extract-fields.ts';
import { HASHES_FIELDS } from './hashes.ts';
import { NAME_TRANSFORMATIONS } from './names.ts';
import { faulty, mappingOf, scalarOf, textOf, textsOf } from './parameters.ts';
import type { ParsedPipeline, PipelineItem, ReadingTools, TransformationDefinition } from './pipeline.ts';
import { PLACEHOLDER_TRANSFORMATIONS } from './placeholders.ts';
import { RULE_TRANSFORMATIONS } from './rules.ts';
import { VALUE_TRANSFORMATIONS } from './values.ts';

/** Every transformation that is done here. */
export const TRANSFORMATIONS: readonly TransformationDefinition[] = [
  ...NAME_TRANSFORMATIONS,
  ...VALUE_TRANSFORMATIONS,
  ...PLACEHOLDER_TRANSFORMATIONS,
  HASHES_FIELDS,
  EXTRACT_FIELDS,
  ...RULE_TRANSFORMATIONS,
];

/** A part of pipelines that there is elsewhere and that is not done here, with the reason. */
export interface NotDone {
  readonly type: string;
  readonly reason: string;
}

/** Transformations that are refused at their place. */
export const REFUSED_TRANSFORMATIONS: readonly NotDone[] = [
  { type: 'field_name_transform', reason: 'it needs code, which a file does not carry' },
  {
    type: 'query_expression_placeholders',
    reason: 'it writes text of a query, and rules are run here, not written; fill the placeholder with values',
  },
  { type: 'http_placeholders', reason: 'it asks the network, which nothing here does' },
  { type: 'command_placeholders', reason: 'it runs commands, which nothing here does' },
];

/** What is done to the text of a query; rules that are run have none. */
export const POSTPROCESSING = ['embed', 'simple_template', 'template', 'json', 'replace', 'nest'] as const;

/** What is done to the texts of all queries. */
export const FINALIZERS = ['concat', 'json', 'yaml', 'template', 'nested'] as const;

const KEYS = ['name', 'priority', 'allowed_backends', 'vars', 'transformations', 'postprocessing', 'finalizers'];
const ITEM_KEYS = [
  ...['id', 'type'],
  ...Object.values(SCOPES).flatMap(({ list, join }) => [list, `${join}_op`, `${join}_not`, `${join}_expr`]),
];

/** Levels of nested items. */
const MOST_LEVELS = 20;

class PipelineReader {
  readonly #reading: Reading;
  readonly #readFile: ReadingTools['readFile'];

  constructor(reading: Reading, readFile: ReadingTools['readFile']) {
    this.#reading = reading;
    this.#readFile = readFile;
  }

  items(map: YamlMap, key: string, level = 0): readonly PipelineItem[] {
    const entry = entryOf(map, key);
    if (!entry) return [];
    if (entry.value.kind !== 'list') {
      faulty(this.#reading, entry.keySpan, key, 'a list of items is expected');
      return [];
    }
    if (level > MOST_LEVELS) {
      faulty(this.#reading, entry.keySpan, key, 'items are nested too deeply');
      return [];
    }
    return entry.value.items.map((item) => this.#item(item, level)).filter((item) => item !== undefined);
  }

  #item(node: YamlNode, level: number): PipelineItem | undefined {
    const reading = this.#reading;
    if (node.kind !== 'map') return faulty(reading, node.span, 'transformations', 'an item is a mapping with a type');
    const scalar = scalarOf(node, 'type', reading);
    if (!scalar) return undefined;
    const type = scalar.text;
    const definition = TRANSFORMATIONS.find((one) => one.type === type);
    if (!definition) {
      const reason = REFUSED_TRANSFORMATIONS.find((one) => one.type === type)?.reason;
      const near = nearestName(
        type,
        [...TRANSFORMATIONS, ...REFUSED_TRANSFORMATIONS].map((one) => one.type),
      );
      return faulty(
        reading,
        scalar.span,
        'type',
        reason ? `${type}: ${reason}` : `there is no transformation ${type}${near ? `; did you mean ${near}?` : ''}`,
      );
    }
    for (const { key, keySpan } of node.entries)
      if (!ITEM_KEYS.includes(key) && !definition.keys.includes(key))
        faulty(reading, keySpan, key, `${type} has no such key`);
    const transformation = definition.read(node, reading, {
      nested: (map) => this.items(map, 'items', level + 1),
      readFile: this.#readFile,
    });
    if (!transformation) return undefined;
    return {
      id: textOf(node, 'id', reading, false),
      type,
      span: node.span,
      transformation,
      ofRule: readGroup(node, 'rule', RULE_CONDITIONS, reading),
      ofEntry: readGroup(node, 'entry', ENTRY_CONDITIONS, reading),
      ofField: readGroup(node, 'field', FIELD_CONDITIONS, reading),
    };
  }
}

/** Checks the items that concern queries in text, and remarks that they do nothing here. */
function checkIdle(map: YamlMap, key: string, types: readonly string[], reading: Reading): void {
  const entry = entryOf(map, key);
  if (!entry) return;
  if (entry.value.kind !== 'list') {
    faulty(reading, entry.keySpan, key, 'a list of items is expected');
    return;
  }
  for (const node of entry.value.items) {
    const type = node.kind === 'map' ? scalarOf(node, 'type', reading) : undefined;
    if (node.kind !== 'map') faulty(reading, node.span, key, 'an item is a mapping with a type');
    else if (type && !types.includes(type.text)) {
      const near = nearestName(type.text, types);
      faulty(reading, type.span, key, `there is no ${type.text}${near ? `; did you mean ${near}?` : ''}`);
    }
  }
  const message = `${key}: it bears on the text of queries, and rules that are run have none`;
  if (entry.value.items.length > 0)
    reading.report(idleInPipeline.report({ span: entry.keySpan, message, data: { key } }));
}

/**
 * Reads a processing pipeline; files that it names are read by their path from it on. What concerns queries in text (`postprocessing`,
 * `finalizers`) does not bear on rules that are run, and is passed over with a remark (spec sigma §14).
 */
export function parsePipeline(source: SourceText, readFile?: ReadingTools['readFile']): ParsedPipeline {
  const reading = new Reading(source.text);
  const [document, second] = readYamlDocuments(source);
  for (const one of document?.diagnostics ?? []) reading.report(one);
  const map = document?.node;
  if (map?.kind !== 'map' || second) {
    const span = second?.node?.span ?? map?.span ?? { start: 0, end: 0 };
    if (!reading.fails) faulty(reading, span, 'pipeline', 'one mapping with `transformations` is expected');
    return { pipeline: undefined, diagnostics: reading.diagnostics };
  }
  for (const { key, keySpan } of map.entries)
    if (!KEYS.includes(key)) faulty(reading, keySpan, key, 'a pipeline has no such key');
  const priority = scalarOf(map, 'priority', reading, false);
  if (priority && typeof priority.value !== 'number')
    faulty(reading, priority.span, 'priority', 'a number is expected');
  const vars = entryOf(map, 'vars') ? mappingOf(map, 'vars', reading) : undefined;
  const items = new PipelineReader(reading, readFile).items(map, 'transformations');
  checkIdle(map, 'postprocessing', POSTPROCESSING, reading);
  checkIdle(map, 'finalizers', FINALIZERS, reading);
  if (entryOf(map, 'allowed_backends')) textsOf(map, 'allowed_backends', reading);
  if (reading.fails) return { pipeline: undefined, diagnostics: reading.diagnostics };
  const pipeline = {
    source,
    name: textOf(map, 'name', reading, false) ?? source.name,
    priority: typeof priority?.value === 'number' ? priority.value : 0,
    vars: vars ?? new Map<string, readonly string[]>(),
    items,
  };
  return { pipeline, diagnostics: reading.diagnostics };
}
