import type { Span } from '../source/index.ts';

const LONGEST = 60;

/** A place of a query as a message quotes it: on one line, cut where it is long. */
export function quoteSource(text: string, span: Span): string {
  const written = text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return `\`${written.length > LONGEST ? `${written.slice(0, LONGEST - 1)}…` : written}\``;
}
