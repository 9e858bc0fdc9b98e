import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SUMO_DIAGNOSTICS } from './diagnostics.ts';

const FOLDER = new URL('.', import.meta.url);

/** Codes of `defineDiagnostic` in the files of the parser; lowering has its own list. */
function definedCodes(folder: URL): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return definedCodes(new URL(`${entry.name}/`, folder));
    if (!entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts') || entry.name.startsWith('lower')) return [];
    return [...readFileSync(new URL(entry.name, folder), 'utf8').matchAll(/\bcode: '(sumo\/[\w-]+)'/g)].map(
      ([, code]) => code!,
    );
  });
}

describe('SUMO_DIAGNOSTICS', () => {
  it('has every code that is defined, once', () => {
    expect(SUMO_DIAGNOSTICS.map(({ code }) => code).sort()).toEqual(definedCodes(FOLDER).sort());
  });

  it('has title, why and help for each', () => {
    for (const { title, why, help } of SUMO_DIAGNOSTICS) {
      expect(title).not.toBe('');
      expect(why).toMatch(/\.$/);
      expect(help).toMatch(/\.$/);
    }
  });
});
