import type { Pattern } from '../../ir/index.ts';
import {
  compileCidr,
  compileNumber,
  compileRegex,
  compileWildcard,
  compileWildcardParts,
  foldCase,
} from '../../value/index.ts';

/** A test of a text. */
export type TextTest = (text: string) => boolean;

/** A pattern that is known before any event is read. */
export type StaticPattern = Exclude<Pattern, { kind: 'dynamic' | 'present' }>;

/** Prepares a pattern for many texts. */
export function compilePattern(pattern: StaticPattern): TextTest {
  switch (pattern.kind) {
    case 'wildcard':
      return compileWildcard(pattern.text, { case: pattern.case, question: pattern.question });
    case 'literal': {
      const wanted = foldCase(pattern.text, pattern.case);
      if (pattern.part === 'anywhere') return (value) => foldCase(value, pattern.case).includes(wanted);
      return (value) => foldCase(value, pattern.case) === wanted;
    }
    case 'affix': {
      const wanted = foldCase(pattern.text, pattern.case);
      if (pattern.part === 'start') return (value) => foldCase(value, pattern.case).startsWith(wanted);
      return (value) => foldCase(value, pattern.case).endsWith(wanted);
    }
    case 'pieces':
      return compileWildcardParts(pattern.pieces, pattern.case);
    case 'network': {
      const test = compileCidr(pattern.text);
      if (!test) throw new Error(`the network was not checked: ${pattern.text}`);
      return test;
    }
    case 'number':
      return compileNumber(pattern.op, pattern.text);
    case 'regex': {
      const { regex } = compileRegex(pattern.source, { dialect: pattern.dialect });
      if (!regex) throw new Error(`the pattern was not checked: ${pattern.source}`);
      return (value) => regex.test(value);
    }
  }
}

/** A pattern that a row brings, read as its node says. */
export function dynamicPattern(pattern: Extract<Pattern, { kind: 'dynamic' }>, text: string): TextTest {
  switch (pattern.part) {
    case 'anywhere':
    case 'whole':
      return compilePattern({ ...pattern, kind: 'literal', part: pattern.part, text });
    case 'start':
    case 'end':
      return compilePattern({ ...pattern, kind: 'affix', part: pattern.part, text });
    case 'wildcard':
      return compileWildcard(text, { case: pattern.case, question: false });
  }
}
