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
export { ALL_DIAGNOSTICS, definitionOf } from './diagnostics.ts';
export type {
  Manifest,
  PackageDataset,
  PackagePlatform,
  PackageTelemetry,
  Vantage,
} from './manifest.ts';
export {
  type DetectionPackage,
  type LoadedPackage,
  type LoadOptions,
  loadPackage,
  MANIFEST_FILE,
  type PackageFiles,
  type PackageProblem,
  type PackageQuery,
} from './package.ts';
export type { BranchCase, BranchCases, ExpectedSignal, PackageTest } from './package-test.ts';
export { type PrepareOptions, prepareQuery, type ReadyQuery, type RefusedQuery } from './prepare.ts';
