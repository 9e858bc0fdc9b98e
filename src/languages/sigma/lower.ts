import type { Diagnostic } from '../../diagnostic/index.ts';
import { foldName } from '../../event/index.ts';
import { and, call, type Expr, field, literal, not, or, type Plan, type PlanOf, walkExpr } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { logNotWritten, unsupported } from './diagnostics.ts';
import { fieldExpr } from './field-map.ts';
import { ConditionLowering } from './lower-condition.ts';
import { ValueLowering } from './lower-value.ts';
import { type Reach, reachOf } from './reach.ts';
import type { DetectionRule, Selection } from './rule.ts';
import type { EventKind } from './windows-logs.ts';

/** The column that says which of several conditions held. */
export const CONDITION_COLUMN = 'condition';

/**
 * What a plan is for: to be run, over events in any shape, or to be written in another language, over events as the platform has them,
 * where fields that some kinds of event call otherwise become columns first.
 */
export type PlanUse = 'run' | 'write';

/** A rule as a plan; undefined if a finding fails. */
export interface LoweredRule {
  readonly plan: Plan | undefined;
  readonly reach: Reach;
  /** The detection rules that it asks. */
  readonly asks: readonly DetectionRule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The conditions of a rule over the events that it is asked of. */
export interface LoweredConditions {
  readonly reach: Reach;
  /** One for each condition of the rule, log source included. */
  readonly conditions: readonly Expr[];
}

function equals(value: Expr, texts: readonly string[], origin: Span): Expr {
  return or(
    texts.map((text) => ({
      ...{ kind: 'match' as const, origin, value },
      pattern: { kind: 'literal' as const, text, case: 'unicode' as const, part: 'whole' as const },
    })),
    origin,
  );
}

/** Fields that the selections of a rule name, in their order. */
export function fieldsOf(selections: readonly { readonly selection: Selection }[]): string[] {
  const namesIn = (selection: Selection): string[] =>
    selection.kind === 'item'
      ? selection.field === undefined
        ? []
        : [selection.field]
      : selection.items.flatMap(namesIn);
  return [...new Set(selections.flatMap(({ selection }) => namesIn(selection)))];
}

/** Fields whose values a selection compares others with. */
function fieldsCompared(selection: Selection): string[] {
  if (selection.kind !== 'item') return selection.items.flatMap(fieldsCompared);
  return selection.values.flatMap((value) => (value.kind === 'field' ? [value.name] : []));
}

/** The events of a kind: by channel, or by provider where an event has no channel, and by event id. */
function isOfKind({ channels, eventIds, provider }: EventKind, origin: Span, use: PlanUse): Expr {
  const channel = field('_event.channel', origin);
  const byChannel = equals(channel, channels, origin);
  const byProvider =
    provider === undefined || use === 'write'
      ? undefined
      : and(
          [call('test.null', [channel], origin), equals(field('_event.provider', origin), [provider], origin)],
          origin,
        );
  const place = byProvider ? or([byChannel, byProvider], origin) : byChannel;
  if (eventIds.length === 0) return place;
  const ids = eventIds.map((id): Expr => {
    const value = field('_event.id', origin);
    return { kind: 'match', origin, value, pattern: { kind: 'number', op: 'eq', text: String(id) } };
  });
  if (channels.length === 0) return or(ids, origin);
  // The id first: of two kinds of events it tells most apart.
  return and([or(ids, origin), place], origin);
}

/** What makes an event of a kind one of the rule's log source. */
export function sourceTest(
  { logSource: { span }, selections }: DetectionRule,
  kind: EventKind,
  use: PlanUse = 'run',
): Expr {
  const { only, fields } = kind;
  const isOf = isOfKind(kind, span, use);
  if (!only || fieldsOf(selections).includes(only.field)) return isOf;
  return and([isOf, equals(fieldExpr(only.field, fields, span), only.values, span)], span);
}

type Made = PlanOf<'extend'>['columns'][number];

class RuleLowering {
  readonly diagnostics: Diagnostic[] = [];
  readonly #rule: DetectionRule;
  readonly #use: PlanUse;

