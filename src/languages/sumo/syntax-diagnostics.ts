import { defineDiagnostic } from '../../diagnostic/index.ts';

/** Something stands where the grammar has no place for it. */
export const unexpectedToken = defineDiagnostic<{ found: string; expected: string }>({
  code: 'sumo/unexpected-token',
  severity: 'fails',
  title: 'Unexpected text',
  why: 'The platform parses the whole query before it runs any of it, so one misplaced word refuses all.',
  help: 'Compare the stage with the syntax of its operator; a missing comma, parenthesis or pipe is the usual cause.',
});

/** A quoted text has no end. */
export const unclosedString = defineDiagnostic({
  code: 'sumo/unclosed-string',
  severity: 'fails',
  title: 'Text without closing quote',
  why: 'Without the closing quote the rest of the query is read as text.',
  help: 'Close the text with a double quote; a backslash before the last quote escapes it, so double the backslash.',
});

/** A regex literal has no closing slash. */
export const unclosedRegex = defineDiagnostic({
  code: 'sumo/unclosed-regex',
  severity: 'fails',
  title: 'Regular expression without closing slash',
  why: 'A regular expression behind `matches` runs from one slash to the next.',
  help: 'End the pattern with `/`, and write a slash inside it as `\\/`.',
});

/** Typographic quotes, as word processors make them. */
export const curlyQuotes = defineDiagnostic({
  code: 'sumo/curly-quotes',
  severity: 'fails',
  title: 'Curly quotes',
  why: 'Only the straight double quote delimits text; curly quotes come from documents and chats.',
  help: 'Replace the curly quotes with straight ones.',
});

/** Single quotes around text. */
export const singleQuotes = defineDiagnostic({
  code: 'sumo/single-quotes',
  severity: 'fails',
  title: 'Text in single quotes',
  why: 'Searches know double quotes only; single quotes belong to the options of csv and split.',
  help: 'Use double quotes.',
});

/** A stage begins with a word that is no operator. */
export const unknownOperator = defineDiagnostic<{ name: string; nearest: string | undefined }>({
  code: 'sumo/unknown-operator',
  severity: 'fails',
  title: 'Unknown operator',
  why: 'A stage begins with an operator, an aggregate, or an expression that is named with `as`.',
  help: 'Check the spelling; names of other search languages do not exist here.',
});

/** A call of a function that does not exist. */
export const unknownFunction = defineDiagnostic<{ name: string; nearest: string | undefined }>({
  code: 'sumo/unknown-function',
  severity: 'fails',
  title: 'Unknown function',
  why: 'The platform refuses a query that calls a function it does not have.',
  help: 'Check the spelling; names of other search languages do not exist here.',
});

/** A function has too few or too many arguments. */
export const argumentCount = defineDiagnostic<{ name: string; found: number }>({
  code: 'sumo/argument-count',
  severity: 'fails',
  title: 'Wrong number of arguments',
  why: 'Each function takes a fixed range of arguments.',
  help: 'Compare the call with the syntax of the function.',
});

/** An expression stage that needs a name has none. */
export const missingAlias = defineDiagnostic({
  code: 'sumo/missing-alias',
  severity: 'fails',
  title: 'Expression without a name',
  why: 'Only casting and case functions may stand alone; every other expression must say which field it makes.',
  help: 'Add `as name` behind the expression.',
});

/** Two pipes with nothing between them, or a pipe at the end. */
export const emptyStage = defineDiagnostic({
  code: 'sumo/empty-stage',
  severity: 'fails',
  title: 'Empty stage',
  why: 'Behind a pipe the platform expects an operator.',
  help: 'Remove the pipe or write the missing stage.',
});

/** As many names are needed as paths or stars. */
export const nameCount = defineDiagnostic<{ names: number; parts: number }>({
  code: 'sumo/name-count',
  severity: 'fails',
  title: 'Number of names does not fit',
  why: 'Each star, path or key gives one field, so the list behind `as` must have exactly as many names.',
  help: 'Add or remove names until the numbers agree.',
});

/** A field name that must be written `%"…"`. */
export const nameNeedsQuotes = defineDiagnostic<{ name: string }>({
  code: 'sumo/name-needs-quotes',
  severity: 'fails',
  title: 'Field name needs quotes',
  why: 'A bare name has letters, digits, underscores and dots, and does not begin with a digit.',
  help: 'Write the name as `%"the name"`.',
});

