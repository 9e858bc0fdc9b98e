import type { EventHeader } from '../../event/index.ts';
import { type ConditionOutline, type Expr, field, literal, not } from '../../ir/index.ts';
import type { SourceText, Span } from '../../source/index.ts';
import { type Condition, fitsPattern } from './condition.ts';
import { sourceText } from './log-source.ts';
import { sourceTest } from './lower.ts';
import { ConditionLowering } from './lower-condition.ts';
import { ValueLowering } from './lower-value.ts';
import { type Reach, reachOf } from './reach.ts';
import type { DetectionRule, NamedSelection, Selection, SelectionItem, SigmaValue } from './rule.ts';
import { shownParts } from './string.ts';
import type { EventKind } from './windows-logs.ts';

/** A rule over events of one kind, as its text has it. */
export interface RuleOutline {
  /** What makes an event one of the log source. */
  readonly source: ConditionOutline;
  /** What must hold of it, what filters and pipelines add included. */
  readonly condition: ConditionOutline;
}

/** Selections and where they stand. */
interface Place {
  readonly source: SourceText;
  readonly selections: readonly NamedSelection[];
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The text that a test of a value looks for; undefined where it is no plain text. */
function needleOf(value: SigmaValue): string | undefined {
  if (value.kind !== 'string') return undefined;
  const texts = value.parts.flatMap((part) => (part.kind === 'literal' || part.kind === 'dash' ? [part] : []));
  const inner = value.parts.slice(
    value.parts[0]?.kind === 'any' ? 1 : 0,
    value.parts.at(-1)?.kind === 'any' ? -1 : undefined,
  );
  return texts.length > 0 && texts.length === inner.length ? shownParts(inner) : undefined;
}

class OutlineMaker {
  readonly #place: Place;
  readonly #values: ValueLowering;
  readonly #conditions: ConditionLowering;

  constructor(place: Place, kind: EventKind | undefined) {
    this.#place = place;
    this.#values = new ValueLowering(kind?.fields, () => {});
    this.#conditions = new ConditionLowering(place.selections, this.#values, () => {});
  }

  #at(span: Span, kind: ConditionOutline['kind'], text: string, parts: readonly ConditionOutline[]): ConditionOutline {
    return { kind, text, source: this.#place.source, span, parts };
  }

  /** What stands at a place, or what it is called where that is too long for a line. */
  #written(span: Span, otherwise: string): string {
    const text = this.#place.source.text.slice(span.start, span.end);
    return text.includes('\n') || text === '' ? otherwise : oneLine(text);
  }

