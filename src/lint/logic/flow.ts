import { foldName } from '../../event/index.ts';
import {
  type Compare,
  type Expr,
  type ExtractChain,
  type ExtractStep,
  extractedNames,
  type Match,
  makesUnknownNames,
  nodesOf,
  type Plan,
  type PlanOf,
} from '../../ir/index.ts';
import { formulaAt, type Reading } from './condition.ts';
import type { Formula } from './formula.ts';
import { Names } from './names.ts';
import { optionalGroups } from './optional-groups.ts';
import { type Effort, extend, NOTHING_KNOWN, type Term } from './terms.ts';

/** A condition that keeps rows, with what is known of the rows that reach it. */
export interface FilterSite {
  readonly kind: 'filter';
  readonly role: 'scope' | 'where';
  readonly condition: Expr;
  readonly before: readonly Term[];
  /** What is known behind it. */
  readonly after: readonly Term[];
  readonly reading: Reading;
}

/** A condition that chooses a value, with what is known where it is asked. */
export interface BranchSite {
  readonly kind: 'branch';
  readonly condition: Expr;
  readonly before: readonly Term[];
  /** What the branches before it leave, whatever rows come. */
  readonly alone: readonly Term[];
  readonly reading: Reading;
}

/** A place of a query where a condition is asked. */
export type Site = FilterSite | BranchSite;

/** A run of stages that is understood; what rows come into it is known at the beginning of a query only. */
export interface Segment {
  readonly plan: Plan;
  readonly rows: 'events' | 'unknown';
}

const UNKNOWN = { kind: 'made', type: 'any' } as const;

/** The event field that a JSON path ends in. */
function eventFieldOf(path: string): string | undefined {
  const last = /(?:^|\.|\[')([A-Za-z_]\w*)(?:'\])?$/.exec(path)?.[1];
  return last === undefined ? undefined : foldName(last);
}

class Flow {
  readonly sites: Site[] = [];
  readonly #names = new Names();
  readonly #effort: Effort;
  readonly #isDoubtful: (test: Compare | Match) => boolean;
  #terms: readonly Term[] = NOTHING_KNOWN;
  #last: Reading | undefined;

  constructor(effort: Effort, isDoubtful: (test: Compare | Match) => boolean) {
    this.#effort = effort;
    this.#isDoubtful = isDoubtful;
  }

  enter(segment: Segment): void {
    this.#terms = NOTHING_KNOWN;
    this.#names.forget(segment.rows === 'events' ? { kind: 'event', type: 'text' } : UNKNOWN);
    for (const node of nodesOf(segment.plan)) this.#pass(node);
  }

  #reading(): Reading {
    const names = this.#names.snapshot();
    if (this.#last?.names !== names) this.#last = { names, isDoubtful: this.#isDoubtful };
    return this.#last;
  }

  #pass(node: Plan): void {
    switch (node.kind) {
      case 'filter':
        this.#filter(node);
        return;
      case 'extend':
        for (const { name, type, value } of node.columns) {
          this.#branches(value, this.#terms, NOTHING_KNOWN, this.#reading());
          this.#names.define(name, type, this.#names.resolve(value));
        }
        return;
      case 'project':
        if (node.mode === 'keep') this.#names.keepOnly(node.names, UNKNOWN);
        else for (const name of node.names) this.#names.make(name, UNKNOWN, node.origin);
        return;
      case 'extract':
        this.#extract(node);
        return;
      case 'aggregate': {
        this.#names.keepOnly(
          node.keys.map((key) => key.name),
          UNKNOWN,
        );
        for (const { name, type, origin } of node.aggregates) this.#names.make(name, { kind: 'made', type }, origin);
        return;
      }
      case 'analytic':
        this.#names.make(node.name, { kind: 'made', type: node.type }, node.origin);
        return;
      case 'lookup':
        if (node.columns) for (const { name } of node.columns) this.#names.make(name, UNKNOWN, node.origin);
        else this.#names.forget(UNKNOWN);
        return;
      case 'top':
        this.#names.make(node.rank, { kind: 'made', type: 'long' }, node.origin);
        return;
      case 'scan':
      case 'sort':
      case 'limit':
      case 'distinct':
        return;
      default:
        this.#names.forget(UNKNOWN);
        this.#terms = NOTHING_KNOWN;
    }
  }

  #filter({ condition, role }: PlanOf<'filter'>): void {
    const reading = this.#reading();
    const before = this.#terms;
    this.#branches(condition, before, NOTHING_KNOWN, reading);
    const left = extend(before, formulaAt(condition, reading), this.#effort);
    // What follows a condition that can never hold is judged as if it were not there: one fault, one finding.
    this.#terms = left.length > 0 ? left : before;
    this.sites.push({ kind: 'filter', role, condition, before, after: this.#terms, reading });
  }

  /** Conditions that choose a value inside an expression, each with what is known there. */
  #branches(expr: Expr, before: readonly Term[], alone: readonly Term[], reading: Reading): void {
    if (expr.kind !== 'case') {
      for (const child of directParts(expr)) this.#branches(child, before, alone, reading);
      return;
    }
    let [here, own] = [before, alone];
    for (const { when, value } of expr.branches) {
      this.sites.push({ kind: 'branch', condition: when, before: here, alone: own, reading });
      this.#branches(when, here, own, reading);
      const holds = formulaAt(when, reading);
      const fails = formulaAt(when, reading, true);
      this.#branches(value, this.#within(here, holds), this.#within(own, holds), reading);
      [here, own] = [this.#within(here, fails), this.#within(own, fails)];
    }
    this.#branches(expr.otherwise, here, own, reading);
  }

  #within(terms: readonly Term[], formula: Formula): readonly Term[] {
    return extend(terms, formula, this.#effort);
  }

  #extract(node: ExtractChain): void {
    const isAlone = node.steps.length === 1;
    const froms = node.steps.map((step) => this.#names.resolve(step.from));
    for (const [i, step] of node.steps.entries()) {
      if (makesUnknownNames(step)) {
        this.#names.forget(UNKNOWN);
        this.#terms = NOTHING_KNOWN;
      }
      this.#made(step, froms[i]!, isAlone && step.onMiss === 'drop');
    }
  }

  #made(step: ExtractStep, from: Expr, isSure: boolean): void {
    const { extractor, origin } = step;
    const optional = extractor.kind === 'regex' ? optionalGroups(extractor.source, extractor.dialect) : undefined;
    const names = extractedNames(step);
    for (const [i, name] of names.entries()) {
      const path = extractor.kind === 'json' ? extractor.paths[i]?.path : undefined;
      this.#names.make(
        name,
        {
          kind: isSure ? 'dropped' : 'kept',
          type: 'text',
          from,
          eventField: path === undefined ? undefined : eventFieldOf(path),
          mayBeNull: (extractor.kind !== 'anchor' && extractor.kind !== 'regex') || optional?.has(name) === true,
        },
        origin,
      );
    }
  }
}

/** Parts of an expression that are no conditional value themselves. */
function directParts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'and':
    case 'or':
      return expr.items;
    case 'not':
      return [expr.item];
    case 'compare':
      return [expr.left, expr.right];
    case 'match':
      return [expr.value];
    case 'call':
      return expr.args;
    default:
      return [];
  }
}

/** The conditions of segments that follow each other, in the order in which rows meet them. */
export function sitesOf(
  segments: readonly Segment[],
  effort: Effort,
  isDoubtful: (test: Compare | Match) => boolean,
): readonly Site[] {
  const flow = new Flow(effort, isDoubtful);
  for (const segment of segments) flow.enter(segment);
  return flow.sites;
}
