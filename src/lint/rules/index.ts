import type { LintRule } from '../rule.ts';
import { absenceAfterDrop } from './absence-after-drop.ts';
import { alternativesInWildcard } from './alternatives-in-wildcard.ts';
import { alwaysTrue } from './always-true.ts';
import { backslashAnchor } from './backslash-anchor.ts';
import { backslashInPattern } from './backslash-in-pattern.ts';
import { backslashInRegex } from './backslash-in-regex.ts';
import { broadScope } from './broad-scope.ts';
import { caseSensitiveComparison } from './case-sensitive-comparison.ts';
import { colonField } from './colon-field.ts';
import { compareLimits } from './compare-limits.ts';
import { dataElement } from './data-element.ts';
import { datePattern } from './date-pattern.ts';
import { doubledBackslashes } from './doubled-backslashes.ts';
import { droppedField } from './dropped-field.ts';
import { eitherParse } from './either-parse.ts';
import { eventWithoutField } from './event-without-field.ts';
import { exclusionByFileName } from './exclusion-by-file-name.ts';
import { fieldBeforeMade } from './field-before-made.ts';
import { fillAfterTranspose } from './fill-after-transpose.ts';
import { foreignScope } from './foreign-scope.ts';
import { formatDateType } from './format-date-type.ts';
import { groupUnderscore } from './group-underscore.ts';
import { hashName } from './hash-name.ts';
import { invisibleSpace } from './invisible-space.ts';
import { joinScope } from './join-scope.ts';
import { leadingDotStar } from './leading-dot-star.ts';
import { limitBeforeSort } from './limit-before-sort.ts';
import { loneStar } from './lone-star.ts';
import { mergedTime } from './merged-time.ts';
import { missingFieldAndNotEquals } from './missing-field-and-not-equals.ts';
import { missingUnderscore } from './missing-underscore.ts';
import { needsRecords } from './needs-records.ts';
import { negativeIndex } from './negative-index.ts';
import { neverMatches } from './never-matches.ts';
import { nullComparison } from './null-comparison.ts';
import { nullValue } from './null-value.ts';
import { numberInList } from './number-in-list.ts';
import { numericId } from './numeric-id.ts';
import { oldestAsNewest } from './oldest-as-newest.ts';
import { otherLetterCase } from './other-letter-case.ts';
import { phraseBackslash } from './phrase-backslash.ts';
import { privateAddress } from './private-address.ts';
import { quotedWildcard } from './quoted-wildcard.ts';
import { recentWithoutTime } from './recent-without-time.ts';
import { regexInWildcard } from './regex-in-wildcard.ts';
import { repeatedColumn } from './repeated-column.ts';
import { replacementEscape } from './replacement-escape.ts';
import { requiredParses } from './required-parses.ts';
import { scopeComparison } from './scope-comparison.ts';
import { scopeRegex } from './scope-regex.ts';
import { scopeStar } from './scope-star.ts';
import { slowRegex } from './slow-regex.ts';
import { splunkName } from './splunk-name.ts';
import { stageBehindKeys } from './stage-behind-keys.ts';
import { subqueryKeywords } from './subquery-keywords.ts';
import { textAddition } from './text-addition.ts';
import { textSort } from './text-sort.ts';
import { threatRows } from './threat-rows.ts';
import { timesliceAlias } from './timeslice-alias.ts';
import { unanchoredRegex } from './unanchored-regex.ts';
import { unmadeField } from './unmade-field.ts';
import { unnamedGroup } from './unnamed-group.ts';
import { unquotedText } from './unquoted-text.ts';
import { unusedTimeslice } from './unused-timeslice.ts';
import { uselessBranch } from './useless-branch.ts';
import { wildcardInEquals } from './wildcard-in-equals.ts';
import { windowWithinTimeslice } from './window-within-timeslice.ts';

/** Every lint rule, one sorted line each. */
export const LINT_RULES: readonly LintRule[] = [
  absenceAfterDrop,
  alternativesInWildcard,
  alwaysTrue,
  backslashAnchor,
  backslashInPattern,
  backslashInRegex,
  broadScope,
  caseSensitiveComparison,
  colonField,
  compareLimits,
  dataElement,
  datePattern,
  doubledBackslashes,
  droppedField,
  eitherParse,
  eventWithoutField,
  exclusionByFileName,
  fieldBeforeMade,
  fillAfterTranspose,
  foreignScope,
  formatDateType,
  groupUnderscore,
  hashName,
  invisibleSpace,
  joinScope,
  leadingDotStar,
  limitBeforeSort,
  loneStar,
  mergedTime,
  missingFieldAndNotEquals,
  missingUnderscore,
  needsRecords,
  negativeIndex,
  neverMatches,
  nullComparison,
  nullValue,
  numberInList,
  numericId,
  oldestAsNewest,
  otherLetterCase,
  phraseBackslash,
  privateAddress,
  quotedWildcard,
  recentWithoutTime,
  regexInWildcard,
  repeatedColumn,
  replacementEscape,
  requiredParses,
  scopeComparison,
  scopeRegex,
  scopeStar,
  slowRegex,
  splunkName,
  stageBehindKeys,
  subqueryKeywords,
  textAddition,
  textSort,
  threatRows,
  timesliceAlias,
  unanchoredRegex,
  unmadeField,
  unnamedGroup,
  unquotedText,
  unusedTimeslice,
  uselessBranch,
  wildcardInEquals,
  windowWithinTimeslice,
];
