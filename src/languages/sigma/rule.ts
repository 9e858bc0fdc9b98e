import type { SourceText, Span } from '../../source/index.ts';
import type { CompareOp, WildcardPart } from '../../value/index.ts';
import type { Condition } from './condition.ts';
import type { YamlMap } from './yaml.ts';

/** A piece of a text value: literal text, a wildcard, any of the dashes, or a placeholder. */
export type StringPart =
  | WildcardPart
  | { readonly kind: 'dash'; readonly written: string }
  | { readonly kind: 'placeholder'; readonly name: string };

/** A text with wildcards. */
export interface SigmaString {
  readonly kind: 'string';
  readonly span: Span;
  readonly parts: readonly StringPart[];
  readonly cased: boolean;
  /** The text before escapes are read, as long as no modifier changed the value. */
  readonly raw: string | undefined;
}

/** A number as it stands in the rule. */
export interface SigmaNumber {
  readonly kind: 'number';
  readonly span: Span;
  readonly text: string;
  readonly value: number;
}

/** Flags of a regular expression: ignore case, anchors at lines, dot for line ends. */
export type RegexFlag = 'i' | 'm' | 's';

/** A regular expression, found anywhere in the value. */
export interface SigmaRegex {
  readonly kind: 'regex';
  readonly span: Span;
  readonly source: string;
  readonly flags: readonly RegexFlag[];
}

/** Parts of a timestamp that can be compared. */
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** A value of a rule once its modifiers are applied. */
export type SigmaValue =
  | SigmaString
  | SigmaNumber
  | SigmaRegex
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'null'; readonly span: Span }
  /** Text as bytes, between an encoding and what makes text of it again. */
  | { readonly kind: 'bytes'; readonly span: Span; readonly bytes: readonly number[]; readonly cased: boolean }
  | { readonly kind: 'network'; readonly span: Span; readonly text: string }
  | { readonly kind: 'exists'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'compare'; readonly span: Span; readonly op: CompareOp; readonly number: SigmaNumber }
  | {
      readonly kind: 'time';
      readonly span: Span;
      readonly part: TimePart;
      readonly op: CompareOp;
      readonly number: SigmaNumber;
    }
  | {
      readonly kind: 'field';
      readonly span: Span;
      readonly name: string;
      readonly part: 'whole' | 'start' | 'end' | 'anywhere';
    }
  /** Alternatives that came of one value. */
  | { readonly kind: 'any'; readonly span: Span; readonly values: readonly SigmaValue[] };

/** An entry of a selection: a field, or the whole event, with the values that it may or must have. */
export interface SelectionItem {
  readonly kind: 'item';
  readonly span: Span;
  /** Undefined for keywords. */
  readonly field: string | undefined;
  /** Field and modifiers as they are written. */
  readonly key?: string;
  readonly values: readonly SigmaValue[];
  readonly join: 'any' | 'all';
  readonly isNegated: boolean;
}

/** A selection: entries joined by all (a mapping) or by any (a list). */
export type Selection =
  | SelectionItem
  | { readonly kind: 'all' | 'any'; readonly span: Span; readonly items: readonly Selection[] };

/** A selection with its name. */
export interface NamedSelection {
  readonly name: string;
  readonly nameSpan: Span;
  readonly selection: Selection;
}

/** Where the events of a rule come from. */
export interface LogSource {
  readonly span: Span;
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
}

/** Levels of a rule. */
export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;

/** A level of a rule. */
export type Level = (typeof LEVELS)[number];

/** What every kind of document may say of itself. */
export interface RuleHead {
  readonly title: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly status: string | undefined;
  readonly level: Level | undefined;
  readonly tags: readonly string[];
  readonly taxonomy: string;
  /** Columns worth showing. */
  readonly fields: readonly string[];
  readonly span: Span;
  /** The file that it stands in. */
  readonly source: SourceText;
  /** The whole document, custom attributes included. */
  readonly document: YamlMap;
}

/** An aggregation behind a condition, as before Sigma 2. */
export type LegacyAggregation =
  | {
      readonly kind: 'compare';
      readonly span: Span;
      readonly fn: 'count' | 'min' | 'max' | 'avg' | 'sum';
      readonly field: string | undefined;
      readonly by: readonly string[];
      readonly op: CompareOp;
      readonly value: number;
    }
  | {
      readonly kind: 'near';
      readonly span: Span;
      readonly near: readonly { readonly name: string; readonly isNegated: boolean }[];
    };

/** One condition of a rule: what it asks of the selections, and an aggregation of old rules. */
export interface RuleCondition {
  readonly span: Span;
  readonly text: string;
  readonly condition: Condition;
  readonly aggregation: LegacyAggregation | undefined;
}

/** A condition over selections of its own that must hold too: of a filter, or added by a pipeline. */
export interface ExtraCondition {
  /** The file that it stands in, and what people call it. */
  readonly source: SourceText;
  readonly title: string;
  readonly selections: readonly NamedSelection[];
  readonly condition: Condition;
}

/** A detection rule. */
export interface DetectionRule extends RuleHead {
  readonly kind: 'rule';
  readonly logSource: LogSource;
  readonly selections: readonly NamedSelection[];
  readonly conditions: readonly RuleCondition[];
  readonly extra: readonly ExtraCondition[];
  /** Window of an old aggregation in milliseconds. */
  readonly timeframe: number | undefined;
}
