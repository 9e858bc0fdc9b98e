import { foldName } from '../../../event/index.ts';
import type { ExtractChain, ExtractStep } from '../../../ir/index.ts';
import { isNull, REGEX_DIAGNOSTICS, toText } from '../../../value/index.ts';
import { type EvaluationContext, evaluate, valueNamed } from '../evaluate.ts';
import { type Extraction, prepareExtraction } from '../extract.ts';
import { type Cell, type Row, withCells } from '../row.ts';
import type { Output, Stage } from './stage.ts';

interface Parsed {
  readonly row: Row;
  /** True if a step of the chain matched so far, so that a later one does not drop the row (spec sumo §6, 18.3). */
  readonly matched: boolean;
}

/** Values a match found; a name without one keeps the value of its column or of the event's field, else it becomes null (spec sumo §6). */
function applyMatch(row: Row, names: readonly string[], cells: readonly Cell[], context: EvaluationContext): Row {
  const added = cells.filter((cell) => cell.value !== undefined);
  const found = new Set(added.map((cell) => foldName(cell.name)));
  for (const name of names) {
    if (found.has(foldName(name))) continue;
    const old = valueNamed(name, row, context);
    if (isNull(old)) added.push({ name, value: null });
  }
  return withCells(row, added);
}

function stepRows(
  parsed: Parsed,
  step: ExtractStep,
  extraction: Extraction,
  context: EvaluationContext,
): readonly Parsed[] {
  const text = toText(evaluate(step.from, parsed.row, context));
  const matches = text === null ? [] : extraction.matches(text, step.multi);
  const whole = matches.filter((cells) => cells.every((cell) => cell.value !== undefined));
  if (whole.length > 0) {
    return whole.map((cells, index) => {
      const row = applyMatch(parsed.row, extraction.names, cells, context);
      return { row: step.multi ? { ...row, order: [...row.order, index] } : row, matched: true };
    });
  }
  if (step.onMiss === 'drop' && !parsed.matched) return [];
  return [{ row: applyMatch(parsed.row, extraction.names, matches[0] ?? [], context), matched: parsed.matched }];
}

/** Says once that patterns were given up on some values. */
export function budgetWarning(context: EvaluationContext): void {
  context.warn(
    REGEX_DIAGNOSTICS.budget.code,
    'a pattern needed too many steps on some values and was taken not to match there',
  );
}

/** Prepares a chain of parses: the rows that one row becomes. */
export function prepareChain(node: ExtractChain, context: EvaluationContext): (row: Row) => readonly Row[] {
  const steps = node.steps.map((step) => ({
    step,
    extraction: prepareExtraction(step.extractor, () => budgetWarning(context)),
  }));
  return (row) => {
    let rows: readonly Parsed[] = [{ row, matched: false }];
    for (const { step, extraction } of steps) {
      rows = rows.flatMap((parsed) => stepRows(parsed, step, extraction, context));
    }
    return rows.map((parsed) => parsed.row);
  };
}

/** A chain of parses on each row. */
export function extractStage(node: ExtractChain, context: EvaluationContext, output: Output): Stage {
  const rowsOf = prepareChain(node, context);
  return {
    push(row) {
      for (const parsed of rowsOf(row)) output.push(parsed);
    },
    finish: output.finish,
    keeper: output.keeper,
  };
}
