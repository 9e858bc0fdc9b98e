import type { Event } from '../../../event/index.ts';
import { foldName, QUERY_FIELDS } from '../../../event/index.ts';
import type { HeaderGate } from '../../../formats/index.ts';
import { extractedNames, nodesOf, type Plan, type PlanOf } from '../../../ir/index.ts';
import { isNull, toText } from '../../../value/index.ts';
import type { Engine, PlanRun, ResultRow, RunContext, RunResult } from '../../engine.ts';
import { DroppedRow, type EvaluationContext } from '../evaluate.ts';
import { type Extraction, prepareExtraction } from '../extract.ts';
import { fieldsOf, interpreter, startFrom } from '../interpret.ts';
import { messageOrder } from '../order-key.ts';
import { isQuiet } from '../pre/is-quiet.ts';
import { Readings } from '../pre/operand.ts';
import { preOf } from '../pre/pre.ts';
import { type Shows, showing } from '../pre/sieve.ts';
import { type Cell, provenanceOf, type Row } from '../row.ts';
import { budgetWarning } from '../stages/extract-stage.ts';
import { type CompiledPart, compiledPart, type StreamNode } from './compiled-part.ts';
import { compileCondition, compileExpression } from './expression.ts';
import { gateOf } from './gate.ts';
import type { Layout } from './layout.ts';
import type { SlotRow } from './slot-row.ts';
import { streamedRows } from './streamed-rows.ts';

/** A stage of the compiled part: gets the row, and hands it on or not. */
type Push = (row: SlotRow) => void;
/** The parses of a chain on one row; without `multi` the row is changed in place (spec sumo §6). */
function extractPush(
  node: PlanOf<'extract'>,
  before: Layout,
  after: Layout,
  context: EvaluationContext,
  next: Push,
): Push {
  let layout = before;
  const steps = node.steps.map((step) => {
    const from = compileExpression(step.from, { layout, context });
    const isRaw =
      step.from.kind === 'field' && foldName(step.from.name) === '_raw' && layout.slotOf('_raw') === undefined;
    const names = extractedNames(step);
    const newFields = names.map((name) =>
      layout.slotOf(name) === undefined
        ? compileExpression({ kind: 'field', name, origin: step.origin }, { layout, context })
        : undefined,
    );
    layout = names.reduce((one, name) => one.with(name, 'text'), layout);
    const extraction = prepareExtraction(step.extractor, () => budgetWarning(context));
    const slots = names.map((name) => after.slotOf(name)!);
    const slotByName = new Map(names.map((name, index) => [foldName(name), slots[index]!]));
    const matchesIn = (row: SlotRow): ReturnType<Extraction['matches']> => {
      const text = toText(from(row));
      return text === null ? [] : extraction.matches(text, step.multi);
    };
    const { matchesInRaw } = extraction;
    const matchesOf = isRaw && matchesInRaw ? (row: SlotRow) => matchesInRaw(row.event) ?? matchesIn(row) : matchesIn;
    return { step, matchesOf, names, slots, newFields, slotByName };
  });
  type Step = (typeof steps)[number];

  /** Values of a match; a name without one keeps its column or the event's field (an undefined slot), else it becomes null. */
  const assign = ({ names, slots, newFields, slotByName }: Step, cells: readonly Cell[], row: SlotRow): void => {
    for (let i = 0; i < slots.length; i++) {
      const ofEvent = newFields[i];
      // Most matches have a cell for each name, in their order.
      if (ofEvent && !(cells[i]?.name === names[i] && cells[i]!.value !== undefined))
        row.slots[slots[i]!] = isNull(ofEvent(row)) ? null : undefined;
    }
    for (let i = 0; i < cells.length; i++) {
      const { name, value } = cells[i]!;
      if (value !== undefined) row.slots[name === names[i] ? slots[i]! : slotByName.get(foldName(name))!] = value;
    }
  };

  const run = (index: number, row: SlotRow, matched: boolean): void => {
    const current = steps[index];
    if (!current) {
      next(row);
      return;
    }
    const { step } = current;
    const matches = current.matchesOf(row);
    const whole =
      matches.length === 0 ? matches : matches.filter((cells) => cells.every((cell) => cell.value !== undefined));
    if (whole.length === 0) {
      if (step.onMiss === 'drop' && !matched) return;
      assign(current, matches[0] ?? [], row);
      run(index + 1, row, matched);
    } else if (!step.multi) {
      assign(current, whole[0]!, row);
      run(index + 1, row, true);
    } else {
      for (const [number, cells] of whole.entries()) {
        const copy = { event: row.event, slots: [...row.slots], matches: [...row.matches, number] };
        assign(current, cells, copy);
        untilDropped(() => run(index + 1, copy, true));
      }
    }
  };
  return (row) => run(0, row, false);
}

function pushOf({ node, before, after }: CompiledPart['nodes'][number], context: EvaluationContext, next: Push): Push {
  switch (node.kind) {
    case 'filter': {
      const holds = compileCondition(node.condition, { layout: before, context });
      return (row) => {
        if (holds(row)) next(row);
      };
    }
    case 'extend': {
      let layout = before;
      const columns = node.columns.map((column) => {
        const evaluate = compileExpression(column.value, { layout, context });
        layout = layout.with(column.name, column.type);
        return { slot: layout.slotOf(column.name)!, evaluate };
      });
      return (row) => {
        for (const { slot, evaluate } of columns) row.slots[slot] = evaluate(row) ?? null;
        next(row);
      };
    }
    case 'project':
      return next;
    case 'extract':
      return extractPush(node, before, after, context, next);
  }
}

