import type { Edit } from '../../../source/index.ts';
import type { Cursor } from '../cursor.ts';
import { scanToken } from '../lexer.ts';
import type { ForeignOperator } from './operator.ts';
import { rewritten, rewrittenOperator, takeStageText } from './rewrite.ts';
import { namesIn, splitBy, splitCommas, takeOptions, timeSpan } from './texts.ts';

/** Later places of the time field, which holds the slice from here on. */
function laterTimes(cursor: Cursor): Edit[] {
  const edits: Edit[] = [];
  for (let at = cursor.at; ; ) {
    const token = scanToken(cursor.text, at);
    if (token.kind === 'end') return edits;
    if (token.kind === 'word' && token.text.toLowerCase() === '_time')
      edits.push({ span: token.span, text: '_timeslice' });
    at = Math.max(token.span.end, at + 1);
  }
}

/** `bin _time span=5m` and `bucket`: slices of time; on other fields intervals. */
export const foreignBin: ForeignOperator = {
  words: ['bin', 'bucket'],
  bad: '* | bin _time span=5m | count by _time, User',
  good: '* | timeslice 5m | count by _timeslice, User',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    if (text === undefined) return undefined;
    const { options, rest } = takeOptions(text);
    const span = options.get('span');
    const [, field, alias] = /^(\S+)(?:\s+as\s+(\S+))?$/i.exec(rest) ?? [];
    if (span === undefined || field === undefined || options.size > 1) return undefined;
    if (field.toLowerCase() !== '_time') {
      return /^\d+(?:\.\d+)?$/.test(span) && !alias ? rewritten(cursor, word, `bin ${field} width=${span}`) : undefined;
    }
    const width = timeSpan(span);
    if (width === undefined) return undefined;
    if (alias) return rewritten(cursor, word, `timeslice ${width} as ${alias}`);
    return rewritten(cursor, word, `timeslice ${width}`, { also: laterTimes(cursor) });
  },
};

/** Aggregates as they are when they stand apart by commas; else with the word that is known to have them without. */
function aggregates(text: string): string {
  return /\)\s+\w+\s*\(|^count\s+(?!as\b)\w+\s*\(/i.test(text) ? `stats ${text}` : text;
}

const CHART_OPTIONS = new Set(['span', 'bins', 'limit', 'usenull', 'useother', 'cont', 'partial', 'fixedrange']);

/** `timechart span=1h count by u`. */
export const foreignTimechart = rewrittenOperator(
  ['timechart'],
  '* | timechart span=1h count by User',
  '* | timeslice 1h\n| count by _timeslice, User\n| transpose row _timeslice column User',
  (text) => {
    const { options, rest } = takeOptions(text);
    const [made, by] = splitBy(rest);
    const span = options.get('span');
    const width = span === undefined ? `${options.get('bins') ?? 100} buckets` : timeSpan(span);
    const fields = by === undefined ? [] : namesIn(by);
    if (width === undefined || !fields || fields.length > 1 || made === '') return undefined;
    if ([...options.keys()].some((name) => !CHART_OPTIONS.has(name))) return undefined;
    const sliced = `timeslice ${width}\n| ${aggregates(made)} by ${['_timeslice', ...fields].join(', ')}`;
    if (fields.length === 0 || splitCommas(made).length > 1) return sliced;
    return `${sliced}\n| transpose row _timeslice column ${fields[0]}`;
  },
);

/** `chart count over a by b`. */
export const foreignChart = rewrittenOperator(
  ['chart'],
  '* | chart count over Computer by User',
  '* | count by Computer, User\n| transpose row Computer column User',
  (text) => {
    const { options, rest } = takeOptions(text);
    const [front, by] = splitBy(rest);
    const over = /^(.*?)\s+over\s+(\S+)$/is.exec(front);
    const fields = namesIn([over?.[2] ?? '', by ?? ''].join(' '));
    if (!fields || fields.length > 2 || [...options.keys()].some((name) => !CHART_OPTIONS.has(name))) return undefined;
    const made = aggregates(over?.[1] ?? front);
    const grouped = `${made} by ${fields.join(', ')}`;
    return fields.length === 1 ? grouped : `${grouped}\n| transpose row ${fields[0]} column ${fields[1]}`;
  },
);
