import { nearestName, type SourceText } from '../../../source/index.ts';
import { Reading } from '../context.ts';
import { entryOf, readYamlDocuments, type YamlMap, type YamlNode } from '../yaml.ts';
import { readGroup, SCOPES } from './condition-group.ts';
import { ENTRY_CONDITIONS, FIELD_CONDITIONS, RULE_CONDITIONS } from './conditions.ts';
import { HASHES_FIELDS } from './hashes.ts';
import { NAME_TRANSFORMATIONS } from './names.ts';
import { faulty, mappingOf, scalarOf, textOf } from './parameters.ts';
import type { ParsedPipeline, PipelineItem, TransformationDefinition } from './pipeline.ts';
import { PLACEHOLDER_TRANSFORMATIONS } from './placeholders.ts';
import { RULE_TRANSFORMATIONS } from './rules.ts';
import { VALUE_TRANSFORMATIONS } from './values.ts';

/** Every transformation that is done here. */
export const TRANSFORMATIONS: readonly TransformationDefinition[] = [
  ...NAME_TRANSFORMATIONS,
  ...VALUE_TRANSFORMATIONS,
  ...PLACEHOLDER_TRANSFORMATIONS,
  HASHES_FIELDS,
  ...RULE_TRANSFORMATIONS,
];

/** Transformations that there are and that are not done here, with the reason. */
const NOT_DONE: Readonly<Record<string, string>> = {
  field_name_transform: 'it needs code, which a file does not carry',
  extract_fields: 'it is not done here',
  query_expression_placeholders: 'it writes text of a query, and rules are run here, not written',
  file_placeholders: 'it reads files that a pipeline names; put the values into `vars`',
  http_placeholders: 'it asks the network, which nothing here does',
  command_placeholders: 'it runs commands, which nothing here does',
};

const KEYS = ['name', 'priority', 'allowed_backends', 'vars', 'transformations', 'postprocessing', 'finalizers'];
const ITEM_KEYS = [
  ...['id', 'type'],
  ...Object.values(SCOPES).flatMap(({ list, join }) => [list, `${join}_op`, `${join}_not`, `${join}_expr`]),
];

/** Levels of nested items. */
const MOST_LEVELS = 20;

class PipelineReader {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
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
      const reason = Object.hasOwn(NOT_DONE, type) ? NOT_DONE[type] : undefined;
      const near = nearestName(type, [...TRANSFORMATIONS.map((one) => one.type), ...Object.keys(NOT_DONE)]);
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
    const transformation = definition.read(node, reading, (map) => this.items(map, 'items', level + 1));
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

/**
 * Reads a processing pipeline. What concerns queries in text (`postprocessing`, `finalizers`) does not bear on rules that are run, and
 * is passed over (spec sigma §14).
 */
export function parsePipeline(source: SourceText): ParsedPipeline {
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
  const items = new PipelineReader(reading).items(map, 'transformations');
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
