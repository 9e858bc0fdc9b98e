import { aggregateNamed } from '../aggregates.ts';
import type { Cursor } from '../cursor.ts';
import { FOREIGN_AGGREGATES } from './aggregates.ts';
import type { ForeignOperator } from './operator.ts';
import { rewritten, takeStageText } from './rewrite.ts';
import { namesIn, splitBy, splitCommas, timeSpan } from './texts.ts';

/** What is made of a summarize: stages before it, aggregates and groups. */
interface Made {
  readonly before: string[];
  readonly items: string[];
  readonly groups: string[];
}

/** True if the name occurs behind the stage. */
function isReadLater(cursor: Cursor, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name.replace(/\W/g, '\\$&')}(?![\\w.(])`, 'i').test(cursor.text.slice(cursor.at));
}

/** `name = rest`, or just the rest. */
function assigned(text: string): readonly [name: string | undefined, rest: string] {
  const found = /^([A-Za-z_]\w*)\s*=(?![=~])\s*(.*)$/s.exec(text);
  return found ? [found[1], found[2]!.trim()] : [undefined, text];
}

function aggregate(cursor: Cursor, text: string, made: Made): boolean {
  const [name, rest] = assigned(text);
  const found = /^(\w+)\s*\((.*)\)$/s.exec(rest);
  if (!found) return false;
  const fn = found[1]!.toLowerCase();
  const args = splitCommas(found[2]!);
  const usual = `${fn}_${/^[A-Za-z_]\w*$/.test(args[0] ?? '') ? args[0] : ''}`;
  const alias = name ?? (isReadLater(cursor, usual) ? usual : undefined);
  const as = alias === undefined ? '' : ` as ${alias}`;
  const conditional = fn === 'countif' ? ['1', args[0]] : fn === 'sumif' ? [args[0], args[1]] : undefined;
  if (conditional) {
    if (conditional[1] === undefined) return false;
    const column = `computed${made.before.length > 0 ? `_${made.before.length + 1}` : ''}`;
    made.before.push(`if(${conditional[1]}, ${conditional[0]}, 0) as ${column}`);
    made.items.push(`sum(${column})${as === '' ? ` as ${usual}` : as}`);
    return true;
  }
  const meant = FOREIGN_AGGREGATES.get(fn) ?? (fn === 'make_list' ? { name: 'values' } : aggregateNamed(fn));
  const shares =
    meant && 'percentile' in meant && meant.percentile !== undefined ? [String(meant.percentile)] : args.slice(1);
  const isWhole =
    meant?.name === 'pct' ? shares.every((share) => /^[\d.]+$/.test(share)) : fn === 'dcount' || args.length <= 1;
  if (!meant || !isWhole || /^(?:first|last)$/.test(fn)) return false;
  const inside = [...(args[0] === undefined ? [] : [args[0]]), ...(meant.name === 'pct' ? shares : [])];
  made.items.push(`${meant.name}${inside.length > 0 ? `(${inside.join(', ')})` : ''}${as}`);
  return true;
}

function group(cursor: Cursor, text: string, made: Made): boolean {
  const [name, rest] = assigned(text);
  const sliced = /^bin\s*\(\s*([\w.]+)\s*,\s*(\w+)\s*\)$/i.exec(rest);
  if (!sliced) {
    if (!namesIn(rest) || /\s/.test(rest)) return false;
    if (name !== undefined) made.before.push(`${rest} as ${name}`);
    made.groups.push(name ?? rest);
    return true;
  }
  const width = timeSpan(sliced[2]!);
  if (width === undefined) return false;
  const alias = name ?? (isReadLater(cursor, sliced[1]!) ? sliced[1] : undefined);
  made.before.push(`timeslice ${width}${alias === undefined ? '' : ` as ${alias}`}`);
  made.groups.push(alias ?? '_timeslice');
  return true;
}

/** `summarize n=count(), d=dcount(u) by ip, bin(t, 1h)`. */
export const foreignSummarize: ForeignOperator = {
  words: ['summarize'],
  bad: '* | summarize n=count(), users=dcount(User) by Computer, bin(TimeGenerated, 1h)',
  good: '* | timeslice 1h\n| count as n, count_distinct(User) as users by Computer, _timeslice',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    if (text === undefined) return undefined;
    const [front, by] = splitBy(text);
    const made: Made = { before: [], items: [], groups: [] };
    const isRead =
      splitCommas(front).every((part) => aggregate(cursor, part, made)) &&
      splitCommas(by ?? '').every((part) => group(cursor, part, made));
    if (!isRead || made.items.length + made.groups.length === 0) return undefined;
    const isList = made.items.length === 0;
    const grouped = made.groups.length > 0 ? ` by ${made.groups.join(', ')}` : '';
    const stage = `${isList ? 'count' : made.items.join(', ')}${grouped}`;
    const stages = [...made.before, stage, ...(isList ? ['fields - _count'] : [])];
    return rewritten(cursor, word, stages.join('\n| '), { right: 'count as n by field' });
  },
};
