import { foldName } from '../../../event/index.ts';
import type { ExtractChain, ExtractStep } from '../../../ir/index.ts';
import { REGEX_DIAGNOSTICS, toText } from '../../../value/index.ts';
import { type EvaluationContext, evaluate } from '../evaluate.ts';
import { type Extraction, prepareExtraction } from '../extract.ts';
import { type Cell, type Row, withCells } from '../row.ts';
import type { Output, Stage } from './stage.ts';

interface Parsed {
  readonly row: Row;
  /** True if a step of the chain matched so far, so that a later one does not drop the row (spec sumo §6, 18.3). */
  readonly matched: boolean;
}

/** Values a match found; a column that stays without one keeps its old value or becomes null. */
function applyMatch(row: Row, names: readonly string[], cells: readonly Cell[]): Row {
  const found = new Map(cells.map((cell) => [foldName(cell.name), cell]));
  const all = [
    ...cells,
    ...names.filter((name) => !found.has(foldName(name))).map((name) => ({ name, value: undefined })),
  ];
  return withCells(
    row,
    all.map(({ name, value }) => ({
      name,
      value: value === undefined ? (row.columns.get(foldName(name))?.value ?? null) : value,
    })),
  );
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
      const row = applyMatch(parsed.row, extraction.names, cells);
      return { row: step.multi ? { ...row, order: [...row.order, index] } : row, matched: true };
    });
  }
  if (step.onMiss === 'drop' && !parsed.matched) return [];
  return [{ row: applyMatch(parsed.row, extraction.names, matches[0] ?? []), matched: parsed.matched }];
}

/** Says once that patterns were given up on some values. */
export function budgetWarning(context: EvaluationContext): void {
  context.warn(
    REGEX_DIAGNOSTICS.budget.code,
    'a pattern needed too many steps on some values and was taken not to match there',
  );
}

/** A chain of parses on each row. */
export function extractStage(node: ExtractChain, context: EvaluationContext, output: Output): Stage {
  const steps = node.steps.map((step) => ({
    step,
    extraction: prepareExtraction(step.extractor, () => budgetWarning(context)),
  }));
  return {
    push(row) {
      let rows: readonly Parsed[] = [{ row, matched: false }];
      for (const { step, extraction } of steps) {
        rows = rows.flatMap((parsed) => stepRows(parsed, step, extraction, context));
      }
      for (const parsed of rows) output.push(parsed.row);
    },
    finish: output.finish,
  };
}
