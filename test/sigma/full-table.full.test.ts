import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoredRules, storeRules } from '../../src/scan/index.ts';
import { describeShared, sharedPath } from '../formats/shared-data.ts';
import {
  CORRELATIONS_FILE,
  detected,
  digestsOf,
  interpreted,
  type TableDigests,
  tableLogs,
  tableRules,
} from './full-table-run.ts';

const FROZEN = join(import.meta.dirname, 'full-table.json');

/** What a rule found last; one rule a line, so that a change shows which. */
function printDigests(digests: TableDigests): string {
  const lines = Object.entries(digests).map(([id, [count, places]]) => `  "${id}": [${count}, "${places}"]`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

describeShared('evtx', () => {
  describe('every rule over every recording', () => {
    const rules = tableRules();
    const logs = tableLogs();

    test('the detector finds what it found before', { timeout: 600_000 }, async () => {
      const stored = StoredRules.of(storeRules(rules))!.rules;
      let kinds: Uint8Array | undefined;
      const digests = digestsOf(await detected(stored, logs, undefined, (made) => (kinds = made)));
      // What was kept of a run finds the same again, and nothing is left to keep.
      let more = kinds;
      expect(digestsOf(await detected(stored, logs, kinds, (made) => (more = made)))).toEqual(digests);
      expect([kinds instanceof Uint8Array, more]).toEqual([true, undefined]);
      if (process.env.SPOOR_UPDATE) writeFileSync(FROZEN, printDigests(digests));
      expect(digests).toEqual(JSON.parse(readFileSync(FROZEN, 'utf8')));
    });

    test('the detector finds what the interpreter finds', {
      timeout: 3_600_000,
    }, async () => {
      const { lines, events, asked } = await interpreted(rules, logs);
      console.log(`${logs.length} logs, ${events} events, ${rules.length} rules, ${asked} questions`);
      console.log(
        `${lines.length} alerts of ${Object.keys(digestsOf(lines)).length} rules of the set and of correlations`,
      );
      expect(asked).toBeGreaterThan(10_000_000);
      for (const { id, path } of rules)
        if (path === CORRELATIONS_FILE) expect(lines.some((line) => line.includes(`"rule":{"id":"${id}"`))).toBe(true);
      expect(await detected(rules, logs)).toEqual(lines);
      expect(await detected(StoredRules.of(storeRules(rules))!.rules, logs)).toEqual(lines);
    });

    test('the log source of a rule leaves out no event that it matches', { timeout: 1_800_000 }, async () => {
      const small = logs
        .filter((log) => statSync(sharedPath(log)).size <= 80_000)
        .filter((_, index) => index % 12 === 0);
      const gated = await interpreted(rules, small);
      const all = await interpreted(rules, small, false);
      console.log(`${small.length} logs, ${all.events} events, ${gated.asked} questions and ${all.asked}`);
      expect(gated.lines.length).toBeGreaterThan(30);
      expect(all.lines).toEqual(gated.lines);
    });
  });
});
