import { type Expr, type ExtractStep, field, type Plan } from '../../ir/index.ts';
import { joinSpans } from '../../source/index.ts';
import type { NameNode, Quantity } from './ast.ts';
import { reportTemplate, unreadableOption } from './lower-diagnostics.ts';
import type { Lowering } from './lowering.ts';

/** What a parse reads: the named field, or the message (spec sumo §6). */
export function sourceOf(name: NameNode | undefined, lowering: Lowering): Expr {
  return name ? lowering.field(name) : field('_raw', lowering.stage.nameSpan);
}

/**
 * Adds parse steps. A parse behind parses that all carry `nodrop` joins their chain: it drops no row that one of them matched;
 * any other stage in between, or a parse without `nodrop`, ends the chain (spec sumo §6, 18.3).
 */
export function withExtract(steps: readonly ExtractStep[], lowering: Lowering): Plan {
  const { input, stage } = lowering;
  const origin = stage.span;
  if (input.kind === 'extract' && input.steps.every((step) => step.onMiss === 'keep')) {
    return {
      kind: 'extract',
      origin: joinSpans(input.origin, origin),
      input: input.input,
      steps: [...input.steps, ...steps],
    };
  }
  return { kind: 'extract', origin, input, steps };
}

/** The number that a stage takes; a template is reported and reads as 0. */
export function numberOf(quantity: Quantity, lowering: Lowering): number {
  if (quantity.kind === 'number') return quantity.value;
  reportTemplate(quantity.raw, quantity.span, lowering);
  return 0;
}

/** A whole number that a stage takes, from `least` to `most`; another one is reported and reads as `least`. */
export function wholeOf(
  quantity: Quantity,
  lowering: Lowering,
  least: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const number = numberOf(quantity, lowering);
  if (quantity.kind !== 'number') return least;
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
  return unreadable(quantity, `a whole number ${range}`, lowering, least);
}

/** A time span in milliseconds that a stage takes, its sign dropped if it may have one; one not above 0 is reported and reads as 1. */
export function spanOf(quantity: Quantity, lowering: Lowering, isSigned = false): number {
  const number = numberOf(quantity, lowering);
  const span = isSigned ? Math.abs(number) : number;
  return quantity.kind !== 'number' || span > 0 ? span : unreadable(quantity, 'a time above 0', lowering, 1);
}

function unreadable({ raw, span }: Quantity, kind: string, { stage, report }: Lowering, otherwise: number): number {
  const message = `\`${stage.operator}\` takes ${kind}, not \`${raw}\``;
  report(unreadableOption.report({ span, message, data: { option: stage.operator, value: raw } }));
  return otherwise;
}
