import { defineDiagnostic } from '../../../diagnostic/index.ts';

/** A stage of another language's operator, M05 M08 and kin (spec sumo §16). */
export const foreignOperator = defineDiagnostic<{ name: string; right: string }>({
  code: 'sumo/foreign-operator',
  severity: 'fails',
  title: 'Operator of another search language',
  why: 'The platform refuses operators it does not have, even where it has one of the same meaning under another name.',
  help: 'Use the operator that the message names.',
});

/** A function of another language, M09 M10 and kin (spec sumo §16). */
export const foreignFunction = defineDiagnostic<{ name: string; right: string }>({
  code: 'sumo/foreign-function',
  severity: 'fails',
  title: 'Function of another search language',
  why: 'The platform refuses functions it does not have, even where it has one of the same meaning under another name.',
  help: 'Use the function that the message names.',
});

/** `matches(x, "…")`, M03. */
export const matchesCall = defineDiagnostic({
  code: 'sumo/matches-call',
  severity: 'fails',
  title: '`matches` written as a function',
  why: '`matches` stands between the value and the pattern; there is no call form.',
  help: 'Write `field matches "pattern"`, and `!(field matches "pattern")` for its negation.',
});

/** An infix operator of another language, M11 and kin. */
export const foreignInfix = defineDiagnostic<{ name: string; right: string }>({
  code: 'sumo/foreign-infix',
  severity: 'fails',
  title: 'Comparison of another search language',
  why: 'The only text comparisons are `=`, `in`, `contains`, and `matches` with a wildcard pattern or `/regex/`.',
  help: 'Use the form that the message names.',
});

/** `!x matches y`, M15. */
export const negationBinding = defineDiagnostic({
  code: 'sumo/negation-binding',
  severity: 'fails',
  title: '`!` negates the field, not the comparison',
  why: '`!` binds to the next word only, so the text comparison gets a condition on its left side.',
  help: 'Put the comparison in parentheses: `!(field matches "pattern")`.',
});

/** `eval x = e`, M01. */
export const evalOperator = defineDiagnostic<{ fields: readonly string[] }>({
  code: 'sumo/eval-operator',
  severity: 'fails',
  title: 'There is no `eval`',
  why: 'A field is made by writing the expression first and its name last, with no operator in front.',
  help: 'Write `| expression as name`.',
});

/** `stats …`, M05. */
export const statsOperator = defineDiagnostic({
  code: 'sumo/stats-operator',
  severity: 'fails',
  title: 'There is no `stats`',
  why: 'An aggregation stage begins with the aggregate itself.',
  help: 'Remove the word `stats`.',
});

/** An aggregate of another language, M06 and kin. */
export const foreignAggregate = defineDiagnostic<{ name: string; right: string }>({
  code: 'sumo/foreign-aggregate',
  severity: 'fails',
  title: 'Aggregate of another search language',
  why: 'The platform refuses aggregates it does not have.',
  help: 'Use the aggregate that the message names.',
});

/** `sum(if(…))`, M07. */
export const aggregateExpression = defineDiagnostic({
  code: 'sumo/aggregate-expression',
  severity: 'fails',
  title: 'Aggregate over an expression',
  why: 'Aggregates take the name of a field and nothing else.',
  help: 'Compute the expression in a stage of its own and aggregate its field in the next one.',
});

/** `toLowerCase user`, M13. */
export const callWithoutParentheses = defineDiagnostic<{ name: string }>({
  code: 'sumo/call-without-parentheses',
  severity: 'fails',
  title: 'Function call without parentheses',
  why: 'The arguments of a function stand in parentheses.',
  help: 'Write `function(field) as field`.',
});

/** `parse regex "…" as x`, M14. */
export const parseRegexNames = defineDiagnostic({
  code: 'sumo/parse-regex-names',
  severity: 'fails',
  title: '`as` behind a regular expression',
  why: '`parse regex` names its fields by the groups `(?<name>…)` of the pattern.',
  help: 'Put the name into the group and remove the `as` clause.',
});

/** `(?P<name>…)`, M12. */
export const pythonGroup = defineDiagnostic({
  code: 'sumo/python-group',
  severity: 'fails',
  title: 'Python form of a named group',
  why: 'Field names come from groups written `(?<name>…)`.',
  help: 'Remove the `P`.',
});

/** `pct(50, x)`, M26. */
export const percentileOrder = defineDiagnostic({
  code: 'sumo/percentile-order',
  severity: 'fails',
  title: 'Percentile before the field',
  why: '`pct` takes the field first and the percentiles behind it.',
  help: 'Write `pct(field, 95)`.',
});

/** `count()`, M28. */
export const countParentheses = defineDiagnostic({
  code: 'sumo/count-parentheses',
  severity: 'fails',
  title: 'Empty parentheses behind `count`',
  why: '`count` stands alone or has a field or `*` in its parentheses.',
  help: 'Write `count`.',
});
