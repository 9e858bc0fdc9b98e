export { type CaseRule, containsText, foldCase } from './case.ts';
export { toBoolean, toNumber, toText, toWhole } from './coerce.ts';
export { type CompareOp, type CompareRule, compareValues } from './compare.ts';
export { findJson, type Json, type JsonPart, jsonText, parseJson, parseJsonAt, printJson } from './json.ts';
export { type JsonPath, parseJsonPath, readJsonPath } from './json-path.ts';
export { isBlank, isEmpty, isNull } from './null.ts';
export { numberText, parseNumber } from './number-text.ts';
export { orderText, orderValues } from './order.ts';
export {
  type CodeSet,
  type CompiledRegex,
  type CompileRegexOptions,
  type CompileRegexResult,
  childrenOf,
  compileRegex,
  firstOfNode,
  hasCode,
  type ParsedRegex,
  type ParseRegexOptions,
  parseRegex,
  parseReplacement,
  REGEX_DIAGNOSTICS,
  type RegexDialect,
  type RegexGroup,
  type RegexMatch,
  type RegexNode,
  type ReplacementPart,
  widthOf,
} from './regex/index.ts';
export { compileTerms, hasStarInsideTerm, splitTerms } from './term-match.ts';
export { formatIsoTime, type Instant, parseEpoch, parseIsoTime, parseMoment, parseSpan } from './time.ts';
export type { Value } from './value.ts';
export {
  compileWildcard,
  compileWildcardParts,
  parseWildcard,
  type WildcardPart,
  type WildcardSyntax,
} from './wildcard.ts';
export { isZone, localToUtc, zoneNames, zoneOffset } from './zone.ts';
