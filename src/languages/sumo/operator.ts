import type { Plan } from '../../ir/index.ts';
import type { Expression, NameNode, Pipeline, ScopeNode, Stage, StringNode, TableNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './lexer.ts';
import type { Lowering } from './lowering.ts';

/** Writes the parts of a stage; what it writes parses to an equal tree. */
export interface Printer {
  expression(node: Expression): string;
  name(node: NameNode): string;
  names(nodes: readonly NameNode[]): string;
  string(node: StringNode): string;
  table(node: TableNode): string;
  scope(node: ScopeNode): string;
  pipeline(node: Pipeline): string;
}

/** A whole query that shows an operator; run as a test, and shown in its reference page. */
export interface OperatorExample {
  readonly title: string;
  readonly query: string;
}

/** All there is to say about an operator of the search language: one plain object in one file. */
export interface OperatorDefinition<Args> {
  /** Canonical name, which a stage carries as `operator`. */
  readonly name: string;
  /** Words that begin such a stage, in lower case, when they are not just the name; several words are joined by one blank. */
  readonly keywords?: readonly string[];
  readonly summary: string;
  readonly syntax: string;
  /** Section of the language's specification that it follows. */
  readonly evidence: string;
  readonly examples: readonly OperatorExample[];
  /** What was chosen here where the vendor publishes no rule, one sentence. */
  readonly chosen?: string;
  /** Decides by the token behind the keyword whether this operator begins; by default anything that cannot continue an expression. */
  begins?(keyword: string, next: Token, cursor: Cursor): boolean;
  /** Reads what follows the keyword; `keyword` is the one found, in lower case. */
  parse(cursor: Cursor, keyword: string): Args;
  /** Writes the whole stage, keyword included. */
  print(args: Args, printer: Printer): string;
  /** Expressions inside, in the order of the text. */
  expressions?(args: Args): readonly Expression[];
  /** The plan of the stage; an operator without it is parsed and printed, and refused when run. */
  lower?(args: Args, lowering: Lowering): Plan;
  /** What to use instead, for an operator that only the platform can run; it is refused when run, and the linter says so. */
  readonly unsupported?: string;
  /** True for the arguments that only the platform can run; by default for all. */
  isUnsupported?(args: Args): boolean;
  /** Inner pipelines, in the order of the text. */
  pipelines?(args: Args): readonly Pipeline[];
}

/** The arguments of a stage if it is of this operator, else undefined. */
export function argsOf<Args>(stage: Stage, operator: OperatorDefinition<Args>): Args | undefined {
  return stage.operator === operator.name ? (stage.args as Args) : undefined;
}
