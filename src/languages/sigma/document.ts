import type { Diagnostic } from '../../diagnostic/index.ts';
import type { SourceText } from '../../source/index.ts';
import { collected } from './collection.ts';
import { Reading } from './context.ts';
import { type CorrelationRule, readCorrelation } from './correlation.ts';
import { readDetection } from './detection.ts';
import { invalidShape } from './diagnostics.ts';
import { type FilterRule, readFilter } from './filter.ts';
import { readHead, reportMissing } from './head.ts';
import { readLogSource } from './log-source.ts';
import type { DetectionRule } from './rule.ts';
import { parseTimeSpan } from './time-span.ts';
import { entryOf, readYamlDocuments, type YamlMap } from './yaml.ts';

/** A rule, correlation or filter. */
export type AnyRule = DetectionRule | CorrelationRule | FilterRule;

/** A document of a file: what it says, unless a finding that fails stops it. */
export interface SigmaDocument {
  readonly source: SourceText;
  /** Title, as far as it could be read. */
  readonly title: string;
  /** The mapping that the document is, if it is one. */
  readonly map: YamlMap | undefined;
  readonly rule: AnyRule | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function readRule(reading: Reading, map: YamlMap, source: SourceText): DetectionRule | undefined {
  const head = readHead(reading, map, source);
  const logSource = readLogSource(reading, map);
  const entry = entryOf(map, 'detection');
  if (!entry) {
    reportMissing(reading, map, 'detection');
    return undefined;
  }
  if (entry.value.kind !== 'map') return reading.shape(entry.keySpan, 'detection', 'a mapping is expected');
  const detection = readDetection(reading, entry.value, 'detection.', ['condition', 'timeframe']);
  const text = reading.textOf(entry.value, 'timeframe');
  const timeframe = text === undefined ? undefined : parseTimeSpan(text);
  if (text !== undefined && timeframe === undefined)
    reading.shape(entryOf(entry.value, 'timeframe')!.value.span, 'timeframe', 'a span such as 15m is expected');
  if (detection.selections.length === 0 && !reading.fails)
    reading.shape(entry.keySpan, 'detection', 'a selection is expected');
  return logSource && { kind: 'rule', ...head, logSource, ...detection, extra: [], timeframe };
}

function readAny(reading: Reading, map: YamlMap, source: SourceText): AnyRule | undefined {
  if (entryOf(map, 'correlation')) {
    const head = readHead(reading, map, source);
    const correlation = readCorrelation(reading, map);
    return correlation && { kind: 'correlation', ...head, correlation };
  }
  if (entryOf(map, 'filter')) {
    const head = readHead(reading, map, source);
    const filter = readFilter(reading, map);
    return filter && { kind: 'filter', ...head, ...filter };
  }
  return readRule(reading, map, source);
}

function titleOf(map: YamlMap): string {
  const title = entryOf(map, 'title')?.value;
  return title?.kind === 'scalar' ? title.text : '';
}

/** Reads a mapping as a document of Sigma. */
export function readDocument(source: SourceText, map: YamlMap, found: readonly Diagnostic[] = []): SigmaDocument {
  const reading = new Reading(source.text);
  for (const one of found) reading.report(one);
  const rule = readAny(reading, map, source);
  return { source, title: titleOf(map), map, rule: reading.fails ? undefined : rule, diagnostics: reading.diagnostics };
}

/** Reads all documents of a file, in their order; actions of collections are carried out (spec sigma §1). */
export function parseSigma(source: SourceText): SigmaDocument[] {
  const documents: SigmaDocument[] = [];
  const refused = (diagnostics: readonly Diagnostic[]): SigmaDocument => ({
    ...{ source, title: '', map: undefined, rule: undefined, diagnostics },
  });
  const yaml = readYamlDocuments(source);
  const maps: { readonly map: YamlMap; readonly diagnostics: readonly Diagnostic[] }[] = [];
  for (const { node, diagnostics } of yaml) {
    if (node?.kind === 'map') maps.push({ map: node, diagnostics });
    else if (diagnostics.some((one) => one.severity === 'fails')) documents.push(refused(diagnostics));
    else {
      const span = node?.span ?? { start: 0, end: 0 };
      const message = node ? 'a mapping with title, logsource and detection is expected' : 'the document is empty';
      documents.push(refused([invalidShape.report({ span, message, data: { key: '' } })]));
    }
  }
  for (const one of collected(maps)) {
    if ('fault' in one) documents.push(refused([...one.diagnostics, one.fault]));
    else documents.push(readDocument(source, one.map, one.diagnostics));
  }
  if (yaml.length === 0)
    documents.push(
      refused([invalidShape.report({ span: { start: 0, end: 0 }, message: 'the file is empty', data: { key: '' } })]),
    );
  return documents;
}

/** Keys by which a document is told to be one of Sigma. */
const SIGMA_KEYS = ['title', 'logsource', 'detection', 'correlation', 'filter', 'action'];

/** True unless every document of a YAML file is a mapping that has none of Sigma's keys, and so is something else. */
export function isSigma(source: SourceText): boolean {
  const documents = readYamlDocuments(source);
  return (
    documents.length === 0 ||
    documents.some(({ node }) => node?.kind !== 'map' || SIGMA_KEYS.some((key) => entryOf(node, key) !== undefined))
  );
}
