import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackTactic, attackTacticNames, attackTechnique, goneTechnique, isLaterTechnique } from './attack.ts';

const FILE = join(import.meta.dirname, '../../../shared/data/attack/attack-enterprise-18.1.json');

function attackFile(): {
  techniques: { id: string; name: string; tactics: string[]; parent?: string }[];
  revoked_or_deprecated: { id: string; replaced_by?: string }[];
} | null {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    return null;
  }
}

describe('the pinned ATT&CK', () => {
  it('knows a sub-technique, its parent and its tactics', () => {
    expect(attackTechnique('T1021.006')).toEqual({
      id: 'T1021.006',
      name: 'Windows Remote Management',
      parent: 'T1021',
      tactics: ['lateral-movement'],
    });
    expect(attackTechnique('T9999')).toBeUndefined();
  });

  it('finds a tactic by id and by name', () => {
    expect(attackTactic('TA0008')).toBe(attackTactic('lateral-movement'));
    expect(attackTacticNames()).toHaveLength(14);
  });

  it('says what replaces an id that is gone', () => {
    expect(goneTechnique('T1028')).toEqual({ replacement: 'T1021.006' });
    expect(goneTechnique('T1021')).toBeUndefined();
  });

  it('holds all that the source holds', (context) => {
    const source = attackFile();
    if (!source) return context.skip('../shared/data/attack is not here');
    for (const { id, name, tactics, parent } of source.techniques)
      expect(attackTechnique(id)).toEqual({ id, name, tactics, parent: parent ?? undefined });
    for (const { id, replaced_by: replacement } of source.revoked_or_deprecated)
      expect(goneTechnique(id)).toEqual({ replacement: replacement ?? undefined });
  });
});

describe('ids beyond the pinned version', () => {
  it('are those with a higher number than any that it has or gave up', () => {
    expect(isLaterTechnique('t9999.001')).toBe(true);
    expect(isLaterTechnique('T1059')).toBe(false);
    expect(isLaterTechnique('T1000')).toBe(false);
  });
});
