import type { Pattern } from '../../../ir/index.ts';
import { parseWildcard, type WildcardPart } from '../../../value/index.ts';
import type { Expression, FieldNode } from '../ast.ts';
import { hasTemplate } from '../template.ts';
import { escapeText, hasCase, isFolding, partsSource } from './regex.ts';
import { binaryNode, joined, NOWHERE, regexNode, stringNode } from './tree.ts';

/** Where in a value a text stands. */
type Part = 'whole' | 'start' | 'end' | 'anywhere';

/** A test of a text: an exact value, or the inside of a regular expression. */
export type TextTest =
  | { readonly kind: 'value'; readonly text: string }
  | {
      readonly kind: 'regex';
      readonly part: Part;
      readonly source: string;
      /** True if letter case does not count, undefined if there are no letters. */
      readonly folds: boolean | undefined;
    };

/** True for a text of JSON: quotes and backslashes in it are escaped, and its values stand in quotes. */
export type InJson = boolean;

/** A text as it may stand in JSON, too. */
const jsonSource = (source: string): string =>
  source.replace(/\\\\|"/g, (found) => (found === '"' ? '\\\\?"' : '\\\\{1,2}'));

function ofText(text: string, part: Part, folds: boolean, inJson: InJson): TextTest {
  const isCaseless = !hasCase(text);
  // Quotes have no escapes for characters that cannot be seen, nor for what looks like a template.
  const isQuotable = !/(?![ \n\r\t])[\p{Z}\p{C}]/u.test(text) && !hasTemplate(text);
  if (part === 'whole' && (isCaseless || !folds) && isQuotable && !inJson) return { kind: 'value', text };
  const source = escapeText(text);
  return { kind: 'regex', part, source: inJson ? jsonSource(source) : source, folds: isCaseless ? undefined : folds };
}

/** Pieces with free ends are a search for what is between; a lone piece of text is one of those tests itself. */
function ofParts(parts: readonly WildcardPart[], folds: boolean, inJson: InJson): TextTest {
  const hasStart = parts[0]?.kind === 'any';
  const hasEnd = parts.length > 1 && parts.at(-1)?.kind === 'any';
  const inner = parts.slice(hasStart ? 1 : 0, hasEnd ? -1 : undefined);
  const part: Part = hasStart ? (hasEnd ? 'anywhere' : 'end') : hasEnd ? 'start' : 'whole';
  const [only] = inner;
  if (inner.length === 1 && only?.kind === 'literal') return ofText(only.text, part, folds, inJson);
  const source = partsSource(inner);
  return { kind: 'regex', part, source: inJson ? jsonSource(source) : source, folds };
}

/** The test of a pattern that is made of texts; undefined for other patterns. */
export function textTest(pattern: Pattern, inJson: InJson): TextTest | undefined {
  switch (pattern.kind) {
    case 'literal':
    case 'affix':
      return ofText(pattern.text, pattern.part, isFolding(pattern.case), inJson);
    case 'pieces':
      return ofParts(pattern.pieces, isFolding(pattern.case), inJson);
    case 'wildcard':
      return ofParts(
        parseWildcard(pattern.text, { star: true, question: pattern.question }),
        isFolding(pattern.case),
        inJson,
      );
    default:
      return undefined;
  }
}

const FRAMES: Readonly<Record<Part, readonly [before: string, after: string]>> = {
  whole: ['^', '$'],
  start: ['^', ''],
  end: ['', '$'],
  anywhere: ['', ''],
};

/** The same where the value may be one of a list in JSON. */
const LIST_FRAMES: Readonly<Record<Part, readonly [before: string, after: string]>> = {
  whole: ['(?:^|[\\[,]")', '(?:$|"[,\\]])'],
  start: ['(?:^|[\\[,]")', ''],
  end: ['', '(?:$|"[,\\]])'],
  anywhere: ['', ''],
};

/** Longest alternation that is written as one regular expression, in characters. */
const LONGEST = 1800;

/** Cuts texts into runs that together are not too long. */
function runsOf(sources: readonly string[]): string[][] {
  const runs: string[][] = [];
  let length = LONGEST;
  for (const source of sources) {
    length += source.length + 1;
    if (length > LONGEST) {
      runs.push([]);
      length = source.length;
    }
    runs.at(-1)!.push(source);
  }
  return runs;
}

function valuesNode(of: Expression, texts: readonly string[]): Expression {
  const [first] = texts;
  if (texts.length === 1) return binaryNode('=', of, stringNode(first!));
  return { kind: 'in', left: of, negated: false, items: texts.map(stringNode), span: NOWHERE };
}

/** Tests of one value, of which one has to hold, with those that can stand together in one list or one regular expression. */
export function anyText(of: Expression | FieldNode, tests: readonly TextTest[], isList = false): Expression {
  const values = [...new Set(tests.flatMap((one) => (one.kind === 'value' ? [one.text] : [])))];
  const found: Expression[] = values.length > 0 ? [valuesNode(of, values)] : [];
  const regexes = tests.filter((one) => one.kind === 'regex');
  // Texts without letters go with the ones whose case does not count.
  const hasFolding = regexes.some((one) => one.folds === true);
  for (const part of ['whole', 'start', 'end', 'anywhere'] as const)
    for (const folds of [true, false]) {
      const sources = regexes
        .filter((one) => one.part === part && (one.folds ?? hasFolding) === folds)
        .map(({ source }) => source);
      for (const run of runsOf([...new Set(sources)])) {
        const needsDot = run.some((source) => /(?<!\\)(?:\\\\)*\./.test(source));
        const flags = `${folds ? 'i' : ''}${needsDot ? 's' : ''}`;
        const [before, after] = (isList ? LIST_FRAMES : FRAMES)[part];
        const body = run.length === 1 ? run[0]! : part === 'anywhere' ? run.join('|') : `(?:${run.join('|')})`;
        const pattern = regexNode(`${flags === '' ? '' : `(?${flags})`}${before}${body}${after}`);
        found.push({ kind: 'matches', left: of, pattern, span: NOWHERE });
      }
    }
  return joined('or', found);
}
