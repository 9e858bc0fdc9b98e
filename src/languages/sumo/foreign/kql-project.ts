import type { ForeignOperator } from './operator.ts';
import { rewritten, rewrittenOperator, takeStageText } from './rewrite.ts';
import { namesIn, splitCommas } from './texts.ts';

/** `distinct a, b`. */
export const foreignDistinct = rewrittenOperator(
  ['distinct'],
  '* | distinct User, Computer',
  '* | count by User, Computer\n| fields - _count',
  (text) => {
    const names = namesIn(text);
    return names && `count by ${names.join(', ')}\n| fields - _count`;
  },
);

/** Assignments `a = expression` as stages, and the names on the left; a bare name is only listed. */
function assignments(
  text: string,
): { readonly stages: readonly string[]; readonly names: readonly string[] } | undefined {
  const stages: string[] = [];
  const names: string[] = [];
  for (const part of splitCommas(text)) {
    const found = /^([A-Za-z_]\w*)\s*=(?![=~])\s*(.+)$/s.exec(part);
    if (found) stages.push(`${found[2]} as ${found[1]}`);
    else if (!/^[A-Za-z_][\w.]*$/.test(part)) return undefined;
    names.push(found ? found[1]! : part);
  }
  return names.length > 0 ? { stages, names } : undefined;
}

/** `project a = b, c`, which makes columns and keeps the listed ones. */
export const foreignProjectAs: ForeignOperator = {
  words: ['project'],
  bad: '* | project account = User, Computer',
  good: '* | User as account\n| fields account, Computer',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    const made = text === undefined ? undefined : assignments(text);
    if (!made || made.stages.length === 0) return undefined;
    return rewritten(cursor, word, [...made.stages, `fields ${made.names.join(', ')}`].join('\n| '));
  },
};

/** `project-rename a = b`. */
export const foreignProjectRename: ForeignOperator = {
  words: ['project'],
  bad: '* | project-rename account = User',
  good: '* | User as account\n| fields - User',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    const made = /^-\s*rename\s+(.+)$/is.exec(text ?? '')?.[1];
    const renamed = made === undefined ? undefined : assignments(made);
    const old = renamed?.stages.map((stage) => stage.replace(/ as \w+$/, '')) ?? [];
    if (!renamed || renamed.stages.length !== renamed.names.length || old.some((name) => !/^[\w.]+$/.test(name)))
      return undefined;
    return rewritten(cursor, word, [...renamed.stages, `fields - ${old.join(', ')}`].join('\n| '));
  },
};
