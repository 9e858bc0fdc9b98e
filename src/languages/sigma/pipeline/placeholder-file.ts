import { SourceText } from '../../../source/index.ts';
import { Reading } from '../context.ts';
import { readYamlDocuments, type YamlNode } from '../yaml.ts';
import { mappingOf } from './parameters.ts';

/** The values of a placeholder by its name; undefined where there are none for it. */
export type PlaceholderValues = (name: string) => readonly string[] | undefined;

function ofNode(node: YamlNode | undefined): PlaceholderValues | string {
  if (node?.kind === 'list') {
    const texts = node.items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item.text] : []));
    return texts.length === node.items.length && texts.length > 0 ? () => texts : 'a list of texts is expected';
  }
  if (node?.kind !== 'map') return 'a list of values, or a mapping of names to values is expected';
  const reading = new Reading('');
  const entries = [{ key: '', keySpan: node.span, value: node }];
  const byName = mappingOf({ kind: 'map', span: node.span, entries }, '', reading);
  const isWhole = byName && !reading.fails && [...byName.values()].every((values) => values.length > 0);
  return isWhole ? (name) => byName.get(name) : 'a mapping of names to values is expected';
}

/** Values of placeholders in a file: YAML or JSON by its ending, else one value a line; a text says what is wrong. */
export function readPlaceholderFile(path: string, text: string): PlaceholderValues | string {
  const source = new SourceText(path, text.replace(/^\ufeff/, ''));
  if (!/\.(?:ya?ml|json)$/i.test(path)) {
    const lines = source.text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return lines.length > 0 ? () => lines : 'the file has no value';
  }
  const [document, second] = readYamlDocuments(source);
  const fault = document?.diagnostics.find((one) => one.severity === 'fails');
  if (fault) return fault.message;
  return second ? 'one document is expected' : ofNode(document?.node);
}
