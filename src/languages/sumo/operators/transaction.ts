import type { NameNode, StringNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { unsupportedConstruct } from '../lower-diagnostics.ts';
import { OptionReader } from '../lower-options.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition, Printer } from '../operator.ts';
import { type OptionNode, parseOptions, printOptions, takeRest } from '../options.ts';

/** A named state: messages that fit a wildcard pattern. */
export interface TransactionState {
  readonly pattern: StringNode;
  /** Field that is searched instead of the message. */
  readonly field: NameNode | undefined;
  readonly name: NameNode;
}

/** States that are the values of a field. */
export interface FieldStates {
  readonly names: readonly NameNode[];
  readonly field: NameNode;
}

/** Arguments of `transaction`; `showing` is the clause of that name as text. */
export interface TransactionArgs {
  readonly on: readonly NameNode[];
  readonly options: readonly OptionNode[];
  readonly states: readonly TransactionState[];
  readonly fieldStates: FieldStates | undefined;
  readonly results: 'transactions' | 'states' | 'flow' | undefined;
  readonly showing: string | undefined;
}

function parseState(cursor: Cursor): TransactionState {
  const pattern = cursor.string();
  const field = cursor.takeWord('in') ? cursor.name() : undefined;
  cursor.expectWord('as');
  return { pattern, field, name: cursor.name() };
}

function parseFieldStates(cursor: Cursor): FieldStates {
  const names = cursor.names();
  cursor.expectWord('in');
  return { names, field: cursor.name() };
}

function printState({ pattern, field, name }: TransactionState, printer: Printer): string {
  return `with ${printer.string(pattern)}${field ? ` in ${printer.name(field)}` : ''} as ${printer.name(name)}`;
}

/** `transaction on f with "…" as s` (spec sumo §11.4). */
export const transactionOperator: OperatorDefinition<TransactionArgs> = {
  name: 'transaction',
  summary: 'Counts the states that messages with one key go through.',
  syntax: 'transaction on f [fringe=10m] with "…" as s1, with "…" as s2 results by transactions|states|flow',
  evidence: 'spec sumo §11.4',
  chosen:
    'A message stands for the first state that it fits; `fringe` leaves out transactions that touch the ends of the range.',
  examples: [
    {
      title: 'two states',
      query:
        '* | transaction on User fringe=5m with "*4624*" as on_, with "*4634*" in EventID as off_ results by transactions',
    },
    {
      title: 'values of a field',
      query: '* | transaction on job with states queued, running in state results by flow',
    },
  ],
  parse(cursor) {
    cursor.takeWord('on');
    const on = cursor.names();
    const options = parseOptions(cursor);
    const states: TransactionState[] = [];
    let fieldStates: FieldStates | undefined;
    while (cursor.takeWord('with')) {
      if (cursor.takeWord('states')) fieldStates = parseFieldStates(cursor);
      else states.push(parseState(cursor));
      cursor.takePunct(',');
    }
    options.push(...parseOptions(cursor));
    let results: TransactionArgs['results'];
    if (cursor.takeWords('results', 'by')) {
      results = cursor.takeWord('transactions', 'states', 'flow')?.text.toLowerCase() as TransactionArgs['results'];
      if (!results) cursor.unexpected('`transactions`, `states` or `flow`');
    }
    const showing = cursor.takeWord('showing') ? takeRest(cursor) : undefined;
    return { on, options, states, fieldStates, results, showing };
  },
  print(args, printer) {
    const states = args.states.map((state) => printState(state, printer)).join(', ');
    const { fieldStates } = args;
    return [
      `transaction on ${printer.names(args.on)}${printOptions(args.options, printer)}`,
      states === '' ? '' : ` ${states}`,
      fieldStates ? ` with states ${printer.names(fieldStates.names)} in ${printer.name(fieldStates.field)}` : '',
      args.results ? ` results by ${args.results}` : '',
      args.showing === undefined ? '' : ` showing ${args.showing}`,
    ].join('');
  },
  lower(args, lowering) {
    const options = new OptionReader(args.options, lowering);
    const fringe = options.span('fringe');
    options.end();
    if (args.showing !== undefined) {
      const message =
        '`transaction … showing` cannot be run here; leave `showing` out, or use `transactionize` and aggregate';
      lowering.report(
        unsupportedConstruct.report({ span: lowering.stage.span, message, data: { construct: 'transaction showing' } }),
      );
    }
    const states = args.states.map(({ pattern, field, name }) => ({
      name: name.name,
      column: field?.name ?? '_raw',
      pattern: pattern.value,
    }));
    for (const name of args.fieldStates?.names ?? [])
      states.push({ name: name.name, column: args.fieldStates!.field.name, pattern: name.name });
    const on = args.on.map(({ name }) => name);
    return tableCall({ fn: 'transaction', on, states, fringe, results: args.results ?? 'transactions' }, lowering);
  },
};
