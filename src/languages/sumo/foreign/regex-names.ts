import type { StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { parseAsNames } from '../stage-parts.ts';
import { decodePlain } from '../strings.ts';
import * as mistakes from './diagnostics.ts';

function withRaw(node: StringNode, raw: string): StringNode {
  return { ...node, raw, value: decodePlain(raw) };
}

/** Reports groups written `(?P<name>` and reads them as `(?<name>` (M12). */
export function pythonGroups(cursor: Cursor, pattern: StringNode): StringNode {
  const places = [...pattern.raw.matchAll(/(?<!\\)\(\?P(?=<)/g)].map((found) => pattern.span.start + 1 + found.index);
  const [first] = places;
  if (first === undefined) return pattern;
  cursor.report(
    mistakes.pythonGroup.report({
      span: { start: first, end: first + 4 },
      message: 'named groups are written `(?<name>…)`, without a `P`',
      fixes: [
        {
          title: 'remove the P',
          class: 'repair',
          edits: places.map((place) => ({ span: { start: place + 2, end: place + 3 }, text: '' })),
        },
      ],
    }),
  );
  return withRaw(pattern, pattern.raw.replace(/(?<!\\)\(\?P(?=<)/g, '(?'));
}

/** Places of groups in a pattern, offset of the opening parenthesis, in order; classes and escapes are skipped. */
function groupsOf(raw: string): readonly { readonly at: number; readonly name: string | undefined }[] {
  const groups: { at: number; name: string | undefined }[] = [];
  let inClass = false;
  for (let i = 0; i < raw.length; i++) {
    if (raw[i] === '\\') i++;
    else if (raw[i] === '[') inClass = true;
    else if (raw[i] === ']') inClass = false;
    else if (raw[i] === '(' && !inClass) {
      const name = /^\(\?<([A-Za-z_]\w*)>/.exec(raw.slice(i))?.[1];
      if (name !== undefined || raw[i + 1] !== '?') groups.push({ at: i, name });
    }
  }
  return groups;
}

/** Reads an `as` clause behind a pattern, which does not belong there, as the names of the groups (M14). */
export function groupForAlias(cursor: Cursor, pattern: StringNode): StringNode {
  const flagged = cursor.isWord('nodrop', 'multi') && cursor.peekSecond().text.toLowerCase() === 'as';
  if (!cursor.isWord('as') || flagged) return pattern;
  const from = cursor.at;
  const as = cursor.peek().span;
  const names = parseAsNames(cursor);
  const groups = groupsOf(pattern.raw);
  const unnamed = groups.filter((group) => group.name === undefined);
  const named = groups.filter((group) => group.name !== undefined);
  const drop = { span: { start: from, end: cursor.at }, text: '' };
  const renamed = names.length === named.length ? named : [];
  const targets = named.length === 0 && unnamed.length === names.length ? unnamed : renamed;
  const inside = pattern.span.start + 1;
  const edits = targets.map(({ at, name }, i) => {
    const length = name === undefined ? 1 : name.length + 4;
    return { start: at, length, text: `(?<${names[i]!.name}>` };
  });
  const isCertain = targets.length > 0 && names.every(({ name }) => /^[A-Za-z_]\w*$/.test(name));
  cursor.report(
    mistakes.parseRegexNames.report({
      span: { start: as.start, end: cursor.at },
      message: '`parse regex` names fields by its groups `(?<name>…)`; there is no `as`',
      ...(isCertain
        ? {
            fixes: [
              {
                title: 'put the names into the groups',
                class: 'repair',
                edits: [
                  ...edits.map(({ start, length, text }) => ({
                    span: { start: inside + start, end: inside + start + length },
                    text,
                  })),
                  drop,
                ],
              },
            ],
          }
        : {}),
    }),
  );
  if (!isCertain) return pattern;
  let raw = pattern.raw;
  for (const { start, length, text } of [...edits].reverse())
    raw = raw.slice(0, start) + text + raw.slice(start + length);
  return withRaw(pattern, raw);
}
