import type { Diagnostic } from '../../../diagnostic/index.ts';
import { type Correlation, type Expr, nodesOf, type Plan, type PlanOf } from '../../../ir/index.ts';
import type { Span } from '../../../source/index.ts';
import type { Expression, Query, ScopeNode, Stage } from '../ast.ts';
import { formatSumo } from '../format/format.ts';
import { expressionOperator } from '../operators/expression.ts';
import { fieldsOperator } from '../operators/fields.ts';
import { whereOperator } from '../operators/where.ts';
import { printSumo } from '../print.ts';
import { correlationStages } from './correlation.ts';
import { Emission, type EmitOptions } from './emission.ts';
import { channelsRequired, eventScopeOf } from './event-scope.ts';
import { ExpressionEmitter } from './expression.ts';
import { readingStages } from './source-format.ts';
import { NOWHERE, nameNode, stageOf } from './tree.ts';

/** Characters of a query that the platform takes (spec sumo §1). */
const MOST_CHARACTERS = 15_000;

/** Columns that a plan makes for the rules of a correlation. */
const RULE_COLUMN = /^_rule\./;

/** A search with what there is to say of it; no text if a part cannot be written. */
export interface EmittedSumo {
  readonly text: string | undefined;
  readonly notes: readonly Diagnostic[];
}

/** The parts of a condition that have to hold together, each a stage of its own. */
function conjuncts(node: Expression): Expression[] {
  return node.kind === 'binary' && node.operator === 'and'
    ? [...conjuncts(node.left), ...conjuncts(node.right)]
    : [node];
}

/** Phrases that every message of a channel holds, and the source category that was asked for (spec sumo §3). */
function scopeOf(channels: readonly string[], category: string | undefined): ScopeNode {
  const phrases = channels.map((value): ScopeNode => ({ kind: 'phrase', raw: value, value, span: NOWHERE }));
  const items: ScopeNode[] = [];
  if (category !== undefined) {
    const quoted = /[\s"()|=]/.test(category);
    const name = nameNode('_sourceCategory');
    const valueSpan = NOWHERE;
    items.push({ kind: 'fieldTest', name, operator: '=', value: category, quoted, valueSpan, span: NOWHERE });
  }
  if (phrases.length === 1) items.push(phrases[0]!);
  else if (phrases.length > 1) items.push({ kind: 'or', items: phrases, span: NOWHERE });
  if (items.length === 0) return { kind: 'all', span: NOWHERE };
  return items.length === 1 ? items[0]! : { kind: 'and', items, span: NOWHERE };
}

class PlanEmitter {
  readonly #emission: Emission;
  readonly #expressions: ExpressionEmitter;
  readonly #stages: Stage[] = [];
  /** Values that a correlation asks of its rules, written where it needs them. */
  readonly #ruleColumns = new Map<string, Expr>();
  #channels: readonly string[] | undefined;

  constructor(options: EmitOptions) {
    this.#emission = new Emission(options);
    this.#expressions = new ExpressionEmitter(this.#emission);
  }

  #add(...stages: readonly Stage[]): void {
    this.#stages.push(...this.#emission.takeLifted(), ...stages);
  }

  #filter({ condition }: PlanOf<'filter'>): void {
    this.#channels ??= channelsRequired(condition);
    const parts = condition.kind === 'and' ? condition.items : [condition];
    for (const part of parts) this.#where(part);
  }

  #where(part: Expr): void {
    const written = this.#expressions.write(part);
    if (written.kind === 'boolean' && !written.value)
      this.#emission.notes.unsupported(
        part.origin,
        'nothing',
        'the condition can never hold, so there is nothing to search for',
      );
    if (written.kind === 'boolean') return;
    for (const one of conjuncts(written)) this.#add(stageOf(whereOperator, { condition: one }));
  }

  #correlation(correlation: Correlation, origin: Span): void {
    const write = (expr: Expr): Expression => this.#expressions.write(expr);
    this.#add(...correlationStages(correlation, this.#ruleColumns, this.#emission, write, origin));
  }

  #node(node: Plan): void {
    switch (node.kind) {
      case 'scan':
        return;
      case 'filter':
        this.#filter(node);
        return;
      case 'extend':
        for (const { name, value } of node.columns) {
          if (RULE_COLUMN.test(name)) {
            this.#ruleColumns.set(name, value);
            continue;
          }
          const expression = this.#expressions.write(value);
          this.#emission.makes(name);
          this.#add(stageOf(expressionOperator, { expression, alias: nameNode(name) }));
        }
        return;
      case 'project':
        this.#add(
          stageOf(fieldsOperator, { mode: node.mode === 'keep' ? 'keep' : 'remove', names: node.names.map(nameNode) }),
        );
        return;
      case 'table-call':
        if (node.call.fn === 'correlate') this.#correlation(node.call.correlation, node.origin);
        else this.#emission.notes.unsupported(node.origin, node.call.fn, `${node.call.fn} is not written as a search`);
        return;
      default:
        this.#emission.notes.unsupported(node.origin, node.kind, `${node.kind} is not written as a search`);
    }
  }

  emit(plan: Plan): EmittedSumo {
    for (const node of nodesOf(plan)) this.#node(node);
    const { notes, options, fieldsRead } = this.#emission;
    if (notes.all.some((one) => one.severity === 'fails')) return { text: undefined, notes: notes.all };
    const reading = readingStages(fieldsRead, eventScopeOf(plan), options.sourceFormat);
    const query: Query = {
      kind: 'query',
      scope: scopeOf(this.#channels ?? [], options.sourceCategory),
      stages: [...reading, ...this.#stages],
      span: NOWHERE,
    };
    const text = layOut(query);
    if (text.length > MOST_CHARACTERS) {
      const message = `the search would have ${text.length} characters; the platform takes ${MOST_CHARACTERS}: its lists belong into a lookup table`;
      notes.unsupported(plan.origin, 'length', message);
      return { text: undefined, notes: notes.all };
    }
    return { text, notes: notes.all };
  }
}

function layOut(query: Query): string {
  const printed = printSumo(query);
  return `${formatSumo(printed).text ?? printed}\n`;
}

/** Writes a plan as a search of Sumo Logic: a tree, printed in the one layout (design architecture, IR → emit → print). */
export function emitSumo(plan: Plan, options: EmitOptions): EmittedSumo {
  return new PlanEmitter(options).emit(plan);
}
