// The public library. Everything here runs in a browser; what needs Node is under `spoor/node`.

// Detection packages, and queries: parse, check, mend, lower, print
export {
  type Conversion,
  type ConvertedSigma,
  type DetectionPackage,
  definitionOf,
  type LoadedPackage,
  type LoadOptions,
  loadPackage,
  type PackageFiles,
  type PackageProblem,
  type PrepareOptions,
  prepareQuery,
  type ReadyQuery,
  type RefusedQuery,
  sigmaToSumo,
  sumoToSigma,
  type ToSigmaOptions,
  type ToSumoOptions,
} from './detection/index.ts';
// Text, places, edits, findings
export {
  type Diagnostic,
  type DiagnosticDefinition,
  type Fix,
  type FixClass,
  renderJson,
  renderSarif,
  renderTerminal,
  type Severity,
} from './diagnostic/index.ts';
export {
  type Bounds,
  DEFAULT_BOUNDS,
  type Engine,
  type PlanRun,
  type ResultRow,
  type RunContext,
  type RunResult,
} from './engines/engine.ts';
export { compiledEngine } from './engines/js/compile/compile.ts';
export { interpreter } from './engines/js/interpret.ts';
// Events and where they come from
export type { Event, EventHeader, EventMetadata, EventOrigin, EventTime, Raw, RawField } from './event/index.ts';
export { type ByteSource, type Damage, FORMATS, type Format, memorySource, recognizeFormat } from './formats/index.ts';
// The intermediate representation and the engine
export { type Expr, IR_VERSION, type Plan, printExpr, printPlan } from './ir/index.ts';
export { type LoadedSigma, loadSigma, parsePipeline, parseSigma } from './languages/sigma/index.ts';
export { formatSumo, lowerSumo, parseSumo, printSumo } from './languages/sumo/index.ts';
export {
  type AppliedFix,
  type CheckedDocument,
  type CheckOptions,
  checkDocument,
  checkQuery,
  DEFAULT_CHECK,
  type FixedDocument,
  type FixResult,
  fixDocument,
  fixSumo,
  type LintResult,
  lintSumo,
} from './lint/index.ts';
// Proof of detections
export {
  type CaseResult,
  type Proof,
  type ProofContext,
  type ProofRow,
  type ProofState,
  type ProveOptions,
  prove,
  runnableOf,
  type SignalResult,
  type SignalState,
  type Verdict,
} from './proof/index.ts';
// Detections over inputs
export {
  type Alert,
  alertOf,
  type DetectOptions,
  type DetectResult,
  detect,
  type Input,
  metadataReader,
  type OpenInput,
  type Port,
  parseSourceCategory,
  type RunnableDetection,
  readInputs,
  rowObject,
} from './scan/index.ts';
export { applyEdits, type Edit, type Position, SourceText, type Span } from './source/index.ts';
