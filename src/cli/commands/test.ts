import { existsSync } from 'node:fs';
import { interpreter } from '../../engines/js/interpret.ts';
import { PathError, recordingsUnder } from '../../host/node/index.ts';
import { DatasetError, type Proof, prove, type SignalResult } from '../../proof/index.ts';
import { metadataReader, Warnings, withInnerRuns } from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import type { CommandDefinition } from '../command.ts';
import { exitsWith } from '../exits.ts';
import { formatOption, OUTPUT_OPTION } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { renderProof } from '../output/proof-table.ts';
import { openResult } from '../output/result-writer.ts';
import { ROW_FORMATS, type RowFormat, renderObjects } from '../output/rows.ts';
import { chosenPackages } from '../shipped-detections.ts';
import { TABLE_OPTIONS, UserTables } from '../tables.ts';
import { EXIT, UsageError } from '../usage-error.ts';

/** Rows of a proof for scripts: verdicts, then cases and the shipped query where they are not as expected, or all of them. */
function objectsOf({ rows, shippedRows, cases, state }: Proof, verbose: boolean): Record<string, unknown>[] {
  const told = (one: { readonly outcome?: string }): boolean => verbose || one.outcome === 'unexpected';
  return [...rows, ...shippedRows.filter(told), ...cases.filter(told)].map((one) => ({ ...one, state }));
}

/** Columns that CSV always has, in this order; those of cases follow. */
const CSV_COLUMNS = [
  ...['detection', 'test', 'form', 'status', 'vantage', 'verdict', 'expected', 'outcome', 'signals', 'alerts'],
  ...['branch', 'reason', 'data', 'dataset', 'query', 'state'],
];

/** A row of CSV: the scalars of a verdict, its signals as `name=state`, its alerts as their number. */
function flat(object: Record<string, unknown>): Record<string, unknown> {
  const { signals, alerts, diagnostics: _, ...rest } = object;
  const columns = Object.fromEntries(CSV_COLUMNS.map((name) => [name, undefined]));
  const words = ((signals ?? []) as readonly SignalResult[]).map((one) => `${one.signal}=${one.state}`);
  return { ...columns, ...rest, signals: words.join(' '), alerts: Array.isArray(alerts) ? alerts.length : undefined };
}

/** `spoor test`: proves detections. */
export const testCommand: CommandDefinition = {
  name: 'test',
  summary: 'Proves detections: each test of each one, as published and repaired, verdict by verdict.',
  usage: ['spoor test [ID…] [--data DIR…]'],
  positionals: { min: 0, max: Number.POSITIVE_INFINITY, name: 'ID' },
  options: [
    {
      name: 'data',
      value: 'DIR',
      repeated: true,
      summary: 'look here for recordings, by their sha256; one that is not found is not-provable',
    },
    ...TABLE_OPTIONS,
    formatOption(...ROW_FORMATS),
    OUTPUT_OPTION,
  ],
  examples: [
    { title: 'everything that ships', command: 'spoor test' },
    { title: 'one technique, with recordings', command: 'spoor test T1021.006 --data ~/recordings' },
    { title: 'for a script', command: 'spoor test --format ndjson' },
  ],
  exits: exitsWith(1, 'done, and a verdict or a case is not as expected'),
  async run(args, io) {
    const chosen = chosenPackages('test', args.positionals, { withTests: true });
    for (const folder of args.values('data'))
      if (!existsSync(folder)) throw new UsageError(`test: cannot read ${folder}: there is no such file or folder`);
    const find = recordingsUnder(args.values('data'));
    const proofs: Proof[] = [];
    const tables = new UserTables('test', args, io, () =>
      chosen.flatMap(({ queries }) => [...queries.values()].map(({ prepared }) => prepared.plan)),
    );
    const warnings = new Warnings();
    try {
      for (const detection of chosen)
        proofs.push(
          await prove(detection, {
            engine: withInnerRuns(interpreter),
            tables: (plan) => tables.of(plan),
            warn: (code, message) => warnings.add(code, message),
            metadata: metadataReader([]),
            now: io.clock(),
            find: (dataset) => find(dataset.sha256),
          }),
        );
    } catch (error) {
      if (error instanceof DatasetError || error instanceof PathError) throw new UsageError(`test: ${error.message}`);
      throw error;
    }
    const out = await openResult(io, args.value('output'));
    const format = (args.value('format') ?? 'table') as RowFormat;
    const paint = paintFor(io.stdout, args, io);
    const verbose = args.has('verbose');
    if (format === 'table')
      out.write(proofs.map((proof) => renderProof(proof, verbose, io.stdout.columns, paint)).join('\n'));
    else {
      const objects = proofs.flatMap((proof) => objectsOf(proof, verbose));
      out.write(renderObjects(format === 'csv' ? objects.map(flat) : objects, format, io.stdout.columns, paint));
    }
    await out.commit();
    for (const { code, message } of warnings.list())
      io.stderr.write(`${paintFor(io.stderr, args, io).warning('warning')} [${code}] ${visibleText(message)}\n`);
    const unexpected = proofs.filter((proof) => !proof.isAsExpected);
    const states = (['proven', 'proven-synthetic', 'unproven'] as const)
      .map((state) => [state, proofs.filter((proof) => proof.state === state).length] as const)
      .filter(([, count]) => count > 0)
      .map(([state, count]) => `${state} ${count}`);
    if (!args.has('quiet') || unexpected.length > 0)
      io.stderr.write(`detections ${proofs.length} · ${states.join(' · ')} · not as expected ${unexpected.length}\n`);
    return unexpected.length > 0 ? EXIT.failed : EXIT.ok;
  },
};