  constructor(rule: DetectionRule, use: PlanUse) {
    this.#rule = rule;
    this.#use = use;
  }

  readonly #report = (diagnostic: Diagnostic): void => {
    const isKnown = this.diagnostics.some((one) => one.code === diagnostic.code && one.span === diagnostic.span);
    if (!isKnown) this.diagnostics.push(diagnostic);
  };

  readonly #tooMany = (span: Span): void => {
    const message = 'there are too many ways to choose so many selections';
    this.#report(unsupported.report({ span, message, data: { what: 'quantifier' } }));
  };

  /** The conditions over events of one kind, what filters and pipelines add included. */
  #conditions(kind: EventKind | undefined): Expr[] {
    const values = new ValueLowering(kind?.fields, this.#report);
    const own = new ConditionLowering(this.#rule.selections, values, this.#tooMany);
    const extra = this.#rule.extra.map(({ selections, condition }) =>
      new ConditionLowering(selections, values, this.#tooMany).condition(condition),
    );
    return this.#rule.conditions.map(({ condition, span }) => and([own.condition(condition), ...extra], span));
  }

  /** The conditions with the names that the rule writes. */
  written(): readonly Expr[] {
    return this.#conditions(undefined);
  }

  /** The events of a kind that the rule is asked of. */
  #source(kind: EventKind): Expr {
    return sourceTest(this.#rule, kind, this.#use);
  }

  /** The events that the rule is asked of; of those that only running it reads, what is written says that they are left out. */
  #reach(): Reach {
    const { logSource } = this.#rule;
    const reach = reachOf(logSource);
    if (this.#use === 'run' || reach.kind !== 'channels') return reach;
    const left = reach.kinds.filter(({ isRunOnly }) => isRunOnly);
    for (const { channels, eventIds } of left) {
      const message = `${[...channels, ...eventIds].join(' ')} is left out, which stands in for the rule's log where it is run here`;
      this.#report(logNotWritten.report({ span: logSource.span, message }));
    }
    return { kind: 'channels', kinds: reach.kinds.filter(({ isRunOnly }) => !isRunOnly) };
  }

  /** The log source by itself, then the conditions over fields by the rule's own names. */
  apart(): LoweredConditions & { readonly source: Expr | undefined } {
    const reach = this.#reach();
    if (reach.kind !== 'channels') return { ...this.lower(), source: undefined };
    const { span } = this.#rule.logSource;
    const source = or(
      reach.kinds.map((kind) => this.#source(kind)),
      span,
    );
    return { reach, conditions: this.#conditions(undefined), source };
  }

  lower(): LoweredConditions {
    const reach = this.#reach();
    const { span } = this.#rule.logSource;
    const hasChannel: Expr = {
      ...{ kind: 'match', origin: span, value: field('_event.channel', span) },
      pattern: { kind: 'present' },
    };
    switch (reach.kind) {
      case 'channels': {
        const perKind = reach.kinds.map((kind) => {
          const source = this.#source(kind);
          return this.#conditions(kind).map((condition) => and([source, condition], span));
        });
        const conditions = this.#rule.conditions.map(({ span: at }, index) =>
          perKind.length === 1
            ? perKind[0]![index]!
            : or(
                perKind.map((one) => one[index]!),
                at,
              ),
        );
        return { reach, conditions };
      }
      case 'windows':
        return { reach, conditions: this.#conditions(undefined).map((one) => and([hasChannel, one], span)) };
      case 'all':
        return { reach, conditions: this.#conditions(undefined) };
      case 'other':
        if (this.#use === 'write') return { reach, conditions: this.#conditions(undefined) };
        return { reach, conditions: this.#conditions(undefined).map((one) => and([not(hasChannel, span), one], span)) };
      case 'none':
        if (this.#use === 'write') return { reach, conditions: this.#conditions(undefined) };
        return { reach, conditions: this.#conditions(undefined).map(() => literal(false, span)) };
    }
  }
}

/**
 * The conditions of a rule over fields as it names them, whatever log they are asked of; places are those of the file. None if a part
 * cannot be lowered, as a placeholder without a value.
 */
export function writtenConditions(rule: DetectionRule): readonly Expr[] {
  const lowering = new RuleLowering(rule, 'run');
  const conditions = lowering.written();
  return lowering.diagnostics.some(({ severity }) => severity === 'fails') ? [] : conditions;
}

/** Lowers the conditions of a rule. */
export function lowerConditions(
  rule: DetectionRule,
  use: PlanUse,
): LoweredConditions & { readonly diagnostics: readonly Diagnostic[] } {
  const lowering = new RuleLowering(rule, use);
  return { ...lowering.lower(), diagnostics: lowering.diagnostics };
}

/** Columns of an alert: those that the rule lists, then those that it tests; none for all of the event. */
export function columnsOf({ fields, selections }: Pick<DetectionRule, 'fields' | 'selections'>): string[] {
  const names = [...fields, ...fieldsOf(selections)];
  const folded = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => folded.indexOf(folded[index]!) === index);
}

/** Fields of the event that an expression reads, in lower case. */
function namesRead(expr: Expr): Set<string> {
  const names = new Set<string>();
  walkExpr(expr, (one) => {
    if (one.kind === 'field') names.add(foldName(one.name));
  });
  return names;
}

/** True if some kind of event has the field under another name. */
function isMapped(name: string, reach: Reach): boolean {
  if (reach.kind !== 'channels') return false;
  return reach.kinds.some(({ fields }) => fields && Object.hasOwn(fields, foldName(name)));
}

/** A test that tells one kind of event from the others of a rule: by id where the ids differ. */
function tellsKind(kind: EventKind, kinds: readonly EventKind[], origin: Span): Expr {
  const others = kinds.filter((one) => one !== kind);
  const isById =
    kind.eventIds.length > 0 &&
    others.every(({ eventIds }) => eventIds.length > 0 && !eventIds.some((id) => kind.eventIds.includes(id)));
  return isOfKind(isById ? { ...kind, channels: [] } : { ...kind, eventIds: [] }, origin, 'write');
}

/** A value that is the field's own, which such events do not have, in place of null, which not every language writes. */
function orOwn(value: Expr, name: string): Expr {
  const isNull = value.kind === 'case' && value.otherwise.kind === 'literal' && value.otherwise.value === null;
  return isNull ? { ...value, otherwise: field(name, value.origin) } : value;
}

/** The value of a field in events that are known to be of one of some kinds; kinds that have it by its name need no test. */
function valueToWrite(name: string, kinds: readonly EventKind[], origin: Span): Expr {
  const isOther = ({ fields }: EventKind): boolean => fields !== undefined && Object.hasOwn(fields, foldName(name));
  const others = kinds.filter(isOther);
  const [only] = others;
  const isAlways = kinds.every((kind) => isOther(kind) && kind.fields === only?.fields);
  if (only && isAlways) return orOwn(fieldExpr(name, only.fields, origin), name);
  const branches = others.map((kind) => ({
    when: tellsKind(kind, kinds, origin),
    value: orOwn(fieldExpr(name, kind.fields, origin), name),
  }));
  return { kind: 'case', origin, branches, otherwise: field(name, origin) };
}

/** The value of a rule's field in the events that the rule is asked of, whatever their kinds call it. */
export function valueOfField(name: string, reach: Reach, origin: Span, use: PlanUse): Expr {
  if (reach.kind !== 'channels' || !isMapped(name, reach)) return field(name, origin);
  if (use === 'write') return valueToWrite(name, reach.kinds, origin);
  const branches = reach.kinds.map((kind) => ({
    when: isOfKind(kind, origin, use),
    value: fieldExpr(name, kind.fields, origin),
  }));
  return { kind: 'case', origin, branches, otherwise: field(name, origin) };
}

/** Columns that some kind of event has under another name, so ordered that none reads one that was made before it. */
function mappedColumns(columns: readonly string[], reach: Reach, origin: Span, use: PlanUse): Made[] {
  const made = columns
    .filter((name) => isMapped(name, reach))
    .map((name): Made => ({ name, type: 'any', value: valueOfField(name, reach, origin, use) }));
  const ordered: Made[] = [];
  while (made.length > 0) {
    const isFree = ({ name }: Made): boolean =>
      made.every((other) => other.name === name || !namesRead(other.value).has(foldName(name)));
    const index = Math.max(0, made.findIndex(isFree));
    ordered.push(...made.splice(index, 1));
  }
  return ordered;
}

/** The column that says which of several conditions held, made behind a plan of their rows. */
function withCondition(plan: Plan, conditions: readonly Expr[], rule: DetectionRule): Plan {
  if (conditions.length < 2) return plan;
  const origin = rule.span;
  const branches = conditions.map((when, index) => ({
    when,
    value: literal(rule.conditions[index]!.text, rule.conditions[index]!.span),
  }));
  const value: Expr = { kind: 'case', origin, branches, otherwise: literal(null, origin) };
  return { kind: 'extend', origin, input: plan, columns: [{ name: CONDITION_COLUMN, type: 'text', value }] };
}

/** The plan of a rule that is to be written: its log source, the fields by the rule's own names, then its conditions. */
function lowerToWrite(rule: DetectionRule): LoweredRule {
  const lowering = new RuleLowering(rule, 'write');
  const { reach, conditions, source } = lowering.apart();
  const origin = rule.span;
  let plan: Plan = { kind: 'scan', origin, fieldsAs: 'logged' };
  if (source) plan = { kind: 'filter', origin: source.origin, input: plan, condition: source, role: 'where' };
  const selections = [...rule.selections, ...rule.extra.flatMap((one) => one.selections)];
  const names = [
    ...new Set([...fieldsOf(selections), ...selections.flatMap(({ selection }) => fieldsCompared(selection))]),
  ];
  const columns = mappedColumns(names, reach, origin, 'write');
  if (columns.length > 0) plan = { kind: 'extend', origin, input: plan, columns };
  const condition = conditions.length === 1 ? conditions[0]! : or(conditions, origin);
  plan = { kind: 'filter', origin, input: plan, condition, role: 'where' };
  const isRefused = lowering.diagnostics.some((one) => one.severity === 'fails');
  return {
    plan: isRefused ? undefined : withCondition(plan, conditions, rule),
    reach,
    asks: [rule],
    diagnostics: lowering.diagnostics,
  };
}

/** The plan of a rule: events of its log source for which one of its conditions holds (spec sigma §5, 6, 10, 12). */
export function lowerRule(rule: DetectionRule, use: PlanUse = 'run'): LoweredRule {
  if (use === 'write') return lowerToWrite(rule);
  const { reach, conditions, diagnostics } = lowerConditions(rule, use);
  const origin = rule.span;
  const scan: Plan = { kind: 'scan', origin, fieldsAs: 'logged' };
  const condition = conditions.length === 1 ? conditions[0]! : or(conditions, origin);
  let plan: Plan = { kind: 'filter', origin, input: scan, condition, role: 'where' };
  plan = withCondition(plan, conditions, rule);
  const columns = columnsOf(rule);
  const mapped = mappedColumns(columns, reach, origin, use);
  if (mapped.length > 0) plan = { kind: 'extend', origin, input: plan, columns: mapped };
  const names = conditions.length > 1 ? [CONDITION_COLUMN, ...columns] : columns;
  if (columns.length > 0) plan = { kind: 'project', origin, input: plan, mode: 'keep', names };
  const isRefused = diagnostics.some((one) => one.severity === 'fails');
  return { plan: isRefused ? undefined : plan, reach, asks: [rule], diagnostics };
}
