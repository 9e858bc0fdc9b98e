import type { CompareOp } from '../value/index.ts';

/** What must hold of rules, by their numbers: each holds if it has a hit in the window. */
export type RuleTest =
  | { readonly kind: 'rule'; readonly rule: number }
  | { readonly kind: 'and' | 'or'; readonly items: readonly RuleTest[] }
  | { readonly kind: 'not'; readonly item: RuleTest };

/** Where the hits of a rule come from: rows with a column that is true, or another correlation that fires. */
export type HitSource =
  | {
      readonly kind: 'rule';
      readonly name: string;
      readonly hit: string;
      /** Columns of the values that the correlation asks for, by the names that it has for them. */
      readonly columns: readonly { readonly name: string; readonly column: string }[];
    }
  | {
      readonly kind: 'correlation';
      readonly name: string;
      readonly correlation: Correlation;
      /** Names that the inner correlation has for what the outer one asks for. */
      readonly columns: readonly { readonly name: string; readonly column: string }[];
    };

/** What is computed of the hits of a window. */
export type CorrelationMeasure =
  | 'hits'
  | 'distinct'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'percentile'
  /** Rules that have a hit. */
  | 'rules'
  /** Rules whose hits can be so chosen that they follow one another in the order of the rules. */
  | 'ordered-rules';

/** Fires where a measure of hits of one group, within some window of the length, satisfies all tests (spec sigma §11). */
export interface Correlation {
  readonly measure: CorrelationMeasure;
  readonly sources: readonly HitSource[];
  readonly groupBy: readonly string[];
  /** Milliseconds, both ends included; undefined for all of the input. */
  readonly timespan: number | undefined;
  readonly tests: readonly { readonly op: CompareOp; readonly value: number }[];
  /** Names of the values that are measured. */
  readonly values: readonly string[];
  readonly percentile: number;
  /** In place of tests: what must hold of the rules. */
  readonly expression: RuleTest | undefined;
}

/** Makes a row of each firing of a correlation: its group, the measure, and the number of events. */
export interface Correlate {
  readonly fn: 'correlate';
  readonly correlation: Correlation;
}
