import type { Diagnostic } from '../../../diagnostic/index.ts';
import { foldName } from '../../../event/index.ts';
import {
  type CompareOp,
  call,
  type Expr,
  field,
  nodesOf,
  type Plan,
  type PlanOf,
  printExpr,
  WritingNotes,
} from '../../../ir/index.ts';
import { fieldExpr } from '../field-map.ts';
import { CATEGORIES } from '../windows-logs.ts';
import { DERIVED, derivedColumns, substitute } from './columns.ts';
import { ConditionEmitter } from './condition.ts';
import { correlationText, ruleText, type WrittenCorrelation, type WrittenHead } from './document.ts';
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
  /** Id of a correlation, which is a rule beside that of its events. */
  readonly correlationId: string;
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

type CountTest = Omit<WrittenCorrelation, 'rule'>;

const OPERATORS: Partial<Record<CompareOp, string>> = { eq: 'eq', ne: 'neq', lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' };

/** A comparison of a counted column with a number. */
function countTest(expr: Expr): { readonly column: string; readonly op: string; readonly value: number } | undefined {
  if (expr.kind !== 'compare' || expr.left.kind !== 'field' || expr.right.kind !== 'literal') return undefined;
  const value = Number(expr.right.value);
  return Number.isFinite(value) ? { column: expr.left.name, op: OPERATORS[expr.op]!, value } : undefined;
}

const UNITS: readonly (readonly [milliseconds: number, unit: string])[] = [
  [604_800_000, 'w'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
];

/** A time in the largest unit that it is a multiple of. */
function spanText(milliseconds: number): string {
  const [size, unit] = UNITS.find(([one]) => milliseconds % one === 0) ?? [1000, 's'];
  return `${Math.max(1, Math.round(milliseconds / size))}${unit}`;
}

class RuleEmitter {
  readonly #notes = new WritingNotes();
  readonly #conditions = new ConditionEmitter(this.#notes);
  readonly #columns = new Map<string, Expr>();
  readonly #items: RuleNode[] = [];
  /** Names of channels that the scope asks for. */
  #phrases: { readonly channels: readonly string[]; readonly origin: Expr['origin'] } | undefined;
  #hints: CategoryHints = { channels: [], texts: [] };
  /** Width of the slices that messages are put in, by their column, in milliseconds. */
  readonly #slices = new Map<string, number>();
  #counting: PlanOf<'aggregate'> | 'other' | undefined;
  #countedAt: Expr['origin'] = { start: 0, end: 0 };
  #count: CountTest | undefined;

  #resolve(expr: Expr): Expr {
    return substitute(expr, (name) => this.#columns.get(foldName(name)));
  }

  #filter({ condition, role }: PlanOf<'filter'>): void {
    if (this.#counting) {
      this.#testCount(condition);
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

  /** A test of a count in slices of time is a correlation. */
  #testCount(condition: Expr): void {
    const { origin } = condition;
    const refuse = (message: string): void => this.#notes.unsupported(origin, 'aggregate', message);
    const node = this.#counting;
    const tests = (condition.kind === 'and' ? condition.items : [condition]).map(countTest);
    if (!node || node === 'other' || this.#count || tests.some((one) => !one)) {
      refuse('a rule by itself finds events; the search goes on with what it counted');
      return;
    }
    const [aggregate] = node.aggregates;
    const slice = node.keys.map(({ name }) => this.#slices.get(foldName(name))).find((one) => one !== undefined);
    if (
      !aggregate ||
      node.aggregates.length > 1 ||
      tests.some((one) => foldName(one!.column) !== foldName(aggregate.name))
    ) {
      refuse('a correlation tests one count; the search makes several');
      return;
    }
    if (slice === undefined) {
      refuse('the search counts over its whole time range, which a rule does not have; count in a timeslice');
      return;
    }
    const keys = node.keys.filter(({ name }) => !this.#slices.has(foldName(name)));
    const groupBy = keys.map(({ value }) => this.#conditions.fieldOf(this.#resolve(value)));
    const counted = aggregate.arg && this.#conditions.fieldOf(this.#resolve(aggregate.arg));
    const type =
      aggregate.fn === 'count' ? 'event_count' : aggregate.fn === 'count-distinct' ? 'value_count' : undefined;
    if (!type || groupBy.includes(undefined) || (type === 'value_count' && counted === undefined)) {
      refuse('a correlation counts events, or values of a field, by fields of events only');
      return;
    }
    const timespan = spanText(slice);
    const message = `the search counts in fixed slices of ${timespan}; a correlation in windows of ${timespan} that slide, so it finds more`;
    this.#notes.approximate(node.origin, 'window', message);
    const asked = Object.fromEntries(tests.map((one) => [one!.op, one!.value]));
    this.#count = {
      ...{ type, timespan, groupBy: groupBy.map((one) => one!) },
      condition: counted === undefined ? asked : { field: counted, ...asked },
    };
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
        if (this.#counting) {
          for (const { name } of node.columns) this.#columns.set(foldName(name), call(DERIVED.other, [], origin));
          return;
        }
        for (const { name, value } of node.columns) {
          const [time, width] = value.kind === 'call' && value.fn === 'time.slice' ? value.args : [];
          if (time?.kind === 'field' && foldName(time.name) === '_messagetime' && width?.kind === 'literal')
            this.#slices.set(foldName(name), Number(width.value));
          const resolved = this.#resolve(value);
          if (isMapped(name, resolved)) this.#columns.set(foldName(name), field(name, origin));
          else this.#columns.set(foldName(name), resolved);
        }
        return;
      case 'aggregate':
      case 'top':
        if (!this.#counting) this.#countedAt = origin;
        this.#counting = this.#counting || node.kind === 'top' ? 'other' : node;
        return;
      case 'distinct':
      case 'limit':
        if (!this.#counting)
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
        if (this.#counting && !(node.kind === 'table-call' && node.call.fn === 'keep-listed')) return;
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
      this.#notes.approximate(scopeOf(plan), 'log source', message);
      return { source: { product: 'windows' }, rest: condition };
    }
    const [product, service] = (texts[0] ?? '').replaceAll('*', '').toLowerCase().split('/').filter(Boolean);
    if (product !== undefined) {
      const message = `the log source is taken from the source category ${texts[0]}; name it with --log-source`;
      this.#notes.approximate(scopeOf(plan), 'log source', message);
      return { source: service === undefined ? { product } : { product, service }, rest: condition };
    }
    const message = 'the search does not say which log it reads; name it with --log-source';
    this.#notes.unsupported(scopeOf(plan), 'log source', message);
    return { source: {}, rest: condition };
  }

  emit(plan: Plan, { head, correlationId: second, logSource }: EmitSigmaOptions): EmittedSigma {
    for (const node of nodesOf(plan)) this.#node(node);
    const { source, rest } = this.#source(join('and', this.#items), logSource, plan);
    const isKnown = this.#notes.all.some((one) => one.severity === 'fails');
    if (rest.kind === 'constant' && !isKnown) {
      const message = rest.value
        ? 'the search takes every event of its log; a rule needs a condition'
        : 'the condition can never hold';
      this.#notes.unsupported(plan.origin, 'condition', message);
    }
    if (this.#counting && !this.#count)
      this.#notes.approximate(
        this.#countedAt,
        'aggregate',
        'the rule finds the events; the search counts them in groups',
      );
    const notes = this.#notes.all;
    const isRefused = notes.some((one) => one.severity === 'fails');
    if (isRefused) return { text: undefined, notes };
    if (!this.#count) return { text: ruleText(head, source, rest), notes };
    const name = head.title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '');
    const base = { ...head, title: `${head.title} - one event`, name };
    const correlation = { ...this.#count, rule: name };
    return {
      text: `${ruleText(base, source, rest)}---\n${correlationText({ ...head, id: second }, correlation)}`,
      notes,
    };
  }
}

/** Where a plan selects its messages: its scope, or its first stage. */
function scopeOf(plan: Plan): Expr['origin'] {
  return (nodesOf(plan).find((node) => node.kind !== 'scan') ?? plan).origin;
}

/** Writes a plan that keeps or drops events as a Sigma rule (design architecture, IR → emit → print). */
export function emitSigma(plan: Plan, options: EmitSigmaOptions): EmittedSigma {
  return new RuleEmitter().emit(plan, options);
}
