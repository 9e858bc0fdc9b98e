import { type DefinedDiagnostic, type DiagnosticDefinition, defineDiagnostic } from '../../diagnostic/index.ts';

/** A text that is no YAML. */
export const invalidYaml = defineDiagnostic({
  code: 'sigma/invalid-yaml',
  severity: 'fails',
  title: 'Text that is no YAML',
  why: 'A file that does not parse holds no rule.',
  help: 'Mend the line: usual causes are tabs in the indentation, an unquoted colon, and backslashes in double quotes.',
});

/** A key that stands twice in a mapping. */
export const duplicateKey = defineDiagnostic<{ key: string }>({
  code: 'sigma/duplicate-key',
  severity: 'uncertain',
  title: 'Key that stands twice',
  why: 'The last one counts, so the first is never looked at; some loaders refuse the file.',
  help: 'Join the two, or spell the second with other modifiers if both are meant.',
});

/** A key that a rule must have. */
export const missingKey = defineDiagnostic<{ key: string }>({
  code: 'sigma/missing-key',
  severity: 'fails',
  title: 'Key that is missing',
  why: 'A rule needs a title, a log source, a detection and a condition; without one of them it says nothing.',
  help: 'Add the key.',
});

/** A value of another shape than its key asks for. */
export const invalidShape = defineDiagnostic<{ key: string }>({
  code: 'sigma/invalid-shape',
  severity: 'fails',
  title: 'Value of the wrong shape',
  why: 'What the key holds cannot be read as what the key means.',
  help: 'Write the value as the message says.',
});

/** An attribute outside what the specification allows, which does not change what the rule finds. */
export const invalidAttribute = defineDiagnostic<{ key: string }>({
  code: 'sigma/invalid-attribute',
  severity: 'style',
  title: 'Attribute that the specification does not allow',
  why: 'The rule finds the same, but other tools may refuse it or read the attribute otherwise.',
  help: 'Write the attribute as the message says.',
});

/** A legacy collection action that there is not, or that cannot be done. */
export const invalidAction = defineDiagnostic<{ action: string }>({
  code: 'sigma/invalid-action',
  severity: 'fails',
  title: 'Collection action that cannot be done',
  why: 'Collections know global, reset and repeat; a document with another action is no rule.',
  help: 'Use one of them, or leave the key out.',
});

/** An id or name that another rule has. */
export const duplicateRule = defineDiagnostic<{ id: string }>({
  code: 'sigma/duplicate-rule',
  severity: 'fails',
  title: 'Id that another rule has',
  why: 'Correlations and filters refer to rules by id; with two of one id they would mean only one of them.',
  help: 'Give each rule an id of its own.',
});

/** A rule in a taxonomy that nothing here translates. */
export const unknownTaxonomy = defineDiagnostic<{ taxonomy: string }>({
  code: 'sigma/unknown-taxonomy',
  severity: 'fails',
  title: 'Taxonomy that is not translated',
  why: 'Field names of another taxonomy are not those of the logs, so the rule would find nothing and say nothing.',
  help: 'Give a processing pipeline that translates it, or write the rule in the taxonomy sigma.',
});

/** A selection that cannot be read. */
export const invalidSelection = defineDiagnostic<{ selection: string }>({
  code: 'sigma/invalid-selection',
  severity: 'fails',
  title: 'Selection that cannot be read',
  why: 'A selection is a mapping of fields, a list of mappings, or a list of keywords; anything else has no meaning.',
  help: 'Write the selection as one of these.',
});

/** A null in a list of values. */
export const nullInList = defineDiagnostic({
  code: 'sigma/null-in-list',
  severity: 'uncertain',
  title: 'Null in a list of values',
  why: 'The specification forbids it; here it means that the field may be missing, some platforms search for the word.',
  help: 'Put the null into a selection of its own.',
});

