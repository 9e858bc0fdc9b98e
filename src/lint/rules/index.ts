import type { LintRule } from '../rule.ts';
import { alternativesInWildcard } from './alternatives-in-wildcard.ts';
import { backslashInPattern } from './backslash-in-pattern.ts';
import { caseSensitiveComparison } from './case-sensitive-comparison.ts';
import { doubledBackslashes } from './doubled-backslashes.ts';
import { loneStar } from './lone-star.ts';
import { missingUnderscore } from './missing-underscore.ts';
import { neverMatches } from './never-matches.ts';
import { nullComparison } from './null-comparison.ts';
import { quotedWildcard } from './quoted-wildcard.ts';
import { regexInWildcard } from './regex-in-wildcard.ts';
import { splunkName } from './splunk-name.ts';
import { unnamedGroup } from './unnamed-group.ts';
import { wildcardInEquals } from './wildcard-in-equals.ts';

/** Every lint rule, one sorted line each. */
export const LINT_RULES: readonly LintRule[] = [
  alternativesInWildcard,
  backslashInPattern,
  caseSensitiveComparison,
  doubledBackslashes,
  loneStar,
  missingUnderscore,
  neverMatches,
  nullComparison,
  quotedWildcard,
  regexInWildcard,
  splunkName,
  unnamedGroup,
  wildcardInEquals,
];
