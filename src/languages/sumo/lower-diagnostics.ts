import { type Diagnostic, defineDiagnostic } from '../../diagnostic/index.ts';
import type { Span } from '../../source/index.ts';
import { firstTemplate } from './template.ts';

/** An operator that the platform runs and this engine does not. */
export const unsupportedOperator = defineDiagnostic<{ operator: string }>({
  code: 'sumo/unsupported-operator',
  severity: 'uncertain',
  title: 'Operator that cannot be run here',
  why: 'The platform runs this operator, this engine does not yet; leaving the stage out would give other rows, so nothing is run.',
  help: 'Remove the stage, or test the query up to it.',
});

/** A construct inside a stage that the platform runs and this engine does not. */
export const unsupportedConstruct = defineDiagnostic<{ construct: string }>({
  code: 'sumo/unsupported-construct',
  severity: 'uncertain',
  title: 'Construct that cannot be run here',
  why: 'The platform runs this, this engine does not yet; ignoring it would give other rows, so nothing is run.',
  help: 'Write the stage without it, or test the query without the stage.',
});

/** A placeholder that has no value. */
export const templateWithoutValue = defineDiagnostic<{ template: string }>({
  code: 'sumo/template-without-value',
  severity: 'uncertain',
  title: 'Template without a value',
  why: 'The platform replaces templates by values before it reads the query; without one there is nothing to run.',
  help: 'Give it a value with --param NAME=VALUE.',
});

/** Reports the first template in a text, if it holds one. */
export function reportTemplate(text: string, span: Span, scope: { report(diagnostic: Diagnostic): void }): void {
  const template = firstTemplate(text);
  if (template === undefined) return;
  const message = `the template ${template} has no value`;
  scope.report(templateWithoutValue.report({ span, message, data: { template } }));
}

/** An aggregate whose argument list is not what it takes. */
export const aggregateArguments = defineDiagnostic<{ aggregate: string }>({
  code: 'sumo/aggregate-arguments',
  severity: 'fails',
  title: 'Arguments that the aggregate does not take',
  why: 'An aggregate takes field names only, and as many as its page says.',
  help: 'Compute values in a stage before, and give the aggregate one field.',
});

/** Two columns of one stage have one name. */
export const duplicateColumn = defineDiagnostic<{ column: string }>({
  code: 'sumo/duplicate-column',
  severity: 'fails',
  title: 'Two columns of one name',
  why: 'Columns of a stage that have the same name clash; of two such aggregates the platform refuses the stage.',
  help: 'Give one of them another name, such as an aggregate one by `as`.',
});

/** A JSON path outside the subset. */
export const invalidJsonPath = defineDiagnostic<{ path: string }>({
  code: 'sumo/invalid-json-path',
  severity: 'fails',
  title: 'JSON path that cannot be read',
  why: 'The operator reads a subset of JSONPath: keys, indexes, [*], slices and simple filters.',
  help: "Write keys with dots, put a key that holds a dot or bracket into ['…'], and close every bracket.",
});

/** A subquery without the stage that says what it gives. */
export const subqueryWithoutCompose = defineDiagnostic<{ construct: string }>({
  code: 'sumo/subquery-without-compose',
  severity: 'fails',
  title: 'Subquery that gives nothing out',
  why: 'The rows of a subquery become conditions of the query around it by `compose`, which names their fields.',
  help: 'End the subquery with `| compose field`.',
});

/** A time of a subquery, or an option of an operator, that cannot be read. */
export const unreadableOption = defineDiagnostic<{ option: string; value: string }>({
  code: 'sumo/unreadable-option',
  severity: 'fails',
  title: 'Option with a value that cannot be read',
  why: 'The operator takes a value of another kind here, so what was meant cannot be told.',
  help: 'Write it as the operator’s page shows.',
});

/** An option that an operator does not have. */
export const unknownOption = defineDiagnostic<{ option: string }>({
  code: 'sumo/unknown-option',
  severity: 'fails',
  title: 'Option that the operator does not have',
  why: 'The operator does not know this option, so the platform refuses the stage.',
  help: 'Look at the operator’s page for its options.',
});

/** A name in the `on` of a join that belongs to no table. */
export const unknownJoinTable = defineDiagnostic<{ name: string }>({
  code: 'sumo/unknown-join-table',
  severity: 'fails',
  title: 'Join key of no table',
  why: 'Both sides of a join key name a table of the stage and one of its fields.',
  help: 'Write `table.field` with the names behind `as`.',
});

/** Findings of the lowering, for the reference. */
export const LOWERING_DIAGNOSTICS = [
  unsupportedOperator,
  unsupportedConstruct,
  templateWithoutValue,
  aggregateArguments,
  duplicateColumn,
  invalidJsonPath,
  subqueryWithoutCompose,
  unknownJoinTable,
  unknownOption,
  unreadableOption,
] as const;