/** A modifier that there is not. */
export const unknownModifier = defineDiagnostic<{ modifier: string }>({
  code: 'sigma/unknown-modifier',
  severity: 'fails',
  title: 'Unknown modifier',
  why: 'A modifier changes what a value means; leaving out one that is not known would search for something else.',
  help: 'Use a modifier of the reference.',
});

/** A modifier on a value, or behind a modifier, that it does not take. */
export const invalidModifier = defineDiagnostic<{ modifier: string }>({
  code: 'sigma/invalid-modifier',
  severity: 'fails',
  title: 'Modifier that does not fit',
  why: 'Modifiers are applied from left to right, and each takes only some kinds of values.',
  help: 'Change the order of the modifiers, or the value, as the message says.',
});

/** A combination of modifiers that works but hardly as meant. */
export const doubtfulModifier = defineDiagnostic<{ modifier: string }>({
  code: 'sigma/doubtful-modifier',
  severity: 'uncertain',
  title: 'Modifier that hardly does what is meant',
  why: 'The rule runs, but this part of it has no effect, or tools read it differently.',
  help: 'Write it as the message says.',
});

/** A condition that cannot be read. */
export const invalidCondition = defineDiagnostic({
  code: 'sigma/invalid-condition',
  severity: 'fails',
  title: 'Condition that cannot be read',
  why: 'The condition joins selections by and, or, not, parentheses and quantifiers such as `1 of selection_*`.',
  help: 'Mend the condition at the place that the message names.',
});

/** A condition that names what there is not. */
export const unknownSelection = defineDiagnostic<{ name: string }>({
  code: 'sigma/unknown-selection',
  severity: 'fails',
  title: 'Condition that names no selection',
  why: 'A misspelt name in a filter would silently widen the rule, and elsewhere disable it.',
  help: 'Write the name of a selection, or a pattern with `*` that one of them fits.',
});

/** A condition in a spelling that not all tools read. */
export const unportableCondition = defineDiagnostic({
  code: 'sigma/unportable-condition',
  severity: 'uncertain',
  title: 'Condition that other tools refuse',
  why: 'It is read as meant here, but the reference implementation refuses it.',
  help: 'Write keywords in lower case, and only 1, any or all before `of`.',
});

/** A selection that no condition names. */
export const unusedSelection = defineDiagnostic<{ name: string }>({
  code: 'sigma/unused-selection',
  severity: 'uncertain',
  title: 'Selection that no condition names',
  why: 'It has no effect; most often the condition was forgotten when the selection was added.',
  help: 'Name it in the condition, or begin its name with `_`.',
});

/** An aggregation behind a condition, as before Sigma 2. */
export const legacyAggregation = defineDiagnostic({
  code: 'sigma/legacy-aggregation',
  severity: 'uncertain',
  title: 'Aggregation of old rules',
  why: 'Sigma 2 replaced aggregations by correlation rules; it is read as one.',
  help: 'Write a correlation rule: `count() > 5` is event_count with gt: 5.',
});

/** A rule of a kind, or with a part, that is read and checked but not run. */
export const unsupported = defineDiagnostic<{ what: string }>({
  code: 'sigma/unsupported',
  severity: 'fails',
  title: 'Part of Sigma that is not run',
  why: 'Running the rest without it would find something else, so the rule is not loaded.',
  help: 'Leave the part out, or write it in another way.',
});

/** A placeholder without a value. */
export const unknownPlaceholder = defineDiagnostic<{ placeholder: string }>({
  code: 'sigma/unknown-placeholder',
  severity: 'fails',
  title: 'Placeholder without a value',
  why: 'A placeholder stands for names of your network; without them the rule cannot be run.',
  help: 'Give a processing pipeline with `vars` and a `value_placeholders` item.',
});

/** A correlation rule that cannot be read. */
export const invalidCorrelation = defineDiagnostic<{ key: string }>({
  code: 'sigma/invalid-correlation',
  severity: 'fails',
  title: 'Correlation that cannot be read',
  why: 'A correlation needs a type, rules, a time span and, for most types, a condition that fits the type.',
  help: 'Write the key as the message says.',
});

