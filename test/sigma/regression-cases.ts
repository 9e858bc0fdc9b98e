import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../src/engines/engine.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { type LoadedRule, loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { passesByOutline, rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { SourceText } from '../../src/source/index.ts';
import { readAll, sharedBytes, sharedPath, sharedText } from '../formats/shared-data.ts';

/** A case of the regression set: a recording, the rule that it is for, and how often that should match. */
export interface RegressionCase {
  readonly dir: string;
  readonly file: string;
  readonly titles: readonly string[];
  readonly rule_files: readonly string[];
  readonly match_count: number | null;
}

/** The cases in the order of the index. */
export function regressionCases(): readonly RegressionCase[] {
  return JSON.parse(sharedText('sigma/regression/index.json')) as RegressionCase[];
}

/** The rule of a file. Throws if it does not load. */
export function ruleOfFile(file: string): LoadedRule {
  const source = new SourceText(file, readFileSync(sharedPath(join('sigma', file)), 'utf8'));
  const { rules, refused } = loadSigma(parseSigma(source));
  if (!rules[0]) throw new Error(`${file}: ${refused[0]?.diagnostics[0]?.message}`);
  return rules[0];
}

/** How often the rule of a case matches its recording. */
export async function matchesOf(
  { dir, file, rule_files }: RegressionCase,
  engine: Engine = compiledEngine,
): Promise<number> {
  const path = `sigma/regression/${dir}/${file}`;
  const { events } = await readAll(path, sharedBytes(path));
  const count = (file: string): number => {
    const rule = ruleOfFile(file);
    const found = rowsOf(rule.plan, events, engine).length;
    const told = events.filter((event) => passesByOutline(rule, event)).length;
    if (told !== found) throw new Error(`${file}: people are told of ${told} matches, there are ${found}`);
    return found;
  };
  return rule_files.reduce((sum, rule) => sum + count(rule), 0);
}
