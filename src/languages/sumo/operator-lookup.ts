import type { Span } from '../../source/index.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './lexer.ts';
import type { OperatorDefinition } from './operator.ts';
import { isNoExpression } from './operator-start.ts';
import { SUMO_OPERATORS } from './operators/index.ts';

const BY_NAME = new Map(SUMO_OPERATORS.map((operator) => [operator.name, operator]));

interface Keyword {
  readonly words: readonly string[];
  readonly text: string;
  readonly operator: OperatorDefinition<unknown>;
}

const BY_FIRST_WORD = new Map<string, Keyword[]>();
for (const operator of SUMO_OPERATORS) {
  for (const text of operator.keywords ?? [operator.name]) {
    const words = text.split(' ');
    BY_FIRST_WORD.set(words[0]!, [...(BY_FIRST_WORD.get(words[0]!) ?? []), { words, text, operator }]);
  }
}
for (const keywords of BY_FIRST_WORD.values()) keywords.sort((a, b) => b.words.length - a.words.length);

/** The definition with this canonical name. */
export function operatorNamed(name: string): OperatorDefinition<unknown> | undefined {
  return BY_NAME.get(name);
}

/** First words of all stages, for suggestions. */
export function operatorKeywords(): readonly string[] {
  return [...BY_FIRST_WORD.keys()];
}

/** An operator found at the beginning of a stage. */
export interface FoundOperator {
  readonly operator: OperatorDefinition<unknown>;
  readonly keyword: string;
  readonly nameSpan: Span;
}

/** The operator whose keyword is next, unless what follows shows that the word is a field of an expression (spec sumo §2). */
export function operatorAt(cursor: Cursor): FoundOperator | undefined {
  const first = cursor.peek();
  if (first.kind === 'macro') return found({ words: [''], text: '', operator: BY_NAME.get('macro')! }, [first]);
  if (first.kind === 'template') return templateAt(cursor, first);
  if (first.kind !== 'word') return undefined;
  for (const keyword of BY_FIRST_WORD.get(first.text.toLowerCase()) ?? []) {
    const tokens = cursor.peekMany(keyword.words.length + 1);
    const isWritten = keyword.words.every(
      (word, i) => tokens[i]?.kind === 'word' && tokens[i].text.toLowerCase() === word,
    );
    const next = tokens.at(-1)!;
    const begins = keyword.operator.begins ?? (() => isNoExpression(next));
    if (isWritten && begins(keyword.text, next, cursor)) return found(keyword, tokens.slice(0, -1));
  }
  return undefined;
}

function templateAt(cursor: Cursor, first: Token): FoundOperator | undefined {
  const second = cursor.peekSecond();
  const isAlone = second.kind === 'pipe' || second.kind === 'end' || /^[)\]]$/.test(second.text);
  if (!isAlone) return undefined;
  return found({ words: [''], text: '', operator: BY_NAME.get('template')! }, [first]);
}

function found({ operator, text }: Keyword, tokens: readonly Token[]): FoundOperator {
  const nameSpan = { start: tokens[0]!.span.start, end: tokens.at(-1)!.span.end };
  return { operator, keyword: text, nameSpan };
}
