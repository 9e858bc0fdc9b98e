import type { Engine, PlanRun, RunContext, RunResult } from '../engines/engine.ts';
import type { Event } from '../event/index.ts';
import { innerRunsOf, type Plan } from '../ir/index.ts';
import { CUT_ROWS, innerTasks } from './inner-tables.ts';
import { isWithin, type TimeWindow } from './time-window.ts';

interface Kept {
  readonly event: Event;
  readonly file: number;
  readonly position: number;
}

/** Keeps the events until all are there, since other plans have to run over them first. */
class KeepingRun implements PlanRun {
  readonly isOrderBound = true;
  readonly #engine: Engine;
  readonly #plan: Plan;
  readonly #context: RunContext;
  readonly #events: Kept[] = [];

  constructor(engine: Engine, plan: Plan, context: RunContext) {
    this.#engine = engine;
    this.#plan = plan;
    this.#context = context;
  }

  push(event: Event, file: number, position: number): void {
    this.#events.push({ event: event.keep(), file, position });
  }

  finish(): RunResult {
    const { timeZone, tables = new Map(), warn } = this.#context;
    const range = this.#context.range ?? this.#span();
    const everything: TimeWindow = { from: undefined, to: undefined };
    const tasks = innerTasks(this.#plan, { window: everything, range, tables, timeZone }, (remark) =>
      warn(CUT_ROWS, remark),
    );
    let next = tasks.next();
    while (!next.done) {
      const { plan, window, ...context } = next.value;
      const { rows, truncations } = this.#run(plan, window, { ...this.#context, ...context });
      next = tasks.next({ rows, isCut: truncations.some(({ what }) => what === 'rows') });
    }
    return this.#run(this.#plan, everything, { ...this.#context, range, tables: next.value });
  }

  #run(plan: Plan, window: TimeWindow, context: RunContext): RunResult {
    const run = this.#engine.start(plan, context);
    for (const { event, file, position } of this.#events) if (isWithin(event, window)) run.push(event, file, position);
    return run.finish();
  }

  save(): never {
    throw new Error('a run that keeps its events is not put together from parts');
  }

  merge(): never {
    return this.save();
  }

  /** The window of the search where none was given: from the first event to the last. */
  #span(): RunContext['range'] {
    const times = this.#events.map(({ event }) => event.time?.ms).filter((ms) => ms !== undefined);
    if (times.length === 0) return undefined;
    const [first, last] = times.reduce(
      ([least, most], ms) => [Math.min(least, ms), Math.max(most, ms)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return { from: first, to: last + 1 };
  }
}

/** An engine that runs the subqueries and earlier runs of a plan by itself, over events that fit into memory. */
export function withInnerRuns(engine: Engine): Engine {
  return {
    name: engine.name,
    start: (plan, context, onRow) =>
      innerRunsOf(plan).length === 0 ? engine.start(plan, context, onRow) : new KeepingRun(engine, plan, context),
  };
}
