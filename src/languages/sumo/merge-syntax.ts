import type { MergeColumn } from '../../ir/index.ts';
import type { NameNode, StringNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { Printer } from './operator.ts';
import { printAlias } from './stage-parts.ts';

/** How the values of a group become one. */
export type MergeStrategy = 'takeFirst' | 'takeLast' | 'takeDistinct' | 'join';

/** A merged field. */
export interface MergeItem {
  readonly name: NameNode;
  readonly strategy: MergeStrategy | undefined;
  /** Separator of strategy `join`. */
  readonly separator: StringNode | undefined;
  readonly alias: NameNode | undefined;
}

const STRATEGIES: ReadonlyMap<string, MergeStrategy> = new Map([
  ['takefirst', 'takeFirst'],
  ['takelast', 'takeLast'],
  ['takedistinct', 'takeDistinct'],
  ['join', 'join'],
]);

function parseItem(cursor: Cursor): MergeItem {
  const name = cursor.name();
  const strategy = STRATEGIES.get(cursor.takeWord(...STRATEGIES.keys())?.text.toLowerCase() ?? '');
  const separator = strategy === 'join' && cursor.takeWord('with') ? cursor.string() : undefined;
  return { name, strategy, separator, alias: cursor.alias() };
}

/** Reads `f takeFirst, g join with ", "` (spec sumo §8.4); nothing for a bare `merge`. */
export function parseMergeItems(cursor: Cursor): MergeItem[] {
  if (cursor.atStageEnd()) return [];
  const items = [parseItem(cursor)];
  while (cursor.takePunct(',') && !cursor.panicking) items.push(parseItem(cursor));
  return items;
}

/** Writes `merge` with its fields. */
export function printMerge(items: readonly MergeItem[], printer: Printer): string {
  const written = items.map(({ name, strategy, separator, alias }) => {
    const how = (strategy ? ` ${strategy}` : '') + (separator ? ` with ${printer.string(separator)}` : '');
    return printer.name(name) + how + printAlias(alias, printer);
  });
  return written.length > 0 ? `merge ${written.join(', ')}` : 'merge';
}

const STRATEGY_NAMES = { takeFirst: 'first', takeLast: 'last', takeDistinct: 'distinct', join: 'join' } as const;

/** The merged columns; without any, `_raw` is joined by line breaks and the earliest time kept (spec sumo §8.4). */
export function mergeColumns(items: readonly MergeItem[]): MergeColumn[] {
  if (items.length === 0) {
    return [
      { column: '_messageTime', name: '_messageTime', strategy: 'first', separator: '' },
      { column: '_raw', name: '_raw', strategy: 'join', separator: '\n' },
    ];
  }
  return items.map(({ name, strategy, separator, alias }) => ({
    column: name.name,
    name: alias?.name ?? name.name,
    strategy: STRATEGY_NAMES[strategy ?? 'join'],
    separator: separator?.value ?? '\n',
  }));
}