  #entry(item: SelectionItem): ConditionOutline {
    const { span, values, join, isNegated } = item;
    const key = item.key ?? item.field ?? 'keywords';
    const exprs = this.#values.tests(item);
    const tests = values.map((value, index): ConditionOutline => {
      const written = this.#written(value.span, value.kind);
      const text = values.length === 1 ? `${key}: ${written}` : written;
      const needle = needleOf(value);
      const own = this.#at(value.span, 'test', text, []);
      return { ...own, expr: exprs[index]!, ...(needle !== undefined && { needle }) };
    });
    const [only] = tests;
    const joined =
      tests.length === 1 ? { ...only!, span } : this.#at(span, join, values.length === 0 ? key : `${key}:`, tests);
    return isNegated ? this.#at(span, 'not', 'not', [joined]) : joined;
  }

  #selection(selection: Selection): ConditionOutline {
    if (selection.kind === 'item') return this.#entry(selection);
    const { kind, span, items } = selection;
    return this.#at(
      span,
      kind,
      `${kind} of`,
      items.map((item) => this.#selection(item)),
    );
  }

  #named({ name, nameSpan, selection }: NamedSelection): ConditionOutline {
    const own = this.#selection(selection);
    const isWhole = selection.kind !== 'item' && own.kind !== 'test' && own.kind !== 'not';
    const parts = isWhole ? own.parts : [own];
    return { ...this.#at(nameSpan, isWhole ? own.kind : 'all', name, parts), name };
  }

  condition(node: Condition): ConditionOutline {
    const text = this.#written(node.span, node.kind === 'or' ? 'any of' : 'all of');
    switch (node.kind) {
      case 'name':
        return this.#named(this.#place.selections.find(({ name }) => name === node.name)!);
      case 'not':
        return this.#at(node.span, 'not', text, [this.condition(node.item)]);
      case 'and':
      case 'or': {
        const parts = node.items.map((item) => this.condition(item));
        return this.#at(node.span, node.kind === 'and' ? 'all' : 'any', text, parts);
      }
      case 'of': {
        const named = this.#place.selections.filter(({ name }) => fitsPattern(name, node.pattern));
        const parts = named.map((one) => this.#named(one));
        if (node.count === 'all' || node.count === 1)
          return this.#at(node.span, node.count === 'all' ? 'all' : 'any', text, parts);
        return { ...this.#at(node.span, 'test', text, []), expr: this.#conditions.condition(node) };
      }
    }
  }
}

function isKind({ channels, eventIds, provider }: EventKind, header: EventHeader): boolean {
  if (eventIds.length > 0 && (header.eventId === undefined || !eventIds.includes(header.eventId))) return false;
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  if (header.channel !== undefined) return channels.some((channel) => same(channel, header.channel!));
  return provider !== undefined && header.provider !== undefined && same(provider, header.provider);
}

/** A rule with what its text says over events of each kind. */
export class OutlinedRule {
  readonly rule: DetectionRule;
  readonly reach: Reach;
  readonly #made = new Map<EventKind | undefined, RuleOutline>();

  constructor(rule: DetectionRule) {
    this.rule = rule;
    this.reach = reachOf(rule.logSource);
  }

  /** The outline over events with a header: of their kind if the rule is asked of it, else of the first kind. */
  of(header: EventHeader): RuleOutline {
    const kinds = this.reach.kind === 'channels' ? this.reach.kinds : [];
    const kind = kinds.find((one) => isKind(one, header)) ?? kinds[0];
    let outline = this.#made.get(kind);
    if (!outline) {
      outline = { source: this.#source(kind), condition: this.#condition(kind) };
      this.#made.set(kind, outline);
    }
    return outline;
  }

  #source(kind: EventKind | undefined): ConditionOutline {
    const { logSource, source } = this.rule;
    const { span } = logSource;
    return { kind: 'test', text: sourceText(logSource), source, span, parts: [], expr: this.#sourceTest(kind, span) };
  }

  #sourceTest(kind: EventKind | undefined, span: Span): Expr {
    const hasChannel: Expr = {
      ...{ kind: 'match', origin: span, value: field('_event.channel', span) },
      pattern: { kind: 'present' },
    };
    switch (this.reach.kind) {
      case 'channels':
        return kind ? sourceTest(this.rule, kind) : literal(false, span);
      case 'windows':
        return hasChannel;
      case 'other':
        return not(hasChannel, span);
      case 'all':
        return literal(true, span);
      case 'none':
        return literal(false, span);
    }
  }

  #condition(kind: EventKind | undefined): ConditionOutline {
    const { selections, conditions, extra, source, span } = this.rule;
    const own = new OutlineMaker({ source, selections }, kind);
    const outlines = conditions.map(({ condition }) => own.condition(condition));
    const [only] = outlines;
    const condition: ConditionOutline =
      outlines.length === 1 ? only! : { kind: 'any', text: 'any of the conditions', source, span, parts: outlines };
    if (extra.length === 0) return condition;
    const added = extra.map((one): ConditionOutline => {
      const inner = new OutlineMaker(one, kind).condition(one.condition);
      return { kind: 'all', text: one.title, source: one.source, span: one.condition.span, parts: [inner] };
    });
    return { kind: 'all', text: 'all of', source, span, parts: [condition, ...added] };
  }
}
