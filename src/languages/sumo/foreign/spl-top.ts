import { rewrittenOperator } from './rewrite.ts';
import { namesIn, takeOptions } from './texts.ts';

/** Number of values that Splunk shows when none is named. */
const USUAL = '10';
const DISPLAY = new Set(['limit', 'showperc', 'showcount', 'useother', 'percentfield', 'countfield']);

function parts(text: string): { readonly limit: string; readonly names: readonly string[] } | undefined {
  const { options, rest } = takeOptions(text);
  const found = /^(\d+)\s+(.*)$/s.exec(rest);
  const names = namesIn(found?.[2] ?? rest);
  const limit = options.get('limit') ?? found?.[1] ?? USUAL;
  if (!names || names.some((name) => name.toLowerCase() === 'by') || !/^\d+$/.test(limit)) return undefined;
  return [...options.keys()].every((name) => DISPLAY.has(name)) ? { limit, names } : undefined;
}

/** `top limit=5 u` and `top u`. */
export const foreignTop = rewrittenOperator(['top'], '* | top limit=5 User', '* | top 5 User', (text) => {
  if (/^(?:\d|\{|\$)/.test(text)) return undefined;
  const found = parts(text);
  return found && `top ${found.limit} ${found.names.join(', ')}`;
});

/** `rare u`. */
export const foreignRare = rewrittenOperator(
  ['rare'],
  '* | rare limit=5 User',
  '* | count by User\n| sort by _count asc\n| limit 5',
  (text) => {
    const found = parts(text);
    return found && `count by ${found.names.join(', ')}\n| sort by _count asc\n| limit ${found.limit}`;
  },
);
