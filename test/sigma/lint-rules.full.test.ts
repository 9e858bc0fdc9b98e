import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { checkSigma, DEFAULT_CHECK } from '../../src/lint/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { describeShared, sharedPath } from '../formats/shared-data.ts';

// Thousands of files are read.
vi.setConfig({ testTimeout: 300_000 });

describeShared('sigma/rules', () => {
  test('findings in published rules: how many of each, and the heavy ones by name', () => {
    const folder = sharedPath('sigma/rules');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yml'))
      .sort()
      .map((name) => new SourceText(name, readFileSync(`${folder}/${name}`, 'utf8')));
    const counts = new Map<string, number>();
    const heavy: string[] = [];
    for (const { source, findings } of checkSigma(sources, DEFAULT_CHECK))
      for (const { code, severity, span } of findings) {
        counts.set(`${code} ${severity}`, (counts.get(`${code} ${severity}`) ?? 0) + 1);
        if (severity !== 'fails' && severity !== 'never') continue;
        heavy.push(`${source.name.replace(/.*\//, '')}:${source.lines.positionOf(span.start).line} ${code}`);
      }
    expect(Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))).toEqual({
      'lint/condition-never-holds never': 1,
      'lint/covered-selection style': 23,
      'lint/covered-value style': 203,
      'lint/field-not-in-event misses': 1,
      'lint/field-not-in-event never': 1,
      'lint/field-not-in-event style': 19,
      'lint/field-not-in-event uncertain': 9,
      'lint/filter-of-last-alternative uncertain': 1,
      'lint/image-without-folder never': 2,
      'lint/image-without-folder style': 49,
      'lint/missing-hex-prefix style': 5,
      'lint/path-as-original-name misses': 10,
      'lint/plain-regex style': 5,
      'lint/superfluous-wildcard style': 6,
      'lint/wildcard-for-modifier style': 2,
      'sigma/unknown-placeholder uncertain': 2,
    });
    expect(heavy.sort()).toEqual([
      // The image is asked to be a file name without its folder.
      'proc_creation_win_remote_access_tools_teamviewer_incoming_connection.yml:25 lint/image-without-folder',
      'proc_creation_win_remote_access_tools_teamviewer_incoming_connection.yml:26 lint/image-without-folder',
      // The command line is asked to be one word and to hold a GUID.
      'proc_creation_win_xwizard_runwizard_com_object_exec.yml:23 lint/condition-never-holds',
      // An event of the service manager has the process in its header, not among its data.
      'win_system_service_install_sups_unusal_client.yml:24 lint/field-not-in-event',
    ]);
  });
});
