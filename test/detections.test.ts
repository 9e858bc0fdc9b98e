import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPackage } from '../src/detection/index.ts';
import { renderTerminal } from '../src/diagnostic/index.ts';
import { packageFolder, packageFolders } from '../src/host/node/index.ts';
import { lintSumo } from '../src/lint/index.ts';

const folders = packageFolders(join(import.meta.dirname, '../detections'));

describe('the shipped detections', () => {
  it('are there', () => {
    expect(folders.length).toBeGreaterThan(0);
  });

  it.each(folders)('%s loads, and its query needs no repair', (folder) => {
    const { loaded, problems } = loadPackage(packageFolder(folder));
    expect(problems.map(({ diagnostic, source }) => renderTerminal(diagnostic, source, undefined))).toEqual([]);
    for (const { source } of loaded?.queries.values() ?? [])
      expect(lintSumo(source).diagnostics.filter((one) => ['fails', 'never'].includes(one.severity))).toEqual([]);
  });
});
