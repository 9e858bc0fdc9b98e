export {
  ATTACK_VERSION,
  type AttackTactic,
  type AttackTechnique,
  attackTactic,
  attackTacticNames,
  attackTechnique,
  goneTechnique,
} from '../attack/index.ts';
export { type CompiledCondition, compileCondition } from './condition.ts';
export { CONVERT_LANGUAGES, type Conversion, type ConvertLanguage } from './convert/conversion.ts';
export { headOfPackage, sumoToSigma, type ToSigmaOptions } from './convert/to-sigma.ts';
export { type ConvertedSigma, sigmaToSumo, type ToSumoOptions } from './convert/to-sumo.ts';
export { ALL_DIAGNOSTICS, definitionOf } from './diagnostics.ts';
export type {
  Manifest,
  PackageDataset,
  PackagePlatform,
  PackageTelemetry,
  Vantage,
} from './manifest.ts';
export { MANIFEST_FILE } from './manifest-file.ts';
export {
  type DetectionPackage,
  type LoadedPackage,
  type LoadOptions,
  loadPackage,
  type PackageFiles,
  type PackageProblem,
  type PackageQuery,
  type PackageRule,
} from './package.ts';
export type { BranchCase, BranchCases, ExpectedSignal, PackageTest } from './package-test.ts';
export { type PrepareOptions, prepareQuery, type ReadyQuery, type RefusedQuery } from './prepare.ts';
