import { invariant } from '../../diagnostic/index.ts';
import type { Event } from '../../event/index.ts';
import { type Plan, type PlanOf, type RowSchema, schemaOf } from '../../ir/index.ts';
import type { Value } from '../../value/index.ts';
import type { Engine, PlanRun, ResultRow, RunContext, RunResult, Truncation } from '../engine.ts';
import { DroppedRow, type EvaluationContext, evaluate, holds } from './evaluate.ts';
import { KeepFirst } from './keep-first.ts';
import { compareOrder } from './order-key.ts';
import { keepRow, messageRow, printedCells, projectRow, type Row, withCells } from './row.ts';
import { aggregateStage } from './stages/aggregate-stage.ts';
import { extractStage } from './stages/extract-stage.ts';
import { distinctStage, limitStage, sortStage } from './stages/order-stages.ts';
import { rowKeeper } from './stages/row-keeper.ts';
import type { Output, Stage } from './stages/stage.ts';

/** Drops the rows for which a function says so. */
function guarded(stage: Stage): Stage {
  return {
    finish: stage.finish,
    keeper: stage.keeper,
    push(row) {
      try {
        stage.push(row);
      } catch (error) {
        if (!(error instanceof DroppedRow)) throw error;
      }
    },
  };
}

/** The columns of a node, evaluated one after the other. */
function extendRow(node: PlanOf<'extend'>, row: Row, context: EvaluationContext): Row {
  let current = row;
  for (const column of node.columns) {
    current = withCells(current, [{ name: column.name, value: evaluate(column.value, current, context) ?? null }]);
  }
  return current;
}

function stageOf(node: Plan, context: EvaluationContext, run: RunContext, output: Output): Stage {
  switch (node.kind) {
    case 'scan':
      return output;
    case 'filter':
      return {
        push: (row) => {
          if (holds(node.condition, row, context)) output.push(row);
        },
        finish: output.finish,
        keeper: output.keeper,
      };
    case 'extend':
      return { ...output, push: (row) => output.push(extendRow(node, row, context)) };
    case 'project':
      return { ...output, push: (row) => output.push(projectRow(node, row)) };
    case 'extract':
      return extractStage(node, context, output);
    case 'aggregate':
      return aggregateStage(node, context, run.bounds, output);
    case 'sort':
      return sortStage(node, context, run.bounds, output);
    case 'limit':
      return limitStage(node, output);
    case 'distinct':
      return distinctStage(node, context, run.bounds, output);
    case 'analytic':
    case 'join':
    case 'union':
    case 'lookup':
    case 'unnest':
    case 'pivot':
    case 'sequence':
    case 'table-call':
      return invariant(false, `the interpreter does not run ${node.kind} yet`) as never;
  }
}

/** A row as it is given out, valid as long as its event is. */
function resultRow(row: Row, schema: RowSchema, context: EvaluationContext): ResultRow {
  const read = (name: string): Value => evaluate({ kind: 'field', name, origin: { start: 0, end: 0 } }, row, context);
  return {
    get cells() {
      return printedCells(row, schema, read);
    },
    get: read,
    event: row.event,
    provenance: row.provenance,
  };
}

/** The stages behind a node of a plan, at work: rows in, result out at the end. */
class StageRun {
  readonly #first: Stage;
  readonly #schema: RowSchema;
  readonly #keeper: KeepFirst<Row>;
  readonly #context: EvaluationContext;
  readonly #truncations: Truncation[] = [];
  readonly #run: RunContext;

  constructor(from: Plan | undefined, plan: Plan, run: RunContext, onRow?: (row: ResultRow) => void) {
    this.#run = run;
    this.#schema = schemaOf(plan);
    this.#context = { ...run, fieldsAs: scanOf(plan).fieldsAs };
    this.#keeper = new KeepFirst<Row>(run.bounds.rows, (a, b) => compareOrder(a.order, b.order));
    const streamed = onRow && this.#schema.rows === 'messages';
    let next: Stage = {
      push: (row) => {
        if (streamed) onRow(resultRow(row, this.#schema, this.#context));
        else this.#keeper.offer(row, keepRow);
      },
      finish: () => undefined,
      keeper: rowKeeper(this.#keeper, plan),
    };
    for (let node: Plan | undefined = plan; node && node !== from; node = inputOf(node)) next = this.#stage(node, next);
    this.#first = next;
  }

  push(row: Row): void {
    this.#first.push(row);
  }

  finish(): RunResult {
    this.#first.finish();
    if (this.#keeper.dropped) this.#truncations.push({ what: 'rows', bound: this.#run.bounds.rows });
    const rows = this.#keeper.sorted().map((row) => resultRow(keepRow(row), this.#schema, this.#context));
    return { rows, schema: this.#schema, truncations: this.#truncations };
  }

  save(): Iterable<unknown> {
    return this.#first.keeper.save();
  }

  merge(piece: unknown): void {
    this.#first.keeper.merge(piece);
  }

  get isOrderBound(): boolean {
    return this.#first.keeper.isOrderBound;
  }

  #stage(node: Plan, next: Stage): Stage {
    const output: Output = {
      push: (row) => next.push(row),
      finish: () => next.finish(),
      keeper: next.keeper,
      truncated: (truncation) => this.#truncations.push(truncation),
    };
    return guarded(stageOf(node, this.#context, this.#run, output));
  }
}

/** Starts the stages behind a node of a plan, for an engine that runs the node and all before it itself. */
export function startFrom(node: Plan, plan: Plan, run: RunContext, onRow?: (row: ResultRow) => void): StageRun {
  return new StageRun(node, plan, run, onRow);
}

class Interpretation implements PlanRun {
  readonly #stages: StageRun;

  constructor(plan: Plan, run: RunContext, onRow?: (row: ResultRow) => void) {
    this.#stages = new StageRun(undefined, plan, run, onRow);
  }

  push(event: Event, file: number, position: number): void {
    this.#stages.push(messageRow(event, file, position));
  }

  finish(): RunResult {
    return this.#stages.finish();
  }

  save(): Iterable<unknown> {
    return this.#stages.save();
  }

  merge(piece: unknown): void {
    this.#stages.merge(piece);
  }

  get isOrderBound(): boolean {
    return this.#stages.isOrderBound;
  }
}

function inputOf(plan: Plan): Plan | undefined {
  return 'input' in plan ? plan.input : undefined;
}

function scanOf(plan: Plan): PlanOf<'scan'> {
  let node = plan;
  while (node.kind !== 'scan') {
    const input = inputOf(node);
    invariant(input, 'a plan ends in one scan');
    node = input;
  }
  return node;
}

/** The reference semantics of the IR: simple, row by row, the oracle of every faster engine. */
export const interpreter: Engine = {
  name: 'interpreter',
  start: (plan, context, onRow) => new Interpretation(plan, context, onRow),
};
