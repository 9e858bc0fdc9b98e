import type { LintRule } from '../rule.ts';
import { absenceAfterDrop } from './absence-after-drop.ts';
import { alternativesInWildcard } from './alternatives-in-wildcard.ts';
import { alwaysTrue } from './always-true.ts';
import { backslashInPattern } from './backslash-in-pattern.ts';
import { caseSensitiveComparison } from './case-sensitive-comparison.ts';
import { doubledBackslashes } from './doubled-backslashes.ts';
import { eventWithoutField } from './event-without-field.ts';
import { exclusionByFileName } from './exclusion-by-file-name.ts';
import { limitBeforeSort } from './limit-before-sort.ts';
import { loneStar } from './lone-star.ts';
import { missingFieldAndNotEquals } from './missing-field-and-not-equals.ts';
import { missingUnderscore } from './missing-underscore.ts';
import { neverMatches } from './never-matches.ts';
import { nullComparison } from './null-comparison.ts';
import { oldestForNewest } from './oldest-for-newest.ts';
import { otherLetterCase } from './other-letter-case.ts';
import { quotedWildcard } from './quoted-wildcard.ts';
import { regexInWildcard } from './regex-in-wildcard.ts';
import { slowRegex } from './slow-regex.ts';
import { splunkName } from './splunk-name.ts';
import { unanchoredRegex } from './unanchored-regex.ts';
import { unnamedGroup } from './unnamed-group.ts';
import { uselessBranch } from './useless-branch.ts';
import { wildcardInEquals } from './wildcard-in-equals.ts';
import { windowWithinTimeslice } from './window-within-timeslice.ts';

/** Every lint rule, one sorted line each. */
export const LINT_RULES: readonly LintRule[] = [
  absenceAfterDrop,
  alternativesInWildcard,
  alwaysTrue,
  backslashInPattern,
  caseSensitiveComparison,
  doubledBackslashes,
  eventWithoutField,
  exclusionByFileName,
  limitBeforeSort,
  loneStar,
  missingFieldAndNotEquals,
  missingUnderscore,
  neverMatches,
  nullComparison,
  oldestForNewest,
  otherLetterCase,
  quotedWildcard,
  regexInWildcard,
  slowRegex,
  splunkName,
  unanchoredRegex,
  unnamedGroup,
  uselessBranch,
  wildcardInEquals,
  windowWithinTimeslice,
];
