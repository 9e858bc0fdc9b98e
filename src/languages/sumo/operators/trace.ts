import type { StringNode } from '../ast.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition } from '../operator.ts';
import { checkGroupedRegex } from '../regex-check.ts';
import { decodeRegex } from '../strings.ts';

/** Arguments of `trace`. */
export interface TraceArgs {
  readonly sign: '+' | '-' | undefined;
  readonly pattern: StringNode;
  readonly start: StringNode;
}

/** `trace "regex" "value"` (spec sumo §11.4). */
export const traceOperator: OperatorDefinition<TraceArgs> = {
  name: 'trace',
  summary: 'Follows a chain of ids from a first value.',
  syntax: 'trace [+|-] "regex with one group" "value"',
  evidence: 'spec sumo §11.4',
  chosen: 'A message that has one id of the chain adds all its ids, in either direction of time.',
  examples: [{ title: 'from one request', query: '* | trace "request=([0-9a-f]{8})" "00c0ffee"' }],
  begins: (_keyword, next) => next.kind === 'string' || next.text === '+' || next.text === '-',
  parse(cursor) {
    const sign = cursor.takePunct('+', '-')?.text as TraceArgs['sign'];
    const pattern = cursor.string();
    if (!cursor.panicking) checkGroupedRegex(cursor, pattern, 1);
    cursor.takePunct(',');
    return { sign, pattern, start: cursor.string() };
  },
  print: (args, printer) =>
    `trace ${args.sign ? `${args.sign} ` : ''}${printer.string(args.pattern)} ${printer.string(args.start)}`,
  lower(args, lowering) {
    const { pattern } = decodeRegex(args.pattern.raw);
    return tableCall({ fn: 'trace', pattern, start: args.start.value }, lowering);
  },
};
