export { type DefinedDiagnostic, type DiagnosticDetails, defineDiagnostic } from './define.ts';
export {
  type Diagnostic,
  type DiagnosticDefinition,
  type Fix,
  type FixClass,
  isRefusal,
  type Label,
  SEVERITIES,
  type Severity,
} from './diagnostic.ts';
export { InvariantError, invariant } from './invariant.ts';
export { type DiagnosticJson, renderJson } from './render/json.ts';
export { type PlacedDiagnostic, renderSarif, SARIF_HEAD, sarifUri } from './render/sarif.ts';
export { type Painter, PLAIN_PAINTER, renderTerminal } from './render/terminal.ts';
