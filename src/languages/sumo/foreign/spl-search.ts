import type { ScopeNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { isNoExpression } from '../operator-start.ts';
import { escapeRegex } from '../regex-text.ts';
import { parseScope } from '../scope.ts';
import { encodePlain } from '../strings.ts';
import type { ForeignOperator } from './operator.ts';
import { rewritten } from './rewrite.ts';

function contained(text: string): string {
  const inner = text
    .replace(/^\*+|\*+$/g, '')
    .split('*')
    .map(escapeRegex)
    .join('\\S*');
  return `_raw matches /(?i)${inner.replace(/(?<!\\)\//g, '\\/')}/`;
}

/** A comparison of Splunk, which knows wildcards and no letter case. */
function fieldTest(name: string, operator: '=' | '!=', value: string): string {
  if (value === '*') return operator === '=' ? `!isNull(${name})` : `isNull(${name})`;
  if (/^(?:0|[1-9]\d*)$/.test(value)) return `${name} ${operator} ${value}`;
  const text = `"${encodePlain(value.toLowerCase())}"`;
  const left = /[a-z]/i.test(value) ? `toLowerCase(${name})` : name;
  if (!value.includes('*')) return `${left} ${operator} ${text}`;
  return operator === '=' ? `${left} matches ${text}` : `!(${left} matches ${text})`;
}

/** The condition that a keyword expression of Splunk is behind a pipe; undefined for what has no certain form. */
function condition(node: ScopeNode, isInner = true): string | undefined {
  switch (node.kind) {
    case 'term':
      if (/^(?:in|[<>=]+)$/i.test(node.text)) return undefined;
      return /^(\w+)([<>]=?)(-?[\d.]+)$/.test(node.text)
        ? node.text.replace(/([<>]=?)/, ' $1 ')
        : /[<>]/.test(node.text)
          ? undefined
          : contained(node.text);
    case 'phrase':
      return contained(node.value);
    case 'fieldTest':
      if (node.name.quoted || !/^[A-Za-z_][\w.]*$/.test(node.name.name)) return undefined;
      return fieldTest(
        node.name.name,
        node.operator,
        node.quoted ? node.value.replace(/\\(["\\])/g, '$1') : node.value,
      );
    case 'not': {
      const inner = condition(node.item, false);
      return inner === undefined ? undefined : `!(${inner})`;
    }
    case 'and':
    case 'or': {
      const parts = node.items.map((item) => condition(item));
      if (parts.includes(undefined)) return undefined;
      return isInner ? `(${parts.join(` ${node.kind} `)})` : parts.join(` ${node.kind} `);
    }
    default:
      return undefined;
  }
}

/** True if `search` is a field of an expression; a star that touches a word belongs to it. */
function continuesExpression(cursor: Cursor): boolean {
  const [next, behind] = cursor.peekMany(2);
  if (!next || cursor.isWord('not') || (next.text === '*' && behind?.span.start === next.span.end)) return false;
  return !isNoExpression(next);
}

/** `search foo`, which filters like the scope does. */
export const foreignSearch: ForeignOperator = {
  words: ['search'],
  bad: '* | search denied user=adm*',
  good: '* | where _raw matches /(?i)denied/ and toLowerCase(user) matches "adm*"',
  parse(cursor) {
    const word = cursor.take();
    if (cursor.atStageEnd() || continuesExpression(cursor)) return undefined;
    const compared = /^\s*([A-Za-z_][\w.]*)\s*([<>]=?)\s*(-?\d+(?:\.\d+)?)\s*(?=\||\]|$)/.exec(
      cursor.text.slice(cursor.at),
    );
    if (compared) {
      cursor.moveTo(cursor.at + compared[0].trimEnd().length);
      return rewritten(cursor, word, `where ${compared[1]} ${compared[2]} ${compared[3]}`);
    }
    const scope = parseScope(cursor);
    const made = cursor.panicking ? undefined : condition(scope, false);
    if (made === undefined) {
      cursor.calm();
      return undefined;
    }
    return rewritten(cursor, word, `where ${made}`);
  },
};
