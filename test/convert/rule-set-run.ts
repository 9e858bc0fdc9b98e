import { prepareQuery, sigmaToSumo } from '../../src/detection/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { asSigma, planOfRule, ruleSet } from './converted.ts';

/** What came of converting rules to searches and back. */
export interface RuleSetRun {
  readonly counts: Readonly<Record<string, number>>;
  readonly back: Readonly<Record<string, number>>;
  /** Why rules are approximate, with their number. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Rules that cannot be written, with the first reason. */
  readonly unsupported: readonly string[];
  /** Searches that the platform would refuse, and rules of searches that do not load. */
  readonly faults: readonly string[];
}

const what = (data: Readonly<Record<string, unknown>> | undefined): string => String(data?.what ?? data?.placeholder);

/** Converts every `step`-th rule of the rule set to a search and that back to a rule. */
export function convertRuleSet(step: number): RuleSetRun {
  const counts: Record<string, number> = {};
  const back: Record<string, number> = {};
  const reasons: Record<string, number> = {};
  const unsupported: string[] = [];
  const faults: string[] = [];
  const options = { sourceFormat: 'json', sourceCategory: undefined, pipelines: [] } as const;
  for (const { source, fidelity, text, notes } of sigmaToSumo(ruleSet(step), options).conversions) {
    const name = source.name.replace(/.*\//, '');
    counts[fidelity] = (counts[fidelity] ?? 0) + 1;
    for (const reason of new Set(notes.map(({ data }) => what(data))))
      if (fidelity === 'approximate') reasons[reason] = (reasons[reason] ?? 0) + 1;
    const first = notes.find(({ severity }) => severity === 'fails');
    if (text === undefined) {
      unsupported.push(`${name}: ${what(first?.data)}`);
      continue;
    }
    const prepared = prepareQuery(new SourceText(name, text), { strict: true });
    if (prepared.status !== 'ready') faults.push(`${name}: ${prepared.diagnostics[0]?.message}`);
    const again = asSigma(text);
    back[again.fidelity] = (back[again.fidelity] ?? 0) + 1;
    try {
      if (again.text !== undefined) planOfRule(again.text);
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
    }
  }
  return { counts, back, reasons, unsupported, faults };
}
