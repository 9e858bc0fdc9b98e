import { Lexer } from 'yaml';
import type { Comment } from '../suppressions.ts';

/** Marks of the lexer that stand for nothing in the text: the start of a document, of a scalar, and the end of a flow. */
const SCALAR = '\u001f';
const MARKS = new Set(['\u0002', '\u0018', SCALAR]);

/** What the text of a YAML file says besides its values. */
export interface YamlNotes {
  readonly comments: readonly Comment[];
  /** True if a value stands for others by an alias, so that an edit of it changes several places. */
  readonly hasAliases: boolean;
}

/** Comments and aliases of a YAML file. */
export function yamlNotes(text: string): YamlNotes {
  const found: { readonly text: string; readonly start: number; next: number | undefined }[] = [];
  let hasAliases = false;
  let at = 0;
  let isScalar = false;
  let open = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) {
      isScalar = lexeme === SCALAR;
      continue;
    }
    const isText = isScalar || !/^\s*$/.test(lexeme);
    if (!isScalar && lexeme.startsWith('#')) found.push({ text: lexeme, start: at, next: undefined });
    else if (isText) {
      if (!isScalar && (lexeme.startsWith('*') || lexeme === '<<')) hasAliases = true;
      for (; open < found.length; open++) found[open]!.next = at;
    }
    at += lexeme.length;
    isScalar = false;
  }
  return {
    comments: found.map(({ text: own, start, next }) => ({
      text: own,
      span: { start, end: start + own.length },
      next,
    })),
    hasAliases,
  };
}
