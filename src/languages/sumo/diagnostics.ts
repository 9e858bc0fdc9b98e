import type { DiagnosticDefinition } from '../../diagnostic/index.ts';
import { missingBy } from './aggregate-syntax.ts';
import * as mistakes from './foreign/diagnostics.ts';
import { MACRO_DIAGNOSTICS } from './macros.ts';
import { regexFlags, regexGroupCount, regexWithoutName } from './regex-check.ts';
import * as problems from './syntax-diagnostics.ts';

/** Every diagnostic that the parser of the search language reports, those of regular expressions aside. */
export const SUMO_DIAGNOSTICS: readonly DiagnosticDefinition[] = [
  ...Object.values(problems),
  ...Object.values(mistakes),
  regexWithoutName,
  regexFlags,
  regexGroupCount,
  missingBy,
  ...MACRO_DIAGNOSTICS,
];
