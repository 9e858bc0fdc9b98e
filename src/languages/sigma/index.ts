export { SIGMA_DIAGNOSTICS } from './diagnostics.ts';
export { type AnyRule, isSigma, parseSigma, type SigmaDocument } from './document.ts';
export type { WrittenHead } from './emit/document.ts';
export { type EmitSigmaOptions, type EmittedSigma, emitSigma } from './emit/emit.ts';
export type { WrittenSource } from './emit/source.ts';
export { normalId, techniquesOf } from './head.ts';
export { sigmaLanguage } from './language.ts';
export { type LoadedFilter, type LoadedRule, type LoadedSigma, loadSigma, type RefusedRule } from './load.ts';
export { fieldsOf, writtenConditions } from './lower.ts';
export { modifierNamed, SIGMA_MODIFIERS } from './modifiers/index.ts';
export type { ModifierDefinition, ModifierExample } from './modifiers/modifier.ts';
export { OutlinedRule, type RuleOutline } from './outline.ts';
export type { ConditionDefinition } from './pipeline/conditions.ts';
export { ENTRY_CONDITIONS, FIELD_CONDITIONS, RULE_CONDITIONS } from './pipeline/conditions.ts';
export {
  FINALIZERS,
  POSTPROCESSING,
  parsePipeline,
  REFUSED_TRANSFORMATIONS,
  TRANSFORMATIONS,
} from './pipeline/parse-pipeline.ts';
export type { FileText, ParsedPipeline, Pipeline } from './pipeline/pipeline.ts';
export { type Reach, reachOf } from './reach.ts';
export { type DetectionRule, LEVELS, type Level, type LogSource, type NamedSelection, type RuleHead } from './rule.ts';
export { parseParts } from './string.ts';
export { CATEGORIES, type EventKind, SERVICES } from './windows-logs.ts';
export { entryOf, type YamlEntry, type YamlList, type YamlMap, type YamlNode, type YamlScalar } from './yaml.ts';
