import { type Expr, field, or, type Plan } from '../../ir/index.ts';
import { type AnyRule, type DetectionRule, reachOf, writtenConditions } from '../../languages/sigma/index.ts';
import { type FilterSite, sitesOf } from '../logic/flow.ts';
import { type Leaf, leavesOf } from '../logic/leaves.ts';
import { Effort } from '../logic/terms.ts';
import type { ValueEntry } from './entries.ts';

/** A condition of a rule with what its log source says of the events that reach it. */
export interface RuleLogic {
  readonly sites: readonly FilterSite[];
  readonly effort: Effort;
}

const NOTHING: RuleLogic = { sites: [], effort: new Effort() };

/** The ids of the events that a log source means; undefined if it does not say. */
function idsOf({ logSource }: DetectionRule): readonly number[] | undefined {
  const reach = reachOf(logSource);
  if (reach.kind !== 'channels' || reach.kinds.some(({ eventIds }) => eventIds.length === 0)) return undefined;
  return reach.kinds.flatMap(({ eventIds }) => eventIds);
}

function planOf(rule: DetectionRule, condition: Expr): Plan {
  const origin = rule.logSource.span;
  const ids = idsOf(rule);
  let plan: Plan = { kind: 'scan', origin, fieldsAs: 'text' };
  if (ids) {
    const value = field('EventID', origin);
    const tests = ids.map(
      (id): Expr => ({ kind: 'match', origin, value, pattern: { kind: 'number', op: 'eq', text: String(id) } }),
    );
    plan = { kind: 'filter', origin, input: plan, condition: or(tests, origin), role: 'scope' };
  }
  return { kind: 'filter', origin, input: plan, condition, role: 'where' };
}

const known = new WeakMap<AnyRule, RuleLogic>();

/** The conditions of a rule as logic sees them, worked out once; none for correlations and filters. */
export function logicOfRule(rule: AnyRule | undefined): RuleLogic {
  if (rule?.kind !== 'rule') return NOTHING;
  let logic = known.get(rule);
  if (!logic) {
    const effort = new Effort();
    const sites = writtenConditions(rule).flatMap((condition) =>
      sitesOf([{ plan: planOf(rule, condition), rows: 'events' }], effort, () => false)
        .filter((site): site is FilterSite => site.kind === 'filter')
        .slice(-1),
    );
    logic = { sites, effort };
    known.set(rule, logic);
  }
  return logic;
}

/** A test of an entry, with whether it finds or leaves out; undefined where no condition asks for the entry. */
export function leafOf({ span }: ValueEntry, rule: AnyRule | undefined): Leaf | undefined {
  return leavesOf(logicOfRule(rule).sites).find(
    ({ test: { origin } }) => span.start <= origin.start && origin.end <= span.end,
  );
}

/** True if a field of the rule's events has one value: those of other products may hold lists, of which any item may pass a test. */
export function hasSingleValues(rule: AnyRule | undefined): boolean {
  return rule?.kind === 'rule' && rule.logSource.product === 'windows';
}
