import { DEFAULT_BOUNDS, type Engine, type ResultRow } from '../../../engines/engine.ts';
import { compiledEngine } from '../../../engines/js/compile/compile.ts';
import { interpreter } from '../../../engines/js/interpret.ts';
import { traceOutlines } from '../../../engines/js/trace.ts';
import { type Event, type Raw, type RawField, RecordEvent } from '../../../event/index.ts';
import type { Plan } from '../../../ir/index.ts';
import { SourceText } from '../../../source/index.ts';
import { parseIsoTime } from '../../../value/index.ts';
import { parseSigma } from '../document.ts';
import { type LoadedRule, type LoadedSigma, loadSigma } from '../load.ts';
import { OutlinedRule } from '../outline.ts';
import { parsePipeline } from '../pipeline/parse-pipeline.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';

const SYSTEM = ['Channel', 'EventID', 'Provider_Name', 'Computer', 'TimeCreated'];

/** An event of flat fields; those of Windows' System element make its header. */
export function eventOf(fields: Readonly<Record<string, unknown>>): Event {
  const all = Object.entries(fields) as RawField[];
  const { Channel: channel, Provider_Name: provider, EventID: id, TimeCreated: time } = fields;
  return new RecordEvent({
    header: {
      channel: channel as string | undefined,
      provider: provider as string | undefined,
      eventId: id === undefined ? undefined : Number(id),
    },
    origin: { file: 'input', record: undefined, offset: 0 },
    time: typeof time === 'string' ? parseIsoTime(time) : undefined,
    shape: 'fields',
    payloadKind: 'EventData',
    system: all.filter(([name]) => SYSTEM.includes(name)),
    payload: all.filter(([name]) => !SYSTEM.includes(name)) as readonly (readonly [string, Raw])[],
  });
}

/** Loads the rules of texts, each a file. */
export function loadTexts(...texts: readonly string[]): LoadedSigma {
  return loadSigma(texts.flatMap((text, index) => parseSigma(new SourceText(`${index + 1}.yml`, text))));
}

/** The pipelines of texts. Throws if one is refused. */
export function pipelinesOf(...texts: readonly string[]): readonly Pipeline[] {
  return texts.map((text) => {
    const { pipeline, diagnostics } = parsePipeline(new SourceText('pipeline.yml', text));
    if (!pipeline) throw new Error(diagnostics.map((one) => one.message).join('; '));
    return pipeline;
  });
}

/** The rows that a plan makes of events. */
export function rowsOf(plan: Plan, events: readonly Event[], engine: Engine): readonly ResultRow[] {
  const run = engine.start(plan, {
    now: 0,
    timeZone: 'UTC',
    range: undefined,
    params: new Map(),
    bounds: DEFAULT_BOUNDS,
    metadata: (event) => event.metadata,
    warn: () => {},
  });
  for (const [position, event] of events.entries()) run.push(event, 0, position);
  return run.finish().rows;
}

/** True if an event passes a rule as people are told of it. */
export function passesByOutline({ asks: [rule] }: LoadedRule, event: Event): boolean {
  const { source, condition } = new OutlinedRule(rule!).of(event.header);
  const context = { now: 0, timeZone: 'UTC', params: new Map(), metadata: () => event.metadata, warn: () => {} };
  return traceOutlines(source, condition, event, { ...context, fieldsAs: 'logged' }).passes;
}

/**
 * Titles of the rules of a text, rewritten by pipelines, that an event matches, on both engines. Throws if a rule does not load or the
 * engines differ.
 */
export function matchingRules(
  text: string,
  fields: Readonly<Record<string, unknown>>,
  ...pipelines: readonly string[]
): string[] {
  const { rules, refused } = loadSigma(parseSigma(new SourceText('1.yml', text)), pipelinesOf(...pipelines));
  const [first] = refused;
  if (first) throw new Error(`${first.title}: ${first.diagnostics.map((one) => one.message).join('; ')}`);
  const titles = [interpreter, compiledEngine].map((engine) =>
    rules.filter(({ plan }) => rowsOf(plan, [eventOf(fields)], engine).length > 0).map(({ head }) => head.title),
  );
  if (titles[0]!.join() !== titles[1]!.join()) throw new Error('the engines differ');
  for (const rule of rules)
    if (
      rule.plan.kind !== 'table-call' &&
      passesByOutline(rule, eventOf(fields)) !== titles[0]!.includes(rule.head.title)
    )
      throw new Error('what people are told of a rule differs from what it does');
  return titles[0]!;
}
