import type { DiagnosticDefinition } from '../diagnostic/index.ts';
import { WRITING_DIAGNOSTICS } from '../ir/index.ts';
import { SIGMA_DIAGNOSTICS } from '../languages/sigma/index.ts';
import { LOWERING_DIAGNOSTICS, SUMO_DIAGNOSTICS } from '../languages/sumo/index.ts';
import { LINT_RULES, SIGMA_LINT_RULES, SUPPRESSION_DIAGNOSTICS } from '../lint/index.ts';
import { REGEX_DIAGNOSTICS } from '../value/index.ts';
import { invalidPackage } from './package.ts';
import { assumedField } from './prepare.ts';
import { invalidShape, invalidYaml } from './shape.ts';

/** Every diagnostic code of the project with its documentation. */
export const ALL_DIAGNOSTICS: readonly DiagnosticDefinition[] = [
  ...SUMO_DIAGNOSTICS,
  ...Object.values(REGEX_DIAGNOSTICS),
  ...LOWERING_DIAGNOSTICS,
  ...SIGMA_DIAGNOSTICS,
  ...LINT_RULES,
  ...SIGMA_LINT_RULES,
  ...SUPPRESSION_DIAGNOSTICS,
  ...WRITING_DIAGNOSTICS,
  assumedField,
  invalidPackage,
  invalidShape,
  invalidYaml,
];

const BY_CODE = new Map(ALL_DIAGNOSTICS.map((definition) => [definition.code, definition]));

/** The documentation of a code. */
export function definitionOf(code: string): DiagnosticDefinition | undefined {
  return BY_CODE.get(code);
}
