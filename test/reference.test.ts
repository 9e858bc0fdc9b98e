import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { optionsOf } from '../src/cli/arguments.ts';
import { COMMANDS } from '../src/cli/commands/index.ts';
import { ALL_DIAGNOSTICS } from '../src/detection/index.ts';
import { checkQuery, checkSigma, DEFAULT_CHECK } from '../src/lint/index.ts';
import { SourceText } from '../src/source/index.ts';
import { spoor } from './cli/run-cli.ts';
import { PROJECT_FILE, referencePages, SUPPRESSING_QUERY, SUPPRESSING_RULE } from './reference.ts';

const folder = resolve(import.meta.dirname, '../docs/reference');
const definitions = await Promise.all(Object.values(COMMANDS).map((entry) => entry.load()));

for (const [name, text] of referencePages(definitions)) {
  test(`docs/reference/${name} is what the code says (npm run docs writes it)`, () => {
    const path = join(folder, name);
    if (process.env.SPOOR_UPDATE === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, text);
    }
    expect(existsSync(path), 'the page is missing').toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
}

test('every code is documented once', () => {
  const codes = ALL_DIAGNOSTICS.map((one) => one.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const one of ALL_DIAGNOSTICS) {
    expect(one.code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    for (const part of [one.title, one.why, one.help]) expect(part.length, one.code).toBeGreaterThan(5);
  }
});

test.each(definitions.map((one) => [one.name, one] as const))(
  'the definition of %s is complete',
  (name, definition) => {
    expect(COMMANDS[name]).toBeDefined();
    expect(definition.summary).toMatch(/^[A-Z].*\.$/);
    expect(definition.examples.length).toBeGreaterThanOrEqual(3);
    const names = optionsOf(definition).map((option) => option.name);
    expect(new Set(names).size).toBe(names.length);
    for (const example of definition.examples) expect(example.command).toContain('spoor');
  },
);

test('the examples of the page of lint rules do what it says', async () => {
  expect(checkQuery(SUPPRESSING_QUERY, DEFAULT_CHECK)).toEqual({ findings: [], suppressed: 5 });
  expect(checkSigma([new SourceText('rule.yml', SUPPRESSING_RULE)], DEFAULT_CHECK)).toMatchObject([
    { findings: [], suppressed: 2 },
  ]);
  const project = mkdtempSync(join(tmpdir(), 'spoor-reference-'));
  try {
    writeFileSync(join(project, 'spoor.yaml'), PROJECT_FILE);
    const [log, query] = [join(project, 'log.ndjson'), join(project, 'q.sumo')];
    writeFileSync(log, '{"user": "a"}\n{"user": "b"}\n');
    writeFileSync(query, '* | `of-user("a")` | where user matches "{{host}}" | count');
    const { stdout } = await spoor(['query', '--file', query, log, '--format', 'csv'], { workingFolder: project });
    expect(stdout).toBe('_count\r\n1\r\n');
    expect((await spoor(['lint', query], { workingFolder: project })).code).toBe(0);
  } finally {
    rmSync(project, { recursive: true });
  }
});
