import type { ExtractStep } from '../../../ir/index.ts';

/** Columns that a parse makes, as far as they are known before any event is read. */
export function extractedNames({ extractor }: ExtractStep): readonly string[] {
  if (extractor.kind === 'json') return extractor.paths.map((path) => path.name);
  return extractor.kind === 'json-auto' ? [] : extractor.names;
}
