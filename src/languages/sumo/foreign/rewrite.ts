import type { FixClass } from '../../../diagnostic/index.ts';
import type { Edit, Span } from '../../../source/index.ts';
import type { Stage } from '../ast.ts';
import { Cursor } from '../cursor.ts';
import type { Token } from '../lexer.ts';
import { isNoExpression } from '../operator-start.ts';
import { type ForeignOperator, foreignStage } from './operator.ts';

/** A copy of a part of a tree of which every place is the given one. */
function moved<T>(node: T, span: Span): T {
  if (Array.isArray(node)) return node.map((item: unknown) => moved(item, span)) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => [
    key,
    /span$/i.test(key) ? span : moved(value, span),
  ]);
  return Object.fromEntries(entries) as T;
}

/** The stages that a text stands for, all of them at one place; mistakes in it are found when it is read by itself. */
export function stagesOfText(cursor: Cursor, text: string, span: Span): readonly Stage[] {
  const inner = new Cursor(`* | ${text}`, cursor.grammar);
  return cursor.grammar.query(inner).stages.map((stage) => moved(stage, span));
}

/** How a stage that is written anew is reported. */
export interface Rewriting {
  /** What the message shows; the new text where it is short. */
  readonly right?: string;
  readonly class?: FixClass;
  /** Edits outside of the stage. */
  readonly also?: readonly Edit[];
}

/** Reports the stage from `word` to the cursor as foreign, with a new text for all of it, and reads it as that. */
export function rewritten(cursor: Cursor, word: Token, text: string, how: Rewriting = {}): readonly Stage[] {
  const span = cursor.spanFrom(word.span.start);
  const shown = how.right ?? text.replace(/\n/g, ' ');
  const found = foreignStage(word.text, word.span, shown, [{ span, text }, ...(how.also ?? [])]);
  cursor.report(
    how.class
      ? { ...found, fixes: found.fixes?.map((fix) => ({ ...fix, class: how.class ?? fix.class })) ?? [] }
      : found,
  );
  return stagesOfText(cursor, text, span);
}

/** The text of the stage behind the word just taken; the cursor goes to its end. Undefined where comments stand in it. */
export function takeStageText(cursor: Cursor): string | undefined {
  const start = cursor.at;
  cursor.skipStage();
  const text = cursor.text.slice(start, cursor.at).trim();
  return /(?:^|\s)(?:\/\/|\/\*)/.test(text) ? undefined : text;
}

/** A foreign operator that is defined by the text it becomes; `toText` gives undefined when that is not certain. */
export function rewrittenOperator(
  words: readonly string[],
  bad: string,
  good: string,
  toText: (rest: string, word: string) => string | (Rewriting & { readonly text: string }) | undefined,
): ForeignOperator {
  return {
    words,
    bad,
    good,
    parse(cursor) {
      const word = cursor.take();
      if (!isNoExpression(cursor.peek())) return undefined;
      const rest = takeStageText(cursor);
      const made = rest === undefined ? undefined : toText(rest, word.text.toLowerCase());
      if (made === undefined) return undefined;
      return typeof made === 'string' ? rewritten(cursor, word, made) : rewritten(cursor, word, made.text, made);
    },
  };
}
