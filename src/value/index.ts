export { decodeBase64, encodeBase64 } from './base64.ts';
export { type CaseRule, containsText, foldCase, likeOf } from './case.ts';
export {
  compileCidr,
  formatIpv4,
  hasHostBits,
  type IpAddress,
  type IpNetwork,
  isInNetwork,
  isPrivateAddress,
  isReservedAddress,
  maskAddress,
  netmask,
  parseIp,
  parseIpv4,
  parseIpv6,
  parseNetwork,
  sharePrefix,
} from './cidr.ts';
export { toBoolean, toNumber, toText, toWhole } from './coerce.ts';
export { type CompareOp, type CompareRule, compareValues } from './compare.ts';
export { parseDatePattern } from './date-names.ts';
export { formatDate } from './format-date.ts';
export { hashText, hexText } from './hash/hash.ts';
export { type FormatFault, formatJava } from './java-format.ts';
export { findJson, type Json, type JsonPart, jsonText, parseJson, parseJsonAt, printJson } from './json.ts';
export { type JsonPath, keysOfPath, parseJsonPath, readJsonPath } from './json-path.ts';
export { type KeyTree, keyTree, scanJson } from './json-scan.ts';
export { columnOfKey } from './key-name.ts';
export { type MmdbReader, type MmdbValue, openMmdb } from './mmdb.ts';
export { isBlank, isEmpty, isNull } from './null.ts';
export { compileNumber, wholeText } from './number-match.ts';
export { countText, numberText, parseNumber } from './number-text.ts';
export { orderText, orderValues } from './order.ts';
export { PackReader, PackWriter } from './packed.ts';
export { parseDate } from './parse-date.ts';
export { decodeUrl, encodeUrl } from './percent.ts';
export {
  type CodeSet,
  type CompiledRegex,
  type CompileRegexOptions,
  type CompileRegexResult,
  childrenOf,
  compileRegex,
  emitRegex,
  firstOfNode,
  hasCode,
  needsBacktracking,
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
  requiredChoices,
  requiredLiterals,
  type SequenceItem,
  sequencesOf,
  widthOf,
} from './regex/index.ts';
export { fixedText, roundHalfUp } from './round.ts';
export { compileTerms, hasStarInsideTerm, splitTerms } from './term-match.ts';
export { BEHIND, type Screening, type SignWidth, TextScreen } from './text-screen.ts';
export {
  formatIsoTime,
  type Instant,
  isDate,
  parseEpoch,
  parseIsoTime,
  parseMoment,
  parseSpan,
  TIME_UNITS,
} from './time.ts';
export { decodeText, encodeUtf8, encodeUtf16Le } from './utf8.ts';
export type { Value } from './value.ts';
export { type Code, I32, I64, moduleOf, op, V128 } from './wasm-code.ts';
export { wasmModule } from './wasm-module.ts';
export { WasmPool, WasmTable } from './wasm-pool.ts';
export {
  compileWildcard,
  compileWildcardParts,
  parseWildcard,
  type WildcardPart,
  type WildcardSyntax,
} from './wildcard.ts';
export { parseXmlPath, type XmlPath, type XmlStep } from './xml-path.ts';
export { isZone, localToUtc, zoneNames, zoneOffset } from './zone.ts';
