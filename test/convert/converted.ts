import { readdirSync, readFileSync } from 'node:fs';
import { type Conversion, sigmaToSumo, sumoToSigma } from '../../src/detection/index.ts';
import { isRefusal } from '../../src/diagnostic/index.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import type { Event } from '../../src/event/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { lowerSumo, parseSumo, type SourceFormat } from '../../src/languages/sumo/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { sharedPath } from '../formats/shared-data.ts';

/** A rule as a search. Throws if the text holds several. */
export function asSumo(text: string, sourceFormat: SourceFormat = 'json', name = 'rule.yml'): Conversion {
  const options = { sourceFormat, sourceCategory: undefined, pipelines: [] };
  const found = sigmaToSumo([new SourceText(name, text)], options).conversions;
  if (found.length !== 1) throw new Error(`${found.length} rules`);
  return found[0]!;
}

/** A search as a rule. */
export function asSigma(text: string, name = 'search.sumo'): Conversion {
  return sumoToSigma(new SourceText(name, text), { logSource: undefined, head: undefined });
}

/** The plan of a rule. Throws if it does not load. */
export function planOfRule(text: string): Plan {
  const { rules, refused } = loadSigma(parseSigma(new SourceText('rule.yml', text)));
  if (!rules[0]) throw new Error(refused[0]?.diagnostics.map(({ message }) => message).join('; '));
  return rules.at(-1)!.plan;
}

/** The plan of a search as it is written. Throws if the platform would refuse it. */
export function planOfSearch(text: string): Plan {
  const { query, diagnostics } = parseSumo(text);
  const lowered = lowerSumo(query);
  const refusals = [...diagnostics, ...lowered.diagnostics].filter(isRefusal);
  if (!lowered.plan || refusals.length > 0) throw new Error(refusals.map(({ message }) => message).join('; '));
  return lowered.plan;
}

/** Events that a plan takes. */
export function eventsOf(plan: Plan, events: readonly Event[]): ReadonlySet<Event> {
  return new Set(rowsOf(plan, events, compiledEngine).map(({ event }) => event!));
}

/** A plan without the selection of its source, for events that have no metadata. */
export function withoutScope(plan: Plan): Plan {
  if (plan.kind === 'filter' && plan.role === 'scope') return withoutScope(plan.input);
  return 'input' in plan ? { ...plan, input: withoutScope(plan.input) } : plan;
}

/** The rules of the rule set, in their order, those whose number the step divides. */
export function ruleSet(step: number): readonly SourceText[] {
  const folder = sharedPath('sigma/rules');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .filter((_, index) => index % step === 0)
    .map((name) => new SourceText(name, readFileSync(`${folder}/${name}`, 'utf8')));
}
