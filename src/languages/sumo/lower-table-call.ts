import type { Plan, TableFunction } from '../../ir/index.ts';
import type { Lowering } from './lowering.ts';

/** A stage that is a function of all its rows. */
export function tableCall(call: TableFunction, { stage, input }: Lowering): Plan {
  return { kind: 'table-call', origin: stage.span, input, call };
}
