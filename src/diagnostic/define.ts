import type { Span } from '../source/index.ts';
import type { Diagnostic, DiagnosticDefinition, Fix, Label, Severity } from './diagnostic.ts';

/** What a finding adds to the definition of its code. */
export interface DiagnosticDetails<Data> {
  readonly span: Span;
  readonly message: string;
  readonly data?: Data;
  readonly severity?: Severity;
  readonly labels?: readonly Label[];
  readonly notes?: readonly string[];
  readonly fixes?: readonly Fix[];
}

/** A code with its documentation; `report` makes a finding of it. */
export interface DefinedDiagnostic<Data> extends DiagnosticDefinition {
  report(details: DiagnosticDetails<Data>): Diagnostic;
}

/** Defines a diagnostic code once, with the documentation that its page and the `why` and `help` of its JSON form show. */
export function defineDiagnostic<Data extends Readonly<Record<string, unknown>> = Readonly<Record<string, never>>>(
  definition: DiagnosticDefinition,
): DefinedDiagnostic<Data> {
  return {
    ...definition,
    report: ({ severity, ...details }) => ({
      code: definition.code,
      severity: severity ?? definition.severity,
      ...details,
    }),
  };
}