/** A correlation that is read in one of several ways. */
export const doubtfulCorrelation = defineDiagnostic<{ key: string }>({
  code: 'sigma/doubtful-correlation',
  severity: 'uncertain',
  title: 'Correlation that tools read differently',
  why: 'The specification leaves it open, or contradicts itself; the message says how it is read here.',
  help: 'Write it so that it can be read in one way only.',
});

/** A correlation of rules that are not there. */
export const unknownRule = defineDiagnostic<{ rule: string }>({
  code: 'sigma/unknown-rule',
  severity: 'fails',
  title: 'Reference to a rule that is not there',
  why: 'A correlation over a rule that is not loaded would never fire, or fire on less than meant.',
  help: 'Load the rule too, or mend its id or name.',
});

/** A filter that keeps where it most often is meant to exclude. */
export const filterWithoutNot = defineDiagnostic({
  code: 'sigma/filter-without-not',
  severity: 'uncertain',
  title: 'Filter that keeps what it names',
  why: 'The condition of a filter is added to that of the rule, so without `not` only what it names is still found.',
  help: 'Write `not` before the condition if what it names is to be left out.',
});

/** A filter that cannot be read. */
export const invalidFilter = defineDiagnostic<{ key: string }>({
  code: 'sigma/invalid-filter',
  severity: 'fails',
  title: 'Filter that cannot be read',
  why: 'A filter names rules, selections and one condition; without one of them it would change nothing or everything.',
  help: 'Write the key as the message says.',
});

/** A processing pipeline that cannot be read, or asks for what is not done here. */
export const invalidPipeline = defineDiagnostic<{ key: string }>({
  code: 'sigma/invalid-pipeline',
  severity: 'fails',
  title: 'Processing pipeline that cannot be used',
  why: 'A pipeline rewrites rules before they run; leaving out an item of it would run other rules than meant.',
  help: 'Mend or remove the item that the message names.',
});

/** A log that stands in for another, and that is not read by what a rule is written as. */
export const logNotWritten = defineDiagnostic({
  code: 'sigma/log-not-written',
  severity: 'style',
  title: 'Log that only running the rule reads',
  why: 'Its events have other names and values, and turning them into those of the rule needs functions that the other language lacks.',
  help: 'Nothing, unless the other log is all that is collected: then write a search over it.',
});

/** A part of a pipeline that does nothing to rules that are run. */
export const idleInPipeline = defineDiagnostic<{ key: string }>({
  code: 'sigma/idle-in-pipeline',
  severity: 'style',
  title: 'Part of a pipeline that does nothing here',
  why: 'It changes the text of a query that is made of a rule; a rule that is run is never such a text.',
  help: 'Nothing: the rest of the pipeline is applied.',
});

/** A rule that a pipeline refuses. */
export const refusedByPipeline = defineDiagnostic<{ item: string }>({
  code: 'sigma/refused-by-pipeline',
  severity: 'fails',
  title: 'Rule that a processing pipeline refuses',
  why: 'The pipeline says that the rule cannot be run where it is meant for.',
  help: 'Leave the rule out, or change the pipeline.',
});

/** Every code of the Sigma reader, with its documentation. */
export const SIGMA_DIAGNOSTICS: readonly DiagnosticDefinition[] = [
  invalidYaml,
  duplicateKey,
  missingKey,
  invalidShape,
  invalidAttribute,
  invalidAction,
  duplicateRule,
  unknownTaxonomy,
  invalidSelection,
  nullInList,
  unknownModifier,
  invalidModifier,
  doubtfulModifier,
  invalidCondition,
  unknownSelection,
  unportableCondition,
  unusedSelection,
  legacyAggregation,
  unsupported,
  unknownPlaceholder,
  invalidCorrelation,
  doubtfulCorrelation,
  unknownRule,
  filterWithoutNot,
  invalidFilter,
  invalidPipeline,
  logNotWritten,
  idleInPipeline,
  refusedByPipeline,
] satisfies readonly DefinedDiagnostic<never>[];
