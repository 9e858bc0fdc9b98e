import type { Reading } from './context.ts';
import { reportMissing } from './head.ts';
import type { LogSource } from './rule.ts';
import { entryOf, type YamlMap } from './yaml.ts';

/** Reads the log source of a rule or a filter. */
export function readLogSource(reading: Reading, map: YamlMap): LogSource | undefined {
  const entry = entryOf(map, 'logsource');
  if (!entry) {
    reportMissing(reading, map, 'logsource');
    return undefined;
  }
  const { value } = entry;
  if (value.kind !== 'map')
    return reading.shape(value.kind === 'scalar' ? entry.keySpan : value.span, 'logsource', 'a mapping is expected');
  const [category, product, service] = ['category', 'product', 'service'].map((key) => reading.textOf(value, key));
  return {
    span: entry.keySpan,
    ...(category !== undefined && { category: category.toLowerCase() }),
    ...(product !== undefined && { product: product.toLowerCase() }),
    ...(service !== undefined && { service: service.toLowerCase() }),
  };
}

/** True if every attribute that the outer source has equals that of the inner one (spec sigma §10). */
export function containsSource(outer: LogSource, inner: LogSource): boolean {
  return (['category', 'product', 'service'] as const).every(
    (key) => outer[key] === undefined || outer[key] === inner[key],
  );
}

/** A log source as people read it. */
export function sourceText({ category, product, service }: LogSource): string {
  const parts = [product, category, service].filter((part) => part !== undefined);
  return parts.length === 0 ? 'any log' : parts.join(' ');
}
