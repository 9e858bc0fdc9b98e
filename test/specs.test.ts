import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { prepareQuery } from '../src/detection/index.ts';
import { DEFAULT_BOUNDS, type Engine, type RunResult } from '../src/engines/engine.ts';
import { compiledEngine } from '../src/engines/js/compile/compile.ts';
import { interpreter } from '../src/engines/js/interpret.ts';
import type { Table, Tables } from '../src/engines/table.ts';
import type { Event } from '../src/event/index.ts';
import { memorySource, recognizeFormat } from '../src/formats/index.ts';
import { innerRunsOf, type Plan, printPlan, schemaOf } from '../src/ir/index.ts';
import { loadSigma, parseSigma } from '../src/languages/sigma/index.ts';
import { rowsOf } from '../src/languages/sigma/testing/run-rule.ts';
import { fillTemplates, parseSumo, printSumo } from '../src/languages/sumo/index.ts';
import {
  CUT_ROWS,
  type InnerTask,
  indicatorTables,
  innerTables,
  isWithin,
  metadataReader,
  parseTable,
  rowObject,
} from '../src/scan/index.ts';
import { SourceText } from '../src/source/index.ts';
import { parseIsoTime } from '../src/value/index.ts';
import { jsonLines, readSpecs, type SpecCase } from './spec-file.ts';
import { writeMmdb } from './write-mmdb.ts';

const root = resolve(import.meta.dirname, '..');
const isUpdate = process.env.SPOOR_UPDATE === '1';

function specFiles(): string[] {
  return ['src', 'specs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.spec.yaml'))
      .map((name) => join(root, folder, name))
      .sort(),
  );
}

const time = (text: string): number => parseIsoTime(text)!.ms;

interface Outcome {
  readonly output?: Record<string, unknown>[];
  readonly plan?: string;
  readonly printed?: string;
  readonly repaired?: string;
  readonly diagnostics: string[];
  /** Those that no correct query has, and remarks of the run. */
  readonly problems: string[];
}

/** Findings that small queries have anyway: they select everything, and read fields that no stage makes. */
const OF_SMALL_QUERIES = new Set(['lint/broad-scope', 'lint/unmade-field']);

/** The tables of a case by the names that its query has for them. */
function tablesOf({ tables = {}, networks = {} }: SpecCase): Tables {
  const made = new Map<string, Table>();
  for (const [name, entries] of Object.entries(networks)) {
    const columns = name.startsWith('asn') ? 'system' : 'place';
    made.set(name, { kind: 'networks', database: writeMmdb('Test', entries), columns });
  }
  for (const [name, text] of Object.entries(tables)) {
    const isFeed = name === 'indicators';
    const parsed = parseTable(text, isFeed || name.startsWith('path://') ? 'insensitive' : 'sensitive');
    if ('problem' in parsed) throw new Error(`the table ${name}: ${parsed.problem}`);
    if (!isFeed) made.set(name, parsed.table);
    else for (const [feed, table] of indicatorTables(parsed.table)) made.set(feed, table);
  }
  return made;
}

async function eventsOf(spec: SpecCase): Promise<Event[]> {
  const bytes = new TextEncoder().encode(spec.input ?? '');
  const found = recognizeFormat(bytes, 'input.ndjson');
  const events: Event[] = [];
  if (found && typeof found === 'object') {
    await found.format.read(
      memorySource('input.ndjson', bytes),
      {
        event: (event) => events.push(event.keep()) > 0,
        damage(damage) {
          throw new Error(`input line ${damage.line}: ${damage.reason}`);
        },
      },
      {},
    );
  }
  return events;
}

/** Runs the rules of a case, in their order; of a rule that does not load only the findings are told. */
async function runSigma(spec: SpecCase, engine: Engine): Promise<Outcome> {
  const source = new SourceText('rule.yml', spec.rule ?? '');
  const { rules, refused, filters } = loadSigma(parseSigma(source));
  const found = [...refused, ...rules, ...filters].flatMap((one) => one.diagnostics);
  const diagnostics = found.map(({ code, span }) => {
    const { line, column } = source.lines.positionOf(span.start);
    return `${code}@${line}:${column}`;
  });
  const problems = found.filter((one) => one.severity === 'fails').map((one) => one.code);
  if (rules.length === 0) return { diagnostics, problems };
  const events = await eventsOf(spec);
  const output = rules.flatMap(({ plan }) => rowsOf(plan, events, engine).map((row) => rowObject(row, schemaOf(plan))));
  return { output, plan: rules.map(({ plan }) => printPlan(plan)).join('\n'), diagnostics, problems };
}

