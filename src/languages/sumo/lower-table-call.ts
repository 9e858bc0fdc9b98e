import type { Plan, TableFunction } from '../../ir/index.ts';
import { needsRecords } from './lower-diagnostics.ts';
import type { Lowering } from './lowering.ts';

/** A stage that is a function of all its rows. */
export function tableCall(call: TableFunction, { stage, input }: Lowering): Plan {
  return { kind: 'table-call', origin: stage.span, input, call };
}

/** Reports a stage that stands before any aggregate and needs one. */
export function requireRecords({ schema, stage, report }: Lowering): void {
  if (schema.rows === 'records') return;
  const message = `\`${stage.operator}\` works on the records of an aggregate; there is none before it`;
  report(needsRecords.report({ span: stage.nameSpan, message, data: { operator: stage.operator } }));
}