/** Prefix `not` in an expression. */
export const prefixNot = defineDiagnostic({
  code: 'sumo/prefix-not',
  severity: 'uncertain',
  title: '`not` before an expression',
  why: 'Behind a pipe `not` is documented only in `not in`; the negation of expressions is `!`.',
  help: 'Write `!( … )`.',
});

/** Nesting beyond what we read. */
export const tooDeep = defineDiagnostic({
  code: 'sumo/too-deep',
  severity: 'fails',
  title: 'Nested too deeply',
  why: 'We read up to 200 levels of parentheses and 2,500 terms in a row; a query of the greatest length that the platform takes does not need more.',
  help: 'Use `in (…)` or a lookup table instead of long chains, and name parts of the expression in stages of their own.',
});

/** A query longer than the platform takes. */
export const tooLong = defineDiagnostic<{ length: number }>({
  code: 'sumo/too-long',
  severity: 'fails',
  title: 'Query too long',
  why: 'The platform refuses queries of more than 15,000 characters.',
  help: 'Move long lists into a lookup table.',
});

/** A number outside of what an operator takes. */
export const badNumber = defineDiagnostic({
  code: 'sumo/bad-number',
  severity: 'fails',
  title: 'Number out of range',
  why: 'The operator accepts a certain range only.',
  help: 'Choose a number within the documented range.',
});

/** Two stars of an anchor pattern with nothing between them. */
export const adjacentStars = defineDiagnostic({
  code: 'sumo/adjacent-stars',
  severity: 'fails',
  title: 'Two stars side by side',
  why: 'Between two stars stands no text that could tell where the first value ends, so the platform refuses the pattern.',
  help: 'Put the text that separates the values between the stars, or use `parse regex`.',
});

/** A field that `fields` lists twice. */
export const repeatedField = defineDiagnostic<{ field: string }>({
  code: 'sumo/repeated-field',
  severity: 'fails',
  title: 'Field listed twice',
  why: 'The platform refuses `fields` with a name that stands twice in the list; names differ by more than letter case.',
  help: 'Remove one of the two.',
});

/** A second whole query in one text, M19 (spec sumo §16.1). */
export const secondQuery = defineDiagnostic({
  code: 'sumo/second-query',
  severity: 'fails',
  title: 'A second query in one text',
  why: 'A text holds one scope and the stages behind it; the platform refuses a second scope further down.',
  help: 'Save the queries one by one, or join the scopes with OR and tell the cases apart with `if`.',
});

/** A stage without a pipe in front. */
export const missingPipe = defineDiagnostic<{ name: string }>({
  code: 'sumo/missing-pipe',
  severity: 'fails',
  title: 'Stage without a pipe',
  why: 'Each stage begins with a pipe; a condition or an order is a stage of its own and no clause of the one before.',
  help: 'Write a pipe in front of it.',
});

/** `&&` or `||` between keywords of the scope, M31. */
export const scopeOperator = defineDiagnostic<{ name: string }>({
  code: 'sumo/scope-operator',
  severity: 'style',
  title: 'Sign for AND or OR in the scope',
  why: 'The words are documented; the signs are seen behind a pipe only, where they mean the same.',
  help: 'Write `AND` or `OR`.',
});

/** A path of `parse xml` that is not absolute, M25 (spec sumo §6.7). */
export const xmlPath = defineDiagnostic<{ path: string }>({
  code: 'sumo/xml-path',
  severity: 'fails',
  title: 'Path that `parse xml` does not take',
  why: '`parse xml` takes absolute paths, from the root element down, without `//`, `..` or axes.',
  help: 'Write `parse xml "/Event/System/EventID/text()" as id`.',
});

/** `let` of Kusto at the beginning of a query. */
export const letStatement = defineDiagnostic({
  code: 'sumo/let-statement',
  severity: 'fails',
  title: 'There are no variables',
  why: 'A query begins with its scope; `let` names a value in Kusto and is only a keyword to look for here.',
  help: 'Write the value where it is used.',
});

/** A comment without a blank in front. */
export const touchingComment = defineDiagnostic({
  code: 'sumo/touching-comment',
  severity: 'uncertain',
  title: 'Comment that touches a word',
  why: 'Addresses hold two slashes, so that a comment is documented to begin at a blank; one real query has it right behind a name.',
  help: 'Write a blank in front of the slashes.',
});
