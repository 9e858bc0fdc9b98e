import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DetectionPackage, headOfPackage, loadPackage, sumoToSigma } from '../../src/detection/index.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { packageFolder, packageFolders } from '../../src/host/node/index.ts';
import { caseEvents } from '../../src/proof/prove-cases.ts';
import { readAll } from '../formats/shared-data.ts';
import { eventsOf, planOfRule, withoutScope } from './converted.ts';

const packages = packageFolders(join(import.meta.dirname, '../../detections')).map((folder) => {
  const { loaded } = loadPackage(packageFolder(folder));
  return { folder, detection: loaded as DetectionPackage };
});

describe.each(packages)('$detection.manifest.slug', ({ folder, detection }) => {
  const query = detection.queries.get('sumo-search')!;
  const { text } = detection.sigma!.source;

  test('its Sigma rule is what convert makes of its search, exactly', () => {
    const head = headOfPackage(detection);
    const made = sumoToSigma(query.source, { logSource: undefined, head });
    expect(made.text).toBe(text);
    expect(made.fidelity).toBe('exact');
  });

  test('search and rule take the same events of its data', async () => {
    const taken: number[] = [];
    for (const { file } of detection.manifest.datasets) {
      const { events } = await readAll(file!, readFileSync(join(folder, file!)), ndjson);
      const found = eventsOf(planOfRule(text), events);
      // The scope names source categories, which these events get from the host.
      expect(eventsOf(withoutScope(query.prepared.plan), events)).toEqual(found);
      taken.push(found.size);
    }
    expect(taken).toEqual([1, 0, 1, 1]);
  });

  test('search and rule take the same of its branch cases', async () => {
    const events = await caseEvents(detection.cases!, 'cases');
    const taken = eventsOf(planOfRule(text), events);
    const found = detection.cases!.cases.filter((_, index) => taken.has(events[index]!)).map(({ id }) => id);
    // What the search takes of them is held by the package's own test.
    const expected = detection.cases!.cases.filter((one) => one.expected !== 'none').map(({ id }) => id);
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(20);
  });
});
