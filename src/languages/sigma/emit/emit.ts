import type { Diagnostic } from '../../../diagnostic/index.ts';
import { foldName } from '../../../event/index.ts';
import { call, type Expr, field, nodesOf, type Plan, type PlanOf, printExpr, WritingNotes } from '../../../ir/index.ts';
import { fieldExpr } from '../field-map.ts';
import { CATEGORIES } from '../windows-logs.ts';
import { DERIVED, derivedColumns, substitute } from './columns.ts';
import { ConditionEmitter } from './condition.ts';
import { ruleText, type WrittenHead } from './document.ts';
import { join, type RuleNode } from './node.ts';
import {
  type CategoryHints,
  categoryHints,
  channelPhrases,
  channelsTested,
  sourceOfCondition,
  type WrittenSource,
} from './source.ts';

/** How a rule is written. */
export interface EmitSigmaOptions {
  readonly head: WrittenHead;
  /** In place of the log source that the plan tells. */
  readonly logSource: WrittenSource | undefined;
}

/** A rule with what there is to say of it; no text if a part cannot be written. */
export interface EmittedSigma {
  readonly text: string | undefined;
  readonly notes: readonly Diagnostic[];
}

/** True for a choice that gives a rule's field the name that one kind of event has for it, as converted rules do. */
function isMapped(name: string, value: Expr): boolean {
  if (value.kind !== 'case' || value.otherwise.kind !== 'field') return false;
  if (foldName(value.otherwise.name) !== foldName(name)) return false;
  const made = value.branches.map((branch) => printExpr(branch.value));
  return Object.values(CATEGORIES)
    .flat()
    .some(
      ({ fields }) =>
        fields !== undefined &&
        Object.hasOwn(fields, foldName(name)) &&
        made.length === 1 &&
        shownFields(fieldExpr(name, fields, value.origin)) === shownFields(value.branches[0]!.value),
    );
}

/** Fields that an expression reads, but for the one that it may fall back on. */
function shownFields(expr: Expr): string {
  return [...printExpr(expr).matchAll(/[A-Za-z_]\w*/g)]
    .map(([word]) => word)
    .filter((word) => /name|id|label/i.test(word))
    .join(' ');
}

class RuleEmitter {
  readonly #notes = new WritingNotes();
  readonly #conditions = new ConditionEmitter(this.#notes);
  readonly #columns = new Map<string, Expr>();
  readonly #items: RuleNode[] = [];
  /** Names of channels that the scope asks for. */
  #phrases: { readonly channels: readonly string[]; readonly origin: Expr['origin'] } | undefined;
  #hints: CategoryHints = { channels: [], texts: [] };
  #isCounting = false;

  #resolve(expr: Expr): Expr {
    return substitute(expr, (name) => this.#columns.get(foldName(name)));
  }

