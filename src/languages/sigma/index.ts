export { SIGMA_DIAGNOSTICS } from './diagnostics.ts';
export { type AnyRule, isSigma, parseSigma, type SigmaDocument } from './document.ts';
export { normalId, techniquesOf } from './head.ts';
export { sigmaLanguage } from './language.ts';
export { type LoadedRule, type LoadedSigma, loadSigma, type RefusedRule } from './load.ts';
export { modifierNamed, SIGMA_MODIFIERS } from './modifiers/index.ts';
export type { ModifierDefinition, ModifierExample } from './modifiers/modifier.ts';
export type { Reach } from './reach.ts';
export type { DetectionRule, Level, LogSource, RuleHead } from './rule.ts';
