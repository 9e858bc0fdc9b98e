import type { Span } from '../../source/index.ts';
import type { PlaceOf } from './condition.ts';
import type { YamlScalar } from './yaml.ts';

/**
 * Tells where the characters of a scalar stand in the file: quotes, line folds and the indentation of blocks are not part of its text.
 * What cannot be placed is placed at the scalar as a whole.
 */
export function placesIn({ text, span }: YamlScalar, file: string): PlaceOf {
  const offsets: number[] = [];
  let at = span.start;
  if (/[|>]/.test(file[at] ?? '')) at = file.indexOf('\n', at) + 1;
  for (const char of text.split('')) {
    if (/\s/.test(char)) {
      offsets.push(at);
      continue;
    }
    while (at < span.end && file[at] !== char) at++;
    if (at >= span.end) return () => span;
    offsets.push(at++);
  }
  return (start, end): Span => {
    const from = offsets[start] ?? at;
    return { start: from, end: end > start ? (offsets[end - 1] ?? at - 1) + 1 : from };
  };
}
