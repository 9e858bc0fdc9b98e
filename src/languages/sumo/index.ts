export { type AggregateItem, missingBy } from './aggregate-syntax.ts';
export { aggregateNamed, SUMO_AGGREGATES, type SumoAggregate } from './aggregates.ts';
export type {
  AllScope,
  AndScope,
  BinaryNode,
  BinaryOperator,
  BooleanNode,
  CallNode,
  ContainsNode,
  Expression,
  FieldNode,
  FieldTestScope,
  InNode,
  KeyPair,
  LookupContainsNode,
  MatchesNode,
  NameNode,
  NotScope,
  NullNode,
  NumberNode,
  OrScope,
  PhraseScope,
  Pipeline,
  Quantity,
  Query,
  RegexNode,
  ScopeNode,
  Stage,
  StringNode,
  SubqueryNode,
  TableNode,
  TemplateNode,
  TermScope,
  TernaryNode,
  UnaryNode,
} from './ast.ts';
export { SUMO_DIAGNOSTICS } from './diagnostics.ts';
export type { EmitOptions as EmitSumoOptions } from './emit/emission.ts';
export { type EmittedSumo, emitSumo } from './emit/emit.ts';
export { SOURCE_FORMATS, type SourceFormat } from './emit/source-format.ts';
export { fillTemplates } from './fill-templates.ts';
export { type FormattedSumo, formatSumo } from './format/format.ts';
export type { SumoFunction } from './functions/row.ts';
export { functionNamed, SUMO_FUNCTIONS } from './functions.ts';
export { sumoLanguage } from './language.ts';
export { type Lexeme, lexemesOf } from './lexemes.ts';
export { type LoweredQuery, lowerSumo, PipelineLowering } from './lower.ts';
export { LOWERING_DIAGNOSTICS } from './lower-diagnostics.ts';
export {
  type ExpandedQuery,
  expandMacros,
  type Macro,
  type Macros,
  MOST_ARGUMENTS,
} from './macros.ts';
export { argsOf, type OperatorDefinition, type OperatorExample, type Printer } from './operator.ts';
export { operatorKeywords, operatorNamed } from './operator-lookup.ts';
export { SUMO_OPERATORS } from './operators/index.ts';
export { type ParsedSumo, parseSumo } from './parser.ts';
export { printExpression, printStage, printSumo } from './print.ts';
export { escapeRegex, escapeSlashes, type QuotedPattern, quotedPattern, regexFromQuoted } from './regex-text.ts';
export { decodeAnchor, decodePhrase, decodePlain, decodeRegex, encodePlain, type RegexText } from './strings.ts';
export { hasTemplate, isTemplate, withoutTemplates } from './template.ts';
export { unsupportedStages } from './unsupported.ts';
export {
  type Block,
  blocksOf,
  childExpressions,
  stageExpressions,
  stagePipelines,
  visitExpression,
  visitExpressions,
  visitScopes,
} from './walk.ts';
