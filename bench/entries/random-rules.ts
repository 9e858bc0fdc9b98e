// random-rules OUT: random Sigma rules, each for a few random events, and what the interpreter makes of them: rules/, flat.ndjson and
// ours.json in OUT. random-rules OUT THEIRS: compares that with what another engine matched, and prints the differences by their reason.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { pipelinesOf, rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { SourceText } from '../../src/source/index.ts';
import { eventsOf } from '../../test/engines/agreement.ts';
import { PIPELINE, type RandomLog, randomLog, randomRule, simpleRule } from '../../test/sigma/random-rule.ts';

const SEEDS = 400;
const RULES = 40;

interface Made {
  readonly matches: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
  readonly pairs: number;
}

/** A text in signs that no rule looks for. */
const hidden = (text: string): string =>
  [...text].map((sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0))).join('');

/** What tells an event apart. */
const keyOf = (seed: number, index: number): string => hidden(`${seed}:${index}`);

function flatLog(random: Random): RandomLog {
  let log = randomLog(random);
  while (!new TextDecoder().decode(log.bytes.subarray(0, 10)).startsWith('{"Channel')) log = randomLog(random);
  return log;
}

async function make(out: string): Promise<void> {
  rmSync(join(out, 'rules'), { recursive: true, force: true });
  mkdirSync(join(out, 'rules'), { recursive: true });
  const pipelines = pipelinesOf(PIPELINE);
  const lines: string[] = [];
  const matches: string[] = [];
  const made: Record<string, unknown> = {};
  let pairs = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed);
    const { bytes, texts } = flatLog(random);
    const logged = new TextDecoder().decode(bytes).trimEnd().split('\n');
    const events = await eventsOf(logged);
    for (const [index, line] of logged.entries())
      lines.push(JSON.stringify({ ...JSON.parse(line), Seed: hidden(`${seed}`), SpoorKey: keyOf(seed, index) }));
    for (let number = 0; number < RULES; number++) {
      const { text } = (number % 4 === 0 ? randomRule : simpleRule)(random, texts);
      const rule = JSON.parse(text);
      const id = `00000000-0000-4000-8000-${String(seed * RULES + number).padStart(12, '0')}`;
      const source = JSON.stringify({ ...rule, id, logsource: { product: 'windows' } });
      const { rules } = loadSigma(parseSigma(new SourceText(`${id}.yml`, source)), pipelines);
      const { condition } = rule.detection;
      // Half of a surrogate pair is no text in YAML; "them" would be one selection more.
      if (!rules[0] || !JSON.parse(source).detection || !isWellFormed(source) || condition.includes('them')) continue;
      made[id] = rule.detection;
      const detection = { ...rule.detection, zz: { Seed: hidden(`${seed}`) }, condition: `(${condition}) and zz` };
      writeFileSync(join(out, 'rules', `${id}.yml`), JSON.stringify({ ...JSON.parse(source), detection }));
      for (const [index, event] of events.entries()) {
        pairs++;
        if (rowsOf(rules[0].plan, [event], interpreter).length > 0) matches.push(`${id} ${keyOf(seed, index)}`);
      }
    }
  }
  writeFileSync(join(out, 'flat.ndjson'), `${lines.join('\n')}\n`);
  writeFileSync(join(out, 'pipeline.yml'), PIPELINE);
  const result: Made = { matches, rules: made, pairs };
  writeFileSync(join(out, 'ours.json'), JSON.stringify(result));
}

/** False if some text of JSON has half of a surrogate pair. */
const isWellFormed = (json: string): boolean => !/\\ud[89a-f]/i.test(json);

/** Why the engines differ, by what stands in the rule and the event; the first that fits. */
const REASONS: readonly (readonly [reason: string, fits: (rule: string, event: string) => boolean])[] = [
  [
    'an IPv4 address within IPv6 is of its IPv4 network',
    (rule, event) => rule.includes('|cidr') && event.includes('::ffff:'),
  ],
  [
    'letters that are equal by folding, not by lower case',
    (rule, event) => /[\u017f\u212a\u0130\u03c2]|i\u0307|%words%/.test(rule + event),
  ],
  ['a dash alone is none of an option', (rule) => /\|windash[^"]*":\[?"(?:[^"]*[ "])?-?(?![\w*])/.test(rule)],
  ['references to null or to several values', (rule, event) => rule.includes('|fieldref') && /null|\[/.test(event)],
  ['hexadecimal text is a number', (rule, event) => /\|(?:gte?|lte?)/.test(rule) && /0x7/i.test(event)],
  ['true and false are those words alone', (rule) => /true|false/.test(rule)],
  ['an empty list is no value, null in a list is null', (_, event) => /\[\]|\[[^\]]*null/.test(event)],
  ['a star in a keyword reaches from one value to the next', (rule) => /:\[[^\]{]*\*/.test(rule)],
  ['a large number as text', (_, event) => event.includes('1e+21')],
];

function compare(out: string, theirsPath: string): void {
  const { matches, rules, pairs } = JSON.parse(readFileSync(join(out, 'ours.json'), 'utf8')) as Made;
  const events = new Map<string, string>();
  for (const line of readFileSync(join(out, 'flat.ndjson'), 'utf8').trimEnd().split('\n'))
    events.set(JSON.parse(line).SpoorKey, line);
  const ours = new Set(matches);
  const theirs = new Set<string>();
  for (const line of readFileSync(theirsPath, 'utf8').trimEnd().split('\n')) {
    const { rule_id: id, event } = JSON.parse(line);
    theirs.add(`${id} ${event.SpoorKey}`);
  }
  const counts = new Map<string, number>();
  const left: string[] = [];
  const differences = [...[...ours].filter((one) => !theirs.has(one)), ...[...theirs].filter((one) => !ours.has(one))];
  for (const one of differences) {
    const [id = '', key = ''] = one.split(' ');
    const rule = JSON.stringify(rules[id]);
    const event = events.get(key)!;
    const [reason] = REASONS.find(([, fits]) => fits(rule, event)) ?? [];
    if (reason === undefined) left.push(`${ours.has(one) ? 'only Spoor' : 'only the other'}: ${rule} on ${event}`);
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  console.log(`${Object.keys(rules).length} rules, ${pairs} pairs of rule and event`);
  console.log(`Spoor: ${ours.size} matches; the other engine: ${theirs.size}; different: ${differences.length}`);
  for (const [reason, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`  ${count} ${reason}`);
  console.log([`for no known reason: ${left.length}`, ...left].join('\n  '));
}

const [out = '', theirs] = process.argv.slice(2);
if (theirs === undefined) await make(out);
else compare(out, theirs);