const NO_COLUMNS: Row['columns'] = new Map();

function columnsOf(row: SlotRow, layout: Layout): Row['columns'] {
  const columns = new Map<string, Cell>();
  for (const [folded, { name, slot }] of layout.columns) {
    const value = row.slots[slot];
    if (value !== undefined) columns.set(folded, { name, value });
  }
  return columns;
}

/** A row of the interpreter made of a compiled one, for the stages that keep or fold rows. */
function toRow(row: SlotRow, layout: Layout, file: number, position: number): Row {
  const own = messageOrder(row.event.time, file, position);
  const order = row.matches.length === 0 ? own : [...own, ...row.matches];
  const columns = layout.columns.size === 0 ? NO_COLUMNS : columnsOf(row, layout);
  return { event: row.event, columns, order, provenance: provenanceOf(row.event, file, position), sees: layout.sees };
}

/** Runs a part of the pipeline for one row; a function may end the row, and that row only. */
function untilDropped(part: () => void): void {
  try {
    part();
  } catch (error) {
    if (!(error instanceof DroppedRow)) throw error;
  }
}

/** What is made when the first row comes. */
function madeLate(make: () => Push): Push {
  let made: Push | undefined;
  return (row) => {
    made ??= make();
    made(row);
  };
}

/** True for a stage that gives out each row, with more columns. */
function isAddition({ kind }: StreamNode): boolean {
  return kind === 'extend' || kind === 'project';
}

class CompiledRun implements PlanRun {
  readonly #plan: Plan;
  readonly #context: EvaluationContext;
  readonly #nodes: CompiledPart['nodes'];
  /** Filters that rows meet first. */
  readonly #leading: CompiledPart['nodes'];
  /** What rows meet first, made when the first event comes of which it is not certain that they pass. */
  #filters: { readonly isDropped: Shows | undefined; readonly first: Push } | undefined;
  readonly #behindFilters: Push;
  readonly #rest: ReturnType<typeof startFrom>;
  readonly #row: SlotRow;
  #file = 0;
  #position = 0;

  constructor(plan: Plan, run: RunContext, onRow?: (row: ResultRow) => void) {
    const { nodes, layout, last } = compiledPart(plan);
    const context: EvaluationContext = { ...run, fieldsAs: fieldsOf(plan) };
    this.#rest = startFrom(last, plan, run, onRow);
    this.#row = { event: undefined as never, slots: new Array(layout.size).fill(undefined), matches: [] };
    const leading = nodes.findIndex(({ node }) => node.kind !== 'filter');
    this.#leading = leading < 0 ? nodes : nodes.slice(0, leading);
    const behind = nodes.slice(this.#leading.length);
    const through = (push: Push): Push => behind.reduceRight((next, node) => pushOf(node, context, next), push);
    const streamed = onRow && last === plan ? streamedRows(plan, nodes, { layout, context }, onRow) : undefined;
    if (!streamed)
      this.#behindFilters = through((row) => this.#rest.push(toRow(row, layout, this.#file, this.#position)));
    else if (behind.every(({ node }) => isAddition(node) && isQuiet(node))) {
      // Columns are made when somebody reads one.
      const fill = madeLate(() => through(() => undefined));
      this.#behindFilters = (row) => streamed(row, this.#file, this.#position, fill);
    } else this.#behindFilters = through((row) => streamed(row, this.#file, this.#position));
    this.#plan = plan;
    this.#context = context;
    this.#nodes = nodes;
  }

  get gate(): HeaderGate | undefined {
    return gateOf(this.#plan, this.#context.metadata);
  }

  #compileFilters(): { readonly isDropped: Shows | undefined; readonly first: Push } {
    let first = this.#behindFilters;
    for (const compiled of [...this.#leading].reverse()) first = pushOf(compiled, this.#context, first);
    const sieve = this.#context.fieldsAs === 'text' ? preOf(this.#nodes) : undefined;
    return { isDropped: sieve && showing(sieve, new Readings()), first };
  }

  push(event: Event, file: number, position: number, passes = false): void {
    const filters = passes ? undefined : (this.#filters ??= this.#compileFilters());
    if (filters?.isDropped && event.texts?.fields === QUERY_FIELDS && filters.isDropped(event.texts)) return;
    const push = filters ? filters.first : this.#behindFilters;
    this.#file = file;
    this.#position = position;
    this.#row.event = event;
    untilDropped(() => push(this.#row));
  }

  finish(): RunResult {
    return this.#rest.finish();
  }

  save(): Iterable<unknown> {
    return this.#rest.save();
  }

  merge(piece: unknown): void {
    this.#rest.merge(piece);
  }

  get isOrderBound(): boolean {
    return this.#rest.isOrderBound;
  }
}

/**
 * Runs one query fast: filters, columns and parses are closures over slots whose layout is fixed beforehand; rows that pass go to the
 * interpreter's keepers. Agrees with the interpreter on every plan.
 */
export const compiledEngine: Engine = {
  name: 'compiled',
  start(plan, context, onRow) {
    // Without events there is nothing to be fast at.
    const isTable = nodesOf(plan)[0]?.kind === 'table';
    return isTable ? interpreter.start(plan, context, onRow) : new CompiledRun(plan, context, onRow);
  },
};
