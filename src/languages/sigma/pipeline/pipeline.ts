import type { Diagnostic } from '../../../diagnostic/index.ts';
import type { SourceText, Span } from '../../../source/index.ts';
import type { Condition } from '../condition.ts';
import type { Reading } from '../context.ts';
import type { DetectionRule, RuleHead, Selection, SelectionItem } from '../rule.ts';
import type { YamlMap } from '../yaml.ts';

/** A correlation with the detection rules below it, as conditions of rules see it. */
export interface CorrelationView {
  readonly head: RuleHead;
  readonly rules: readonly DetectionRule[];
}

/** What is known while a pipeline is applied to a rule. */
export interface PipelineRun {
  rule: DetectionRule;
  /** The pipeline that is at work. */
  pipeline: Pick<Pipeline, 'name' | 'source'>;
  /** The correlation that asks for the followed names, and of which conditions are asked there. */
  readonly correlation: CorrelationView | undefined;
  /** True if the rule is the correlation itself. */
  readonly isCorrelation: boolean;
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
  /** Set where a condition of rules is asked of a correlation. */
  readonly correlation?: CorrelationView | undefined;
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
  /** Items that are applied in its place. */
  readonly items?: readonly PipelineItem[];
}

/** The text of a file that a pipeline names, or why there is none. */
export type FileText = { readonly text: string } | { readonly reason: string };

/** What reading the parameters of a transformation may need beside them. */
export interface ReadingTools {
  nested(map: YamlMap): readonly PipelineItem[];
  /** Reads a file by its path from the pipeline on; undefined where files cannot be read. */
  readonly readFile: ((path: string) => FileText) | undefined;
}

/** A kind of transformation: reads its parameters, which is reported where they are wrong. */
export interface TransformationDefinition {
  readonly type: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** Keys of its parameters. */
  readonly keys: readonly string[];
  read(map: YamlMap, reading: Reading, tools: ReadingTools): Transformation | undefined;
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
