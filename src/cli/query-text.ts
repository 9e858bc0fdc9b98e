import { definitionOf, type PackageProblem, type ReadyQuery } from '../detection/index.ts';
import { type Diagnostic, renderTerminal } from '../diagnostic/index.ts';
import { aliasesOf, SYSTEM_NAMES } from '../event/index.ts';
import type { Plan } from '../ir/index.ts';
import { allNodesOf, expressionsOf, innerRunsOf, walkExpr } from '../ir/index.ts';
import { unmadeField } from '../lint/index.ts';
import { SourceText } from '../source/index.ts';
import type { ParsedArguments } from './command.ts';
import { prepareFilled, queryValues } from './fill-query.ts';
import type { CliIo } from './io.ts';
import { type Paint, paintFor } from './output/color.ts';
import { UsageError } from './usage-error.ts';

/** Thrown after the findings of a query that cannot run were printed; exit code 2. */
export class RefusedError extends UsageError {
  override readonly name = 'UsageError';
}

/** Findings as people read them, one below the other. */
export function renderFindings(
  findings: readonly Diagnostic[],
  source: SourceText,
  paint: Paint,
  width: number,
): string {
  return findings.map((one) => `${renderTerminal(one, source, definitionOf(one.code), paint, width)}\n`).join('\n');
}

/** What a query takes for granted, on one line. */
function assumedLine(query: ReadyQuery): string | undefined {
  if (query.assumed.length === 0) return undefined;
  const names = query.assumed.map(({ name }) => {
    const system = SYSTEM_NAMES.find((one) => aliasesOf(name.toLowerCase(), 'evtx', {}).includes(one.toLowerCase()));
    return system ? `${name} (an alias of ${system})` : name;
  });
  const them = names.length === 1 ? 'it' : 'them';
  return `assumed [sumo/assumed-field] read from the events: ${names.join(', ')}; on the platform a field extraction rule must make ${them}`;
}

/** Makes a query ready to run, telling on standard error what was repaired and what it takes for granted. Throws if it is refused. */
export function readyQuery(command: string, name: string, text: string, args: ParsedArguments, io: CliIo): ReadyQuery {
  const source = new SourceText(name, text);
  const prepared = prepareFilled(source, queryValues(command, args, io), { strict: args.has('strict') });
  if (prepared.status === 'refused') {
    const paint = paintFor(io.stderr, args, io);
    io.stderr.write(`${renderFindings(prepared.diagnostics, prepared.source, paint, io.stderr.columns)}\n`);
    throw new RefusedError(`${command}: ${name} cannot be run; nothing was run`);
  }
  tellPreparation(name, preparationOf(source, prepared), args, io);
  return prepared;
}

/** What there is to tell of a query that was made ready, as plain data. */
export interface Preparation {
  /** What was mended, by its place. */
  readonly repairs: readonly (readonly [place: string, text: string])[];
  /** Findings that decide what the query matches and that were left as written. */
  readonly left: readonly (readonly [severity: string, text: string])[];
  /** What it takes for granted. */
  readonly assumed?: string | undefined;
}

/** What there is to tell of a query that was made ready. */
export function preparationOf(source: SourceText, query: ReadyQuery): Preparation {
  const place = ({ span }: Diagnostic): string => {
    const { line, column } = source.lines.positionOf(span.start);
    return `${line}:${column}`;
  };
  return {
    repairs: query.repairs.map((one) => [place(one), `${one.code}: ${one.message}`]),
    left: leftOf(query).map((one) => [one.severity, `${source.name}:${place(one)} ${one.code}: ${one.message}`]),
    assumed: assumedLine(query),
  };
}

/** Findings that decide what a query matches and that were left as written; what it assumes has a line of its own. */
function leftOf({ findings, form }: ReadyQuery): readonly Diagnostic[] {
  const isLeft = (one: Diagnostic): boolean =>
    one.code !== unmadeField.code &&
    ['never', 'misses', 'uncertain'].includes(one.severity) &&
    !(form === 'repaired' && one.fixes?.some((fix) => fix.class === 'repair'));
  return findings.filter(isLeft);
}

/** Tells on standard error what was repaired in a query and what it takes for granted. */
export function tellPreparation(name: string, preparation: Preparation, args: ParsedArguments, io: CliIo): void {
  const { repairs, left, assumed } = preparation;
  const paint = paintFor(io.stderr, args, io);
  if (repairs.length > 0)
    io.stderr.write(
      `${paint.warning('repaired')} ${name}: ${repairs.length === 1 ? '1 finding' : `${repairs.length} findings`} mended so that it runs as meant (--strict mends nothing)\n`,
    );
  if (args.has('quiet')) return;
  for (const [place, text] of repairs) io.stderr.write(`  ${paint.dim(place)} ${text}\n`);
  for (const [severity, text] of left) io.stderr.write(`${paint.warning(severity)} ${text}\n`);
  if (assumed !== undefined) io.stderr.write(`${paint.dim(assumed)}\n`);
}

/** Functions whose result depends on the window of the search. */
const RANGE_FUNCTIONS = new Set([
  'time.bucket',
  'time.bucketEnd',
  'time.rangeStart',
  'time.rangeEnd',
  'time.rangeLength',
  'time.slice',
  'time.sliceEnd',
]);

const RANGE_TABLES = new Set(['fill-missing', 'transaction']);

/** True if a plan's result depends on the window of the search. */
export function needsRange(plan: Plan): boolean {
  const isRelative = innerRunsOf(plan).some(
    ({ plan: inner, window }) => window.kind === 'shifted' || window.from || window.to || needsRange(inner),
  );
  let found = isRelative;
  for (const node of allNodesOf(plan)) {
    if (node.kind === 'table-call' && RANGE_TABLES.has(node.call.fn)) found = true;
    for (const expr of expressionsOf(node)) {
      walkExpr(expr, (one) => {
        if (one.kind === 'call' && RANGE_FUNCTIONS.has(one.fn)) found = true;
      });
    }
  }
  return found;
}

/** What is wrong with a package, on one line: where the first finding is and what it says. */
export function firstProblem(problems: readonly PackageProblem[]): string {
  const [first] = problems;
  if (!first) return 'it does not load';
  const { line, column } = first.source.lines.positionOf(first.diagnostic.span.start);
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `${first.source.name}:${line}:${column}: ${first.diagnostic.message}${more}`;
}
