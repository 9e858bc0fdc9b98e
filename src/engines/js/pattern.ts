import type { Pattern } from '../../ir/index.ts';
import { compareValues, compileRegex, compileWildcard, containsText } from '../../value/index.ts';

/** A test of a text. */
export type TextTest = (text: string) => boolean;

/** A pattern that is known before any event is read. */
export type StaticPattern = Exclude<Pattern, { kind: 'dynamic' | 'present' }>;

/** Prepares a pattern for many texts. */
export function compilePattern(pattern: StaticPattern): TextTest {
  switch (pattern.kind) {
    case 'wildcard':
      return compileWildcard(pattern.text, { case: pattern.case, question: pattern.question });
    case 'literal':
      if (pattern.part === 'anywhere') return (value) => containsText(value, pattern.text, pattern.case);
      return (value) =>
        compareValues('eq', value, pattern.text, { text: pattern.case, numbers: 'never', nulls: 'false' });
    case 'regex': {
      const { regex } = compileRegex(pattern.source, { dialect: pattern.dialect });
      if (!regex) throw new Error(`the pattern was not checked: ${pattern.source}`);
      return (value) => regex.test(value);
    }
  }
}

/** A pattern that a row brings, read as its node says. */
export function dynamicPattern(pattern: Extract<Pattern, { kind: 'dynamic' }>, text: string): TextTest {
  if (pattern.part === 'anywhere') return (value) => containsText(value, text, pattern.case);
  return compileWildcard(text, { case: pattern.case, question: false });
}
