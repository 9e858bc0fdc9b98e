import type { Diagnostic } from '../../../diagnostic/index.ts';
import type { SourceText, Span } from '../../../source/index.ts';
import type { Condition } from '../condition.ts';
import type { Reading } from '../context.ts';
import type { DetectionRule, Selection, SelectionItem } from '../rule.ts';
import type { YamlMap } from '../yaml.ts';

/** What is known while a pipeline is applied to a rule. */
export interface PipelineRun {
  rule: DetectionRule;
  /** Ids of items that changed the rule. */
  readonly applied: Set<string>;
  /** Ids of items that changed an entry. */
  readonly appliedTo: WeakMap<SelectionItem, ReadonlySet<string>>;
  /** Fields that a mapping gave their names. */
  readonly mapped: Set<string>;
  /** Names of fields that others ask for, with what they have become. */
  readonly followed: Map<string, readonly string[]>;
  readonly state: Map<string, string>;
  /** Values of placeholders. */
  readonly vars: ReadonlyMap<string, readonly string[]>;
  /** Refuses the rule. */
  refuse(message: string, span: Span): void;
}

/** What a condition of an item is asked of: a rule, one of its entries, or a name of a field. */
export interface Subject {
  readonly run: PipelineRun;
  readonly item?: SelectionItem;
  readonly field?: string | undefined;
}

/** A test of a pipeline condition. */
export type PipelineTest = (subject: Subject) => boolean;

/** The conditions of one scope of an item, and how they are joined. */
export interface ConditionGroup {
  readonly tests: readonly { readonly id: string; readonly test: PipelineTest }[];
  readonly join: 'and' | 'or';
  readonly isNegated: boolean;
  readonly expression: Condition | undefined;
}

/** What a transformation does: to a rule as a whole, to its entries, or to names of fields. */
export interface Transformation {
  rule?(run: PipelineRun, item: PipelineItem): void;
  /** The changed entry; undefined drops it, the same one leaves it. */
  entry?(entry: SelectionItem, run: PipelineRun, item: PipelineItem): Selection | undefined;
  /** The new names of a field; undefined leaves it, an empty list makes a keyword of it. */
  names?(field: string): readonly string[] | undefined;
}

/** A kind of transformation: reads its parameters, which is reported where they are wrong. */
export interface TransformationDefinition {
  readonly type: string;
  /** Keys of its parameters. */
  readonly keys: readonly string[];
  read(map: YamlMap, reading: Reading, nested: (map: YamlMap) => readonly PipelineItem[]): Transformation | undefined;
}

/** An item of a pipeline. */
export interface PipelineItem {
  readonly id: string | undefined;
  readonly type: string;
  readonly span: Span;
  readonly transformation: Transformation;
  readonly ofRule: ConditionGroup;
  readonly ofEntry: ConditionGroup;
  readonly ofField: ConditionGroup;
}

/** A processing pipeline: rewrites rules before they run. */
export interface Pipeline {
  readonly source: SourceText;
  readonly name: string;
  /** Lower runs first. */
  readonly priority: number;
  readonly vars: ReadonlyMap<string, readonly string[]>;
  readonly items: readonly PipelineItem[];
}

/** A pipeline as read; with a finding that fails there is none. */
export interface ParsedPipeline {
  readonly pipeline: Pipeline | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
