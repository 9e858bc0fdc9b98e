// compare-tables FOLDER RULES OUT: what two engines match, ours.ndjson and theirs.ndjson in OUT, theirs gated by the log sources of the
// rules. Writes what only one of them has, a match a line, and prints the counts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import type { EventHeader } from '../../src/event/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { type Alert, runnableRule } from '../../src/scan/index.ts';
import { reaches } from '../../src/scan/rule-reach.ts';
import { SourceText } from '../../src/source/index.ts';

const [root = '', folder = '', out = ''] = process.argv.slice(2);

/** The values of an NDJSON file. */
function linesOf<T>(name: string): T[] {
  const lines = readFileSync(join(out, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

interface TheirMatch {
  readonly rule_id: string;
  readonly event: { readonly SpoorKey: string };
}

type Place = readonly [kind: string, file: string, place: string, header: EventHeader];

const { rules } = loadSigma(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .flatMap((name) => parseSigma(new SourceText(name, readFileSync(join(folder, name), 'utf8')))),
);
const byId = new Map(
  rules.map((rule) => {
    const logSource = parse(rule.source.text).logsource as Readonly<Record<string, string>>;
    const runnable = runnableRule(rule);
    return [runnable.id, { runnable, logSource }];
  }),
);

/** The events of which a rule of a log source asks the form `kind`. */
function kindFor(category: string | undefined, { channel }: EventHeader): string {
  if (category === 'antivirus') return category;
  const isMapped = category === 'process_creation' || category === 'network_connection';
  return isMapped && channel === 'Security' ? category : 'own';
}

const ours = new Set(
  linesOf<Alert>('ours.ndjson').map(({ rule, events: [event] }) => {
    const { file, record, offset } = event!;
    const place = offset === undefined ? record : `${record}@${offset}`;
    return [rule!.id, relative(root, file).replaceAll('\\', '/'), place].join('\t');
  }),
);

const places = linesOf<Place>('places.ndjson');
const theirs = new Set<string>();
const outside = new Map<string, number>();
let notLoaded = 0;
for (const { rule_id: id, event } of linesOf<TheirMatch>('theirs.ndjson')) {
  const number = [...event.SpoorKey].map((sign) => sign.charCodeAt(0) - 0xe000).join('');
  const [kind, file, place, header] = places[Number(number)]!;
  const known = byId.get(id);
  if (!known) {
    notLoaded++;
    continue;
  }
  const { category, service, product } = known.logSource;
  if (kind !== kindFor(category, header)) continue;
  if (reaches(known.runnable, header)) theirs.add([id, file, place].join('\t'));
  else {
    const source = `${product ?? '*'}/${category ?? '*'}/${service ?? '*'} on ${header.channel}`;
    outside.set(source, (outside.get(source) ?? 0) + 1);
  }
}

const rulesIn = (table: Iterable<string>): number => new Set([...table].map((one) => one.split('\t')[0])).size;
const onlyOurs = [...ours].filter((one) => !theirs.has(one)).sort();
const onlyTheirs = [...theirs].filter((one) => !ours.has(one)).sort();
writeFileSync(
  join(out, 'differences.tsv'),
  [...onlyOurs.map((one) => `ours\t${one}\n`), ...onlyTheirs.map((one) => `theirs\t${one}\n`)].join(''),
);

/** Differences of a side by rule, most first. */
function byRule(side: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const one of side) counts.set(one.split('\t')[0]!, (counts.get(one.split('\t')[0]!) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([id, count]) => {
      const { runnable, logSource } = byId.get(id)!;
      return `  ${count} ${id} ${runnable.title} (${Object.values(logSource).join(', ')})`;
    });
}

console.log(
  `Spoor: ${ours.size} matches of ${rulesIn(ours)} rules; the other engine: ${theirs.size} of ${rulesIn(theirs)}`,
);
console.log(`equal: ${ours.size - onlyOurs.length}`);
console.log([`only Spoor: ${onlyOurs.length}`, ...byRule(onlyOurs)].join('\n'));
console.log([`only the other: ${onlyTheirs.length}`, ...byRule(onlyTheirs)].join('\n'));
console.log(`of rules that do not load: ${notLoaded}`);
const left = [...outside].sort((a, b) => b[1] - a[1]);
console.log(`left out by log source: ${left.reduce((sum, [, count]) => sum + count, 0)}`);
for (const [source, count] of left) console.log(`  ${count} ${source}`);
