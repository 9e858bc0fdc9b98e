import { existsSync, readFileSync, statSync } from 'node:fs';
import type { ReadyQuery } from '../../detection/index.ts';
import type { EvaluationContext } from '../../engines/js/evaluate.ts';
import { fieldsOf } from '../../engines/js/interpret.ts';
import { correlationPlan } from '../../engines/js/table-functions/study-correlation.ts';
import { prepareTrace } from '../../engines/js/trace.ts';
import type { LoadedRule } from '../../languages/sigma/index.ts';
import { isWithin, readInputs, Warnings } from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import type { CommandDefinition, OptionDefinition, ParsedArguments } from '../command.ts';
import { RULE_OPTIONS } from '../detections.ts';
import { COMMON_EXITS } from '../exits.ts';
import { chosenRule, isSigmaPath } from '../explain/choose-rule.ts';
import { CorrelationExplainer } from '../explain/explain-correlation.ts';
import { QueryExplainer } from '../explain/explain-query.ts';
import { RuleExplainer } from '../explain/explain-rule.ts';
import type { Explainer } from '../explain/explainer.ts';
import { tablesFor } from '../inner.ts';
import type { CliIo } from '../io.ts';
import { formatOption, OUTPUT_OPTION, READING_OPTIONS, RUNNING_OPTIONS } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { readyQuery } from '../query-text.ts';
import { searchRange } from '../search-range.ts';
import { filesSummary, openSession, reportReading, type Session, speedSummary } from '../session.ts';
import { chosenPackages } from '../shipped-detections.ts';
import { UserTables } from '../tables.ts';
import { UsageError } from '../usage-error.ts';

/** A query or rule that runs, with the text that its conditions stand in. */
type Explained = Pick<ReadyQuery, 'plan' | 'source'>;

/** The query that an id or a query file names, ready to run. */
async function queryOf(id: string, args: ParsedArguments, io: CliIo): Promise<Explained> {
  if (existsSync(id) && statSync(id).isFile()) return readyQuery('explain', id, readFileSync(id, 'utf8'), args, io);
  if (!existsSync(id) && /[\\/]|\.(?:sumo|ya?ml)$/i.test(id))
    throw new UsageError(`explain: cannot read ${id}: there is no such file`);
  const packages = chosenPackages('explain', [id]);
  if (packages.length > 1)
    throw new UsageError(`explain: ${id} names ${packages.length} detections; name one by its slug`);
  const query = packages[0]?.queries.get('sumo-search')?.prepared;
  if (!query) throw new UsageError(`explain: ${id} has no query that runs`);
  return query;
}

/** A path, and the record in it that is asked for. */
function placeOf(argument: string): { path: string; record: string | undefined } {
  if (existsSync(argument)) return { path: argument, record: undefined };
  const found = /^(.+)#(\d+)$/.exec(argument);
  return found ? { path: found[1]!, record: found[2]! } : { path: argument, record: undefined };
}

function contextOf(session: Session): EvaluationContext {
  return {
    now: session.now,
    timeZone: session.timeZone,
    fieldsAs: 'text',
    params: new Map(),
    metadata: session.metadata,
    warn: () => {},
  };
}

const RULE_OPTION: OptionDefinition = {
  name: 'rule',
  value: 'ID|TITLE',
  summary: 'of a Sigma file or folder with several rules the one that is meant',
};

/** Options of `--rules` that rewrite Sigma rules. */
const REWRITING_OPTIONS = RULE_OPTIONS.filter(({ name }) => name === 'pipeline' || name === 'filters');

function explainerOf(rule: LoadedRule, context: EvaluationContext, isVerbose: boolean): Explainer {
  const plan = correlationPlan(rule.plan);
  return plan ? new CorrelationExplainer(rule, plan, context, isVerbose) : new RuleExplainer(rule, context, isVerbose);
}

