import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ElementNode } from '../../src/formats/evtx/element.ts';
import { readRecords } from '../../src/formats/evtx/reader.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { canonicalJson } from './canonical-json.ts';
import { describeShared, sharedBytes, sharedPath, sharedText } from './shared-data.ts';

const folder = 'sigma/regression';

/** Documents that stand one after another in a text. */
function documents(text: string): unknown[] {
  return text
    .split(/(?<=^\})\s*$/m)
    .filter((part) => part.trim() !== '')
    .map((part) => JSON.parse(part) as unknown);
}

/** Older evtx_dump trimmed white space at the end of texts (spec evtx-format §10.2). */
function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trimEnd();
  if (Array.isArray(value)) return value.map(trimmed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, trimmed(item)]));
}

async function treesOf(path: string): Promise<ElementNode[]> {
  const trees: ElementNode[] = [];
  await readRecords(memorySource(path, sharedBytes(path)), {
    record: ({ root, isDamaged }) => {
      expect(isDamaged).toBe(false);
      trees.push(root);
      return true;
    },
    damage: (damage) => expect.fail(damage.reason),
  });
  return trees;
}

/** The one sample whose JSON is of another export than its EVTX (spec evtx-format, evidence tags: 237 of 238 agree). */
const OTHER_EXPORT = ['ad691d92-15f2-4181-9aa4-723c74f9ddc3'];

describeShared(folder, () => {
  test('every EVTX as the JSON beside it', async () => {
    const files = readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.evtx'),
    );
    expect(files).toHaveLength(116);
    let records = 0;
    const wrong: string[] = [];
    for (const file of files) {
      const path = `${folder}/${file}`;
      const actual = (await treesOf(path)).map((tree) => trimmed(canonicalJson(tree)));
      const expected = documents(sharedText(path.replace(/\.evtx$/, '.json'))).map(trimmed);
      records += actual.length;
      try {
        expect(actual).toEqual(expected);
      } catch {
        wrong.push(file.replace(/.*\/|\.evtx$/g, ''));
      }
    }
    expect(wrong).toEqual(OTHER_EXPORT);
    expect(records).toBe(134);
  });
});
