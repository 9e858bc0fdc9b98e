import { rewrittenOperator } from './rewrite.ts';
import { namesIn, splitBy, takeOptions } from './texts.ts';

interface Item {
  readonly fn: string;
  readonly field: string | undefined;
  readonly alias: string;
  readonly by: string;
}

/** Reads `sum(x) as t by k`: one aggregate and no more. */
function item(text: string): Item | undefined {
  const [made, by] = splitBy(text);
  const found = /^(\w+)(?:\(\s*([\w.]*)\s*\))?(?:\s+as\s+(%"[^"]*"|[\w.]+))?$/i.exec(made);
  const keys = by === undefined ? [] : namesIn(by);
  if (!found || !keys) return undefined;
  const [, fn = '', field, alias] = found;
  const name = alias ?? (field ? `%"${fn}(${field})"` : fn);
  return {
    fn: fn.toLowerCase(),
    field: field === '' ? undefined : field,
    alias: name,
    by: keys.length > 0 ? ` by ${keys.join(', ')}` : '',
  };
}

/** `eventstats sum(x) as t by k`. */
export const foreignEventstats = rewrittenOperator(
  ['eventstats'],
  '* | count as n by User, Computer | eventstats sum(n) as total_n by User',
  '* | count as n by User, Computer | total n as total_n by User',
  (text) => {
    const found = item(text);
    return found?.fn === 'sum' && found.field ? `total ${found.field} as ${found.alias}${found.by}` : undefined;
  },
);

/** `streamstats sum(x) as t`, and with a window the moving mean and deviation. */
export const foreignStreamstats = rewrittenOperator(
  ['streamstats'],
  '* | count as n by User | streamstats sum(n) as so_far',
  '* | count as n by User | accum n as so_far',
  (text) => {
    const { options, rest } = takeOptions(text);
    const found = item(rest);
    if (!found || [...options.keys()].some((name) => !/^(?:window|current|global)$/.test(name))) return undefined;
    const { fn, field, alias, by } = found;
    const window = options.get('window');
    const isBefore = /^f/i.test(options.get('current') ?? '');
    if (field && isBefore && fn === 'last') return `backshift ${field}, 1 as ${alias}${by}`;
    if (isBefore) return undefined;
    if (fn === 'count' && window === undefined) return `1 as one_row\n| accum one_row as ${alias}${by}`;
    if (!field) return undefined;
    if (fn === 'sum' && window === undefined) return `accum ${field} as ${alias}${by}`;
    if (window === undefined) return undefined;
    if (fn === 'avg' || fn === 'mean') return `smooth ${field}, ${window} as ${alias}${by}`;
    return /^std?dev$/.test(fn) ? `rollingstd ${field}, ${window} as ${alias}${by}` : undefined;
  },
);