/** `spoor explain`: why an event matches or not; over logs, what almost matched. */
export const explainCommand: CommandDefinition = {
  name: 'explain',
  summary: 'Shows each test of a detection on one event; over logs, the events that one test kept from matching.',
  usage: [
    'spoor explain DETECTION FILE#RECORD',
    'spoor explain DETECTION PATH…',
    'spoor explain RULES.yml --rule ID|TITLE PATH…',
  ],
  positionals: { min: 2, max: Number.POSITIVE_INFINITY, name: 'DETECTION and PATH' },
  options: [
    RULE_OPTION,
    ...REWRITING_OPTIONS,
    formatOption('table', 'ndjson', 'json'),
    OUTPUT_OPTION,
    ...RUNNING_OPTIONS,
    ...READING_OPTIONS,
  ],
  examples: [
    { title: 'why a record matches or not', command: 'spoor explain t1021.006 Sysmon.evtx#4711' },
    { title: 'what almost matched in a folder', command: 'spoor explain t1021.006 ~/logs' },
    { title: 'a query of your own', command: 'spoor explain hunt.sumo ~/logs --format ndjson' },
    { title: 'why a Sigma rule matched', command: 'spoor explain rule.yml Sysmon.evtx#4711' },
    { title: 'one rule of several', command: 'spoor explain rules.yml --rule "Shell of a web server" ~/logs' },
  ],
  exits: COMMON_EXITS,
  async run(args, io) {
    const [id, ...rest] = args.positionals as [string, ...string[]];
    const places = rest.map(placeOf);
    const records = new Set(places.map((place) => place.record).filter((record) => record !== undefined));
    if (records.size > 0 && places.some((place) => place.record === undefined)) {
      throw new UsageError('explain: name records (FILE#RECORD) or logs, not both');
    }
    const isRule = isSigmaPath(id);
    for (const name of ['rule', 'pipeline', 'filters'])
      if (args.has(name) && !isRule) throw new UsageError(`explain: --${name} goes with a Sigma rule, not with ${id}`);
    const rule = isRule ? chosenRule(id, args, io) : undefined;
    const query = rule ?? (await queryOf(id, args, io));
    // Records of one file are several places of one path.
    const paths = records.size > 0 ? [...new Set(places.map(({ path }) => path))] : places.map(({ path }) => path);
    const session = await openSession('explain', paths, args, io);
    const wanted = session.pathsOf.map((indexes) => {
      const meaning = places.filter(({ path }) => indexes.some((index) => paths[index] === path));
      return new Set(meaning.map(({ record }) => record));
    });
    const warnings = new Warnings();
    const warn = (code: string, message: string): void => warnings.add(code, message);
    const range = await searchRange('explain', session, [query.plan]);
    const userTables = new UserTables('explain', args, io, () => [query.plan]);
    const tables = await tablesFor('explain', query.plan, session, range, userTables, warn);
    const context = { ...contextOf(session), fieldsAs: fieldsOf(query.plan), range, tables, warn };
    const explainer = rule
      ? explainerOf(rule, context, session.verbose)
      : new QueryExplainer(prepareTrace(query.plan, context), query.source);
    const out = await openResult(io, args.value('output'));
    const paint = paintFor(io.stdout, args, io);
    const format = args.value('format') ?? 'table';
    let found = 0;
    let position = 0;
    const reports = await readInputs(
      session.inputs,
      {
        event(event, file) {
          if (!isWithin(event, session.window)) return true;
          if (records.size === 0) explainer.event(event, file, position++);
          else if (wanted[file]!.has(String(event.origin.record))) {
            explainer.record(event);
            found++;
          }
          return true;
        },
      },
      session.reading,
    );
    const code = reportReading('explain', session, reports, io);
    for (const { code: which, message } of warnings.list())
      io.stderr.write(`${session.paint.warning('warning')} [${which}] ${visibleText(message)}\n`);
    if (records.size > 0 && found === 0) {
      await out.discard();
      throw new UsageError(
        `explain: no record ${[...records].join(', ')} in ${places.map((place) => place.path).join(', ')}`,
      );
    }
    const { objects, text, summary, remark } = explainer.finish(io.stdout.columns, paint);
    if (format === 'json') out.write(`${JSON.stringify(objects, null, 2)}\n`);
    else if (format === 'ndjson') out.write(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
    else out.write(text);
    await out.commit();
    if (remark !== undefined && format !== 'table') io.stderr.write(`${visibleText(remark)}\n`);
    if (!session.quiet)
      io.stderr.write(
        `${filesSummary(reports, { events: session.progress.events })}${summary} · ${speedSummary(session.progress)}\n`,
      );
    return code;
  },
};
