import type { LintRule } from '../rule.ts';
import { absenceWithoutNodrop } from './absence-without-nodrop.ts';
import { alternativesInWildcard } from './alternatives-in-wildcard.ts';
import { backslashAnchor } from './backslash-anchor.ts';
import { backslashInPattern } from './backslash-in-pattern.ts';
import { broadScope } from './broad-scope.ts';
import { caseSensitiveComparison } from './case-sensitive-comparison.ts';
import { colonField } from './colon-field.ts';
import { compareLimits } from './compare-limits.ts';
import { dataElement } from './data-element.ts';
import { datePattern } from './date-pattern.ts';
import { doubledBackslashes } from './doubled-backslashes.ts';
import { droppedField } from './dropped-field.ts';
import { eitherParse } from './either-parse.ts';
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
import { missingUnderscore } from './missing-underscore.ts';
import { needsRecords } from './needs-records.ts';
import { negativeIndex } from './negative-index.ts';
import { nullComparison } from './null-comparison.ts';
import { nullValue } from './null-value.ts';
import { numberInList } from './number-in-list.ts';
import { numericId } from './numeric-id.ts';
import { oldestAsNewest } from './oldest-as-newest.ts';
import { phraseBackslash } from './phrase-backslash.ts';
import { privateAddress } from './private-address.ts';
import { quotedWildcard } from './quoted-wildcard.ts';
import { regexInWildcard } from './regex-in-wildcard.ts';
import { repeatedColumn } from './repeated-column.ts';
import { replacementEscape } from './replacement-escape.ts';
import { requiredParses } from './required-parses.ts';
import { scopeRegex } from './scope-regex.ts';
import { scopeStar } from './scope-star.ts';
import { splunkName } from './splunk-name.ts';
import { stageBehindKeys } from './stage-behind-keys.ts';
import { subqueryKeywords } from './subquery-keywords.ts';
import { textAddition } from './text-addition.ts';
import { textSort } from './text-sort.ts';
import { threatRows } from './threat-rows.ts';
import { timesliceAlias } from './timeslice-alias.ts';
import { unmadeField } from './unmade-field.ts';
import { unnamedGroup } from './unnamed-group.ts';
import { unusedTimeslice } from './unused-timeslice.ts';
import { wildcardInEquals } from './wildcard-in-equals.ts';

/** Every lint rule, one sorted line each. */
export const LINT_RULES: readonly LintRule[] = [
  absenceWithoutNodrop,
  alternativesInWildcard,
  backslashAnchor,
  backslashInPattern,
  broadScope,
  caseSensitiveComparison,
  colonField,
  compareLimits,
  dataElement,
  datePattern,
  doubledBackslashes,
  droppedField,
  eitherParse,
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
  missingUnderscore,
  needsRecords,
  negativeIndex,
  nullComparison,
  nullValue,
  numberInList,
  numericId,
  oldestAsNewest,
  phraseBackslash,
  privateAddress,
  quotedWildcard,
  regexInWildcard,
  repeatedColumn,
  replacementEscape,
  requiredParses,
  scopeRegex,
  scopeStar,
  splunkName,
  stageBehindKeys,
  subqueryKeywords,
  textAddition,
  textSort,
  threatRows,
  timesliceAlias,
  unmadeField,
  unnamedGroup,
  unusedTimeslice,
  wildcardInEquals,
];