async function run(spec: SpecCase, engine: Engine): Promise<Outcome> {
  if (spec.language === 'sigma') return runSigma(spec, engine);
  const source = new SourceText('query', fillTemplates(spec.query, new Map(Object.entries(spec.params ?? {}))).text);
  const prepared = prepareQuery(source, { strict: spec.strict ?? false });
  const place = (code: string, offset: number): string => {
    const { line, column } = source.lines.positionOf(offset);
    return `${code}@${line}:${column}`;
  };
  const diagnostics = prepared.findings
    .filter(({ code }) => !OF_SMALL_QUERIES.has(code))
    .map((one) => place(one.code, one.span.start));
  const problems = prepared.findings
    .filter((one) => one.severity === 'fails' || one.severity === 'never')
    .map((one) => one.code);
  const printed = printSumo(parseSumo(spec.query).query);
  if (prepared.status === 'refused') return { diagnostics, problems, printed };
  const warnings = new Set<string>();
  const events = await eventsOf(spec);
  const range = spec.range && { from: time(spec.range.from), to: time(spec.range.to) };
  const timeZone = spec.timezone ?? 'UTC';
  const runPlan = ({ plan, window, range: own, tables }: InnerTask): RunResult => {
    const started = engine.start(plan, {
      now: spec.now ? time(spec.now) : 0,
      timeZone,
      range: own,
      params: new Map(),
      bounds: DEFAULT_BOUNDS,
      metadata: metadataReader([]),
      tables,
      warn: (code) => warnings.add(code),
    });
    for (const [position, event] of events.entries()) if (isWithin(event, window)) started.push(event, 0, position);
    return started.finish();
  };
  const window = range && hasInnerRuns(prepared.plan) ? range : { from: undefined, to: undefined };
  const tables = await innerTables(
    prepared.plan,
    { window, range, tables: tablesOf(spec), timeZone },
    async (task) => ({ rows: runPlan(task).rows, isCut: false }),
    () => warnings.add(CUT_ROWS),
  );
  const result = runPlan({ plan: prepared.plan, window, range, tables });
  return {
    output: result.rows.map((row) => rowObject(row, result.schema)),
    plan: printPlan(prepared.plan),
    printed,
    ...(prepared.form === 'repaired' && { repaired: prepared.source.text }),
    diagnostics: [...diagnostics, ...warnings],
    problems: [...problems, ...warnings],
  };
}

/** A case with queries before its own reads the events of its range only, so that earlier ones can be there for them. */
const hasInnerRuns = (plan: Plan): boolean => innerRunsOf(plan).length > 0;

function sorted(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Writes the golden parts that a case has anew. */
function update(path: string, index: number, outcome: Outcome): void {
  const document = parseDocument(readFileSync(path, 'utf8'));
  const set = (key: 'output' | 'plan' | 'printed' | 'repaired', value: string | undefined): void => {
    if (document.hasIn([index, key]) && value !== undefined) document.setIn([index, key], value);
  };
  set('output', outcome.output?.map((row) => `${JSON.stringify(row)}\n`).join(''));
  set('plan', outcome.plan);
  set('printed', outcome.printed);
  set('repaired', outcome.repaired);
  if (document.hasIn([index, 'diagnostics'])) document.setIn([index, 'diagnostics'], outcome.diagnostics);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}

for (const path of specFiles()) {
  describe(relative(root, path), () => {
    for (const [index, spec] of readSpecs(path).entries()) {
      test(spec.name, async () => {
        const outcome = await run(spec, interpreter);
        if (isUpdate) update(path, index, outcome);
        const wanted = isUpdate ? readSpecs(path)[index]! : spec;
        if (wanted.diagnostics) expect(outcome.diagnostics, 'diagnostics').toEqual(wanted.diagnostics);
        else expect(outcome.problems, 'findings that the case does not name').toEqual([]);
        if (wanted.output !== undefined) {
          const rows = jsonLines(wanted.output);
          expect(outcome.output, 'the query was refused').toBeDefined();
          if (wanted.order === 'any') expect(sorted(outcome.output!)).toEqual(sorted(rows));
          else expect(outcome.output).toEqual(rows);
        }
        expect(await run(spec, compiledEngine), 'the compiled engine').toEqual(outcome);
        if (wanted.plan !== undefined) expect(outcome.plan?.trim()).toBe(wanted.plan.trim());
        if (wanted.printed !== undefined) expect(outcome.printed?.trim()).toBe(wanted.printed.trim());
        if (wanted.repaired !== undefined) expect(outcome.repaired?.trim()).toBe(wanted.repaired.trim());
      });
    }
  });
}

test('there are specs', () => {
  expect(existsSync(join(root, 'specs'))).toBe(true);
  expect(specFiles().length).toBeGreaterThan(10);
});