  #filter({ condition, role }: PlanOf<'filter'>): void {
    if (this.#isCounting) {
      const message = 'a rule by itself finds events; the search goes on with what it counted';
      this.#notes.unsupported(condition.origin, 'aggregate', message);
      return;
    }
    if (role === 'where') {
      this.#items.push(this.#conditions.write(this.#resolve(condition)));
      return;
    }
    this.#hints = categoryHints(condition);
    const { channels, rest } = channelPhrases(condition);
    if (channels.length > 0) this.#phrases = { channels, origin: condition.origin };
    this.#items.push(this.#conditions.write(rest));
  }

  #extract({ steps }: PlanOf<'extract'>): void {
    const isChain = steps.length > 1 && steps.at(-1)!.onMiss === 'drop';
    for (const step of steps) {
      const from = this.#resolve(step.from);
      const derived = derivedColumns(step, from);
      for (const [name, value] of derived) {
        const key = foldName(name);
        const before = this.#columns.get(key);
        const isItself = value.kind === 'field' && foldName(value.name) === key;
        // A parse without a match keeps what an earlier one gave.
        if (before && step.onMiss === 'keep' && printExpr(before) !== printExpr(value)) {
          const when: Expr = { kind: 'match', origin: step.origin, value, pattern: { kind: 'present' } };
          this.#columns.set(key, { kind: 'case', origin: step.origin, branches: [{ when, value }], otherwise: before });
        } else if (isItself) this.#columns.delete(key);
        else this.#columns.set(key, value);
      }
      if (step.onMiss === 'drop') this.#dropping(step.origin, derived, isChain);
    }
  }

  /** A parse that drops the rows that it does not match is a condition. */
  #dropping(origin: Expr['origin'], derived: readonly (readonly [string, Expr])[], isChain: boolean): void {
    if (isChain) {
      this.#notes.unsupported(origin, 'parse', 'which rows a chain of parses drops cannot be said by a rule');
      return;
    }
    for (const [, value] of derived) {
      if (value.kind === 'call' && value.fn === DERIVED.other) {
        const message = 'the search drops messages without this text; a rule sees fields of events, not the message';
        this.#notes.unsupported(origin, 'parse', message);
        return;
      }
      const present: Expr = { kind: 'match', origin, value, pattern: { kind: 'present' } };
      this.#items.push(this.#conditions.write(present));
    }
  }

  #node(node: Plan): void {
    const { origin } = node;
    switch (node.kind) {
      case 'filter':
        this.#filter(node);
        return;
      case 'extract':
        this.#extract(node);
        return;
      case 'extend':
        for (const { name, value } of node.columns) {
          const resolved = this.#resolve(value);
          if (isMapped(name, resolved)) this.#columns.set(foldName(name), field(name, origin));
          else this.#columns.set(foldName(name), resolved);
        }
        return;
      case 'aggregate':
      case 'top':
        this.#isCounting = true;
        this.#notes.approximate(origin, 'aggregate', 'the rule finds the events; the search counts them in groups');
        return;
      case 'distinct':
      case 'limit':
        if (!this.#isCounting)
          this.#notes.approximate(origin, node.kind, 'the search shows some of the events only; the rule finds all');
        return;
      case 'lookup':
        for (const { name } of node.columns ?? []) this.#columns.set(foldName(name), call(DERIVED.other, [], origin));
        if (node.every) this.#notes.unsupported(origin, 'lookup', 'a rule cannot look into tables');
        return;
      case 'scan':
      case 'project':
      case 'sort':
        return;
      case 'analytic':
      case 'pivot':
      case 'table-call':
        if (this.#isCounting && !(node.kind === 'table-call' && node.call.fn === 'keep-listed')) return;
        this.#notes.unsupported(origin, node.kind, 'a rule has no form for this stage');
        return;
      default:
        this.#notes.unsupported(origin, node.kind, 'a rule has no form for this stage');
    }
  }

  /** Channels that the condition does not name, but the scope does. */
  #channels(condition: RuleNode): readonly string[] {
    if (!this.#phrases) return this.#hints.channels;
    const { channels, origin } = this.#phrases;
    const tested = channelsTested(condition).map((one) => one.toLowerCase());
    if (tested.length > 0 && tested.every((one) => channels.some((other) => other.toLowerCase() === one))) return [];
    const message = `${channels.join(', ')} in the scope is taken as the channel; the search finds it anywhere in a message`;
    this.#notes.approximate(origin, 'log source', message);
    return channels;
  }

  #source(
    condition: RuleNode,
    wanted: WrittenSource | undefined,
    plan: Plan,
  ): { source: WrittenSource; rest: RuleNode } {
    const found = sourceOfCondition(condition, this.#channels(condition));
    if (wanted) return { source: wanted, rest: found.source ? found.rest : condition };
    if (found.source) return { source: found.source, rest: found.rest };
    const { texts } = this.#hints;
    const isWindows = /\bEventI[Dd]\b|EventCode|\bChannel\b/.test(JSON.stringify(condition));
    if (isWindows || texts.some((text) => /\bwin/i.test(text))) {
      const message = 'the search does not name a channel of Windows; the rule is asked of all of them';
      this.#notes.approximate(plan.origin, 'log source', message);
      return { source: { product: 'windows' }, rest: condition };
    }
    const [product, service] = (texts[0] ?? '').replaceAll('*', '').toLowerCase().split('/').filter(Boolean);
    if (product !== undefined) {
      const message = `the log source is taken from the source category ${texts[0]}; name it with --log-source`;
      this.#notes.approximate(plan.origin, 'log source', message);
      return { source: service === undefined ? { product } : { product, service }, rest: condition };
    }
    const message = 'the search does not say which log it reads; name it with --log-source';
    this.#notes.unsupported(plan.origin, 'log source', message);
    return { source: {}, rest: condition };
  }

  emit(plan: Plan, { head, logSource }: EmitSigmaOptions): EmittedSigma {
    for (const node of nodesOf(plan)) this.#node(node);
    const { source, rest } = this.#source(join('and', this.#items), logSource, plan);
    if (rest.kind === 'constant') {
      const message = rest.value
        ? 'the search takes every event of its log; a rule needs a condition'
        : 'the condition can never hold';
      this.#notes.unsupported(plan.origin, 'condition', message);
    }
    const notes = this.#notes.all;
    const isRefused = notes.some((one) => one.severity === 'fails');
    return { text: isRefused ? undefined : ruleText(head, source, rest), notes };
  }
}

/** Writes a plan that keeps or drops events as a Sigma rule (design architecture, IR → emit → print). */
export function emitSigma(plan: Plan, options: EmitSigmaOptions): EmittedSigma {
  return new RuleEmitter().emit(plan, options);
}
