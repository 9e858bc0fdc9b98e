import { invariant } from '../../diagnostic/index.ts';
import type { Event } from '../../event/index.ts';
import { nodesOf, type Plan, type PlanOf, type RowSchema, schemaOf } from '../../ir/index.ts';
import type { Value } from '../../value/index.ts';
import type { Engine, PlanRun, ResultRow, RunContext, RunResult, Truncation } from '../engine.ts';
import { DroppedRow, type EvaluationContext, evaluate, holds, valueNamed } from './evaluate.ts';
import { KeepFirst } from './keep-first.ts';
import { compareOrder } from './order-key.ts';
import { keepRow, messageRow, printedCells, projectRow, type Row, withCells } from './row.ts';
import { aggregateStage } from './stages/aggregate-stage.ts';
import { analyticStage } from './stages/analytic-stage.ts';
import { collectStage } from './stages/collect-stage.ts';
import { extractStage } from './stages/extract-stage.ts';
import { joinStage, type RunPipeline } from './stages/join-stage.ts';
import { lookupStage } from './stages/lookup-stage.ts';
import { distinctStage, limitStage, sortStage } from './stages/order-stages.ts';
import { pivotStage } from './stages/pivot-stage.ts';
import { rowKeeper } from './stages/row-keeper.ts';
import type { Output, Stage } from './stages/stage.ts';
import { tableStage } from './stages/table-stage.ts';
import { topStage } from './stages/top-stage.ts';
import { runTableFunction } from './table-functions/index.ts';
import type { TableTools } from './table-functions/table-run.ts';

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
    case 'given':
      return output;
    case 'table':
      return tableStage(node, context, output);
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
    case 'analytic':
      return analyticStage(node, context, run.bounds, output);
    case 'sort':
      return sortStage(node, context, run.bounds, output);
    case 'limit':
      return limitStage(node, output);
    case 'distinct':
      return distinctStage(node, context, run.bounds, output);
    case 'top':
      return topStage(node, context, run.bounds, output);
    case 'join':
      return joinStage(node, context, run.bounds, pipelines(context, run, output), output);
    case 'lookup':
      return lookupStage(node, context, output);
    case 'pivot':
      return pivotStage(node, context, run.bounds, output);
    case 'table-call': {
      const tools: TableTools = {
        context,
        schema: schemaOf(node.input),
        read: (row, name) => valueNamed(name, row, context),
        run: pipelines(context, run, output),
      };
      return collectStage(node.input, run.bounds, output, (rows) => runTableFunction(node, rows, tools));
    }
    case 'union':
    case 'unnest':
    case 'sequence':
      return invariant(false, `the interpreter does not run ${node.kind} yet`) as never;
  }
}

/** The stages of a plan behind one of its nodes, or behind its source. */
function chain(from: Plan | undefined, plan: Plan, last: Stage, stage: (node: Plan, next: Stage) => Stage): Stage {
  let next = last;
  for (let node: Plan | undefined = plan; node && node !== from; node = inputOf(node)) next = stage(node, next);
  return next;
}

function guardedStage(
  node: Plan,
  next: Stage,
  context: EvaluationContext,
  run: RunContext,
  truncated: Output['truncated'],
): Stage {
  const output: Output = {
    push: (row) => next.push(row),
    finish: () => next.finish(),
    keeper: next.keeper,
    truncated,
  };
  return guarded(stageOf(node, context, run, output));
}

/** Runs inner pipelines on rows that are already there; rows keep the order that the pipeline gives them. */
function pipelines(context: EvaluationContext, run: RunContext, { truncated }: Output): RunPipeline {
  return (plan, rows) => {
    const kept = new KeepFirst<Row>(Number.POSITIVE_INFINITY, (a, b) => compareOrder(a.order, b.order));
    const last: Stage = { push: (row) => kept.add(row), finish: () => undefined, keeper: rowKeeper(kept, plan) };
    const first = chain(undefined, plan, last, (node, next) => guardedStage(node, next, context, run, truncated));
    for (const row of rows) first.push(row);
    first.finish();
    return kept.sorted();
  };
}

/** A row as it is given out, valid as long as its event is. */
function resultRow(row: Row, schema: RowSchema, context: EvaluationContext): ResultRow {
  const read = (name: string): Value => valueNamed(name, row, context);
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
    this.#context = { ...run, fieldsAs: fieldsOf(plan) };
    this.#keeper = new KeepFirst<Row>(run.bounds.rows, (a, b) => compareOrder(a.order, b.order));
    const streamed = onRow && this.#schema.rows === 'messages';
    const last: Stage = {
      push: (row) => {
        if (streamed) onRow(resultRow(row, this.#schema, this.#context));
        else this.#keeper.offer(row, keepRow);
      },
      finish: () => undefined,
      keeper: rowKeeper(this.#keeper, plan),
    };
    this.#first = chain(from, plan, last, (node, next) =>
      guardedStage(node, next, this.#context, run, (truncation) => this.#truncations.push(truncation)),
    );
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

/** How the event fields of a plan's source are read; a table has none. */
export function fieldsOf(plan: Plan): PlanOf<'scan'>['fieldsAs'] {
  const [source] = nodesOf(plan);
  return source?.kind === 'scan' ? source.fieldsAs : 'text';
}

/** The reference semantics of the IR: simple, row by row, the oracle of every faster engine. */
export const interpreter: Engine = {
  name: 'interpreter',
  start: (plan, context, onRow) => new Interpretation(plan, context, onRow),
};
