import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DetectionPackage, loadPackage, prepareQuery } from '../src/detection/index.ts';
import { compiledEngine } from '../src/engines/js/compile/compile.ts';
import { interpreter } from '../src/engines/js/interpret.ts';
import { inputsAt, packageFolder } from '../src/host/node/index.ts';
import { lintSumo } from '../src/lint/index.ts';
import { runnableOf } from '../src/proof/index.ts';
import { type Alert, detect, type Input, type RunnableDetection } from '../src/scan/index.ts';
import { SourceText } from '../src/source/index.ts';
import { describeShared, sharedText } from './formats/shared-data.ts';

const shared = resolve(import.meta.dirname, '../../shared');
const { loaded } = loadPackage(
  packageFolder(join(import.meta.dirname, '../detections/t1021.006-windows-remote-management')),
);
const detection = loaded as DetectionPackage;
const texts = detection.queries.get('sumo-search')!;

/** The query of the published page. */
function pageQuery(): SourceText {
  const page = readFileSync(join(shared, 'seed/T1021.006-sumo-logic.txt'), 'utf8');
  const end = 'sort by _messageTime desc';
  return new SourceText('page', page.slice(page.indexOf('(_sourceCategory'), page.indexOf(end) + end.length));
}

function ready(source: SourceText, id: string): RunnableDetection {
  const prepared = prepareQuery(source, { strict: false });
  if (prepared.status !== 'ready') throw new Error(`${id} cannot run`);
  return { ...runnableOf(detection, prepared), id };
}

/** Alerts of the three texts over inputs, read once: each as file, record, and all its fields. */
async function alertsOver(inputs: readonly Input[], root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>([
    ['page', []],
    ['specimen', []],
    ['shipped', []],
  ]);
  const detections = [ready(pageQuery(), 'page'), ready(texts.specimen!, 'specimen'), ready(texts.source, 'shipped')];
  const result = await detect(detections, inputs, {
    // The oracle takes its time.
    engine: process.env.SPOOR_FULL ? interpreter : compiledEngine,
    now: 0,
    timeZone: 'UTC',
    window: { from: undefined, to: undefined },
  });
  const lineOf = ({ events: [event], branch, fields }: Alert): string =>
    `${relative(root, event!.file).replaceAll('\\', '/')} ${event!.record} ${branch} ${JSON.stringify(fields)}`;
  for await (const alert of result.alerts) found.get(alert.detection!)!.push(lineOf(alert));
  return found;
}

const shortOf = (line: string): string => line.slice(0, line.indexOf(' {'));

describeShared('evtx', () => {
  const root = join(shared, 'data/evtx');
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    found = await alertsOver(await inputsAt(root), root);
  }, 120_000);

  test('the specimen has the codes, severities and fixes of the page, in its order', () => {
    const told = (source: SourceText): unknown =>
      lintSumo(source).diagnostics.map(({ code, severity, fixes }) => [
        code,
        severity,
        (fixes ?? []).map((fix) => [fix.class, fix.title]),
      ]);
    expect(told(texts.specimen!)).toEqual(told(pageQuery()));
  });

  test('page, specimen and shipped query give the same alerts on every file', () => {
    expect(found.get('specimen')).toEqual(found.get('page'));
    expect(found.get('shipped')).toEqual(found.get('page'));
  });

  test('on EVTX they are the hits of the oracle', () => {
    const oracle = JSON.parse(readFileSync(join(root, 'winrm/seed-query-oracle.json'), 'utf8')) as {
      files: Record<string, { hits: { record: number; alert: string }[] }>;
    };
    const wanted = Object.entries(oracle.files).flatMap(([file, { hits }]) =>
      hits.map((hit) => `${file} ${hit.record} ${hit.alert}`),
    );
    const evtx = found
      .get('shipped')!
      .map(shortOf)
      .filter((line) => /\.evtx \d+ \w+$/.test(line));
    expect(wanted).toHaveLength(539);
    expect(evtx.sort()).toEqual(wanted.sort());
    expect(evtx.filter((line) => line.endsWith('WinRM_PSRemoting'))).toHaveLength(1);
  });
});

describeShared('json', () => {
  const root = join(shared, 'data/json');

  test('page, specimen and shipped query give the same alerts on every file', async () => {
    const found = await alertsOver(await inputsAt(root), root);
    expect(found.get('specimen')).toEqual(found.get('page'));
    expect(found.get('shipped')).toEqual(found.get('page'));
  }, 60_000);
});

describeShared('json/mordor/winrm', () => {
  const root = join(shared, 'data/json/mordor/winrm');

  describe.each([
    ['covenant_com_wsman_automation.ndjson.gz', []],
    ['covenant_psremoting_command.ndjson.gz', []],
    ['empire_psremoting_stager.ndjson.gz', ['3092580 WinRM_RemoteExec']],
  ])('%s', (file, wanted) => {
    test(`has ${wanted.length} alerts, by each text`, async () => {
      const found = await alertsOver(await inputsAt(join(root, file)), root);
      const records = sharedText(`json/mordor/winrm/${file}`).split('\n');
      const recordOf = (line: string): string => {
        const [, at, branch] = line.split(' ');
        const { RecordNumber: number } = JSON.parse(records[Number(at) - 1]!) as { RecordNumber: number };
        return `${number} ${branch}`;
      };
      for (const lines of found.values()) expect(lines.map(recordOf)).toEqual(wanted);
    });
  });
});
