import type { Span } from '../../source/index.ts';
import type { CompareOp } from '../../value/index.ts';
import { type Condition, parseCondition } from './condition.ts';
import type { Reading } from './context.ts';
import { invalidCorrelation } from './diagnostics.ts';
import { placesIn } from './place.ts';
import type { RuleHead } from './rule.ts';
import { parseTimeSpan } from './time-span.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlScalar } from './yaml.ts';

/** Types of correlations; `value_median` is of the reference implementation. */
export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const;

/** A type of correlation. */
export type CorrelationType = (typeof CORRELATION_TYPES)[number];

/** A test of a correlation's number. */
export interface CountTest {
  readonly op: CompareOp;
  readonly value: number;
}

/** A rule that a correlation refers to, by id or name. */
export interface RuleReference {
  readonly name: string;
  readonly span: Span;
}

/** What a correlation asks of hits of other rules. */
export interface Correlation {
  readonly type: CorrelationType;
  readonly rules: readonly RuleReference[];
  readonly groupBy: readonly string[];
  /** Milliseconds. */
  readonly timespan: number;
  /** All must hold. */
  readonly tests: readonly CountTest[];
  /** Fields whose values are counted or summed. */
  readonly valueFields: readonly string[];
  readonly percentile: number | undefined;
  /** What must hold of the rules by name, in place of a number of them. */
  readonly expression: Condition | undefined;
  /** Alias → rule → field. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** True if the rules that it refers to give alerts of their own too. */
  readonly generate: boolean;
}

/** A correlation rule. */
export interface CorrelationRule extends RuleHead {
  readonly kind: 'correlation';
  readonly correlation: Correlation;
}

const OPS: Readonly<Record<string, CompareOp>> = { gt: 'gt', gte: 'ge', lt: 'lt', lte: 'le', eq: 'eq', neq: 'ne' };
const KEYS = ['type', 'rules', 'group-by', 'timespan', 'timeframe', 'condition', 'aliases', 'generate'];
const isTemporal = (type: string): boolean => type === 'temporal' || type === 'temporal_ordered';

class CorrelationReader {
  readonly #reading: Reading;
  readonly #map: YamlMap;
  readonly #around: Span;

  constructor(reading: Reading, map: YamlMap, around: Span) {
    this.#reading = reading;
    this.#map = map;
    this.#around = around;
  }

  #fault(span: Span, key: string, message: string): undefined {
    this.#reading.report(invalidCorrelation.report({ span, message: `correlation.${key}: ${message}`, data: { key } }));
  }

  #entry(key: string, isNeeded = false): YamlEntry | undefined {
    const entry = entryOf(this.#map, key);
    if (!entry && isNeeded) this.#fault(this.#around, key, 'the key is missing');
    return entry;
  }

  #type(): CorrelationType | undefined {
    const entry = this.#entry('type', true);
    if (!entry) return undefined;
    const text = entry.value.kind === 'scalar' ? entry.value.text : '';
    const type = CORRELATION_TYPES.find((one) => one === text);
    return (
      type ?? this.#fault(entry.value.span, 'type', `one of ${CORRELATION_TYPES.join(', ')} is expected, not ${text}`)
    );
  }

  #rules(): RuleReference[] | undefined {
    const entry = this.#entry('rules');
    if (!entry) return [];
    const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    const names = nodes.filter((node): node is YamlScalar => node.kind === 'scalar' && node.value !== null);
    if (names.length === 0 || names.length < nodes.length)
      return this.#fault(entry.keySpan, 'rules', 'a list of ids or names of rules is expected');
    return names.map(({ text, span }) => ({ name: text, span }));
  }

  #timespan(): number | undefined {
    const entry = this.#entry('timespan') ?? this.#entry('timeframe') ?? this.#entry('timespan', true);
    if (!entry) return undefined;
    const text = entry.value.kind === 'scalar' ? entry.value.text : '';
    return (
      parseTimeSpan(text) ?? this.#fault(entry.value.span, entry.key, `a span such as 15m is expected, not ${text}`)
    );
  }

  #groupBy(): string[] {
    const nodes = this.#reading.textsOf(this.#map, 'group-by');
    return nodes.map((one) => one.text);
  }

  #aliases(): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const entry = this.#entry('aliases');
    const aliases = new Map<string, ReadonlyMap<string, string>>();
    if (!entry) return aliases;
    if (entry.value.kind !== 'map') {
      this.#fault(entry.keySpan, 'aliases', 'a mapping of aliases to rules and fields is expected');
      return aliases;
    }
    for (const { key, keySpan, value } of entry.value.entries) {
      const fields = value.kind === 'map' ? value.entries : [];
      const pairs = fields.flatMap((one) =>
        one.value.kind === 'scalar' && one.value.value !== null ? [[one.key, one.value.text] as const] : [],
      );
      if (value.kind !== 'map' || pairs.length < value.entries.length)
        this.#fault(keySpan, 'aliases', `${key} must map names of rules to fields`);
      aliases.set(key, new Map(pairs));
    }
    return aliases;
  }

  #generate(document: YamlMap): boolean {
    return [entryOf(this.#map, 'generate'), entryOf(document, 'generate')].some((entry) => {
      if (!entry) return false;
      if (entry.value.kind === 'scalar' && typeof entry.value.value === 'boolean') return entry.value.value;
      this.#fault(entry.value.span, 'generate', 'true or false is expected');
      return false;
    });
  }

  #expression(node: YamlScalar, type: CorrelationType): Condition | undefined {
    if (!isTemporal(type))
      return this.#fault(node.span, 'condition', `${type} takes a mapping such as {gte: 5}, not an expression`);
    const parsed = parseCondition(node.text, placesIn(node, this.#reading.text));
    for (const one of parsed.diagnostics) this.#reading.report(one);
    if (parsed.aggregation) this.#fault(node.span, 'condition', 'an expression over rules has no aggregation');
    return parsed.condition;
  }

  #tests(map: YamlMap, type: CorrelationType): CountTest[] {
    const tests: CountTest[] = [];
    for (const { key, keySpan, value } of map.entries) {
      const op = Object.hasOwn(OPS, key) ? OPS[key] : undefined;
      if (op === undefined) {
        if (key !== 'field' && key !== 'percentile') this.#fault(keySpan, 'condition', `there is no test ${key}`);
        continue;
      }
      const number = value.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
      const needsWhole = type === 'event_count' || type === 'value_count' || isTemporal(type);
      if (number === undefined || (needsWhole && !Number.isInteger(number)))
        this.#fault(value.span, 'condition', `${key} takes a ${needsWhole ? 'whole ' : ''}number`);
      else tests.push({ op, value: number });
    }
    if (tests.length === 0 && !this.#reading.fails)
      this.#fault(map.span, 'condition', 'one of gt, gte, lt, lte, eq, neq is expected');
    return tests;
  }

  #condition(type: CorrelationType): Pick<Correlation, 'tests' | 'valueFields' | 'percentile' | 'expression'> {
    const entry = this.#entry('condition', !isTemporal(type));
    const none = { tests: [], valueFields: [], percentile: undefined, expression: undefined };
    if (!entry) return none;
    if (entry.value.kind === 'scalar') return { ...none, expression: this.#expression(entry.value, type) };
    if (entry.value.kind === 'list') {
      this.#fault(entry.keySpan, 'condition', 'a mapping such as {gte: 5} is expected');
      return none;
    }
    const map = entry.value;
    const valueFields = this.#reading.textsOf(map, 'field').map((one) => one.text);
    if (type.startsWith('value_') && valueFields.length === 0)
      this.#fault(map.span, 'condition', `${type} needs the key field`);
    const percentile = entryOf(map, 'percentile')?.value;
    const rank = percentile?.kind === 'scalar' && typeof percentile.value === 'number' ? percentile.value : undefined;
    if (percentile && (rank === undefined || rank < 0 || rank > 100))
      this.#fault(percentile.span, 'condition', 'percentile takes a number from 0 to 100');
    return { tests: this.#tests(map, type), valueFields, percentile: rank, expression: undefined };
  }

  read(document: YamlMap): Correlation | undefined {
    for (const { key, keySpan } of this.#map.entries)
      if (!KEYS.includes(key)) this.#fault(keySpan, key, 'there is no such key');
    const type = this.#type();
    const rules = this.#rules();
    const timespan = this.#timespan();
    const groupBy = this.#groupBy();
    const aliases = this.#aliases();
    const generate = this.#generate(document);
    if (!type || !rules) return undefined;
    const condition = this.#condition(type);
    const named = condition.expression ? onceEach(namesIn(condition.expression)) : [];
    const listed = rules.length > 0 ? rules : named;
    if (listed.length === 0) this.#fault(this.#around, 'rules', 'the key is missing');
    if (condition.expression && rules.length > 0) this.#compare(rules, named);
    if (timespan === undefined) return undefined;
    return { type, rules: listed, groupBy, timespan, ...condition, aliases, generate };
  }

  /** Every rule of an expression must be listed, and every listed rule named in it (spec sigma §11.3). */
  #compare(rules: readonly RuleReference[], named: readonly RuleReference[]): void {
    for (const { name, span } of named)
      if (!rules.some((one) => one.name === name)) this.#fault(span, 'condition', `${name} is not among the rules`);
    for (const { name, span } of rules)
      if (!named.some((one) => one.name === name)) this.#fault(span, 'rules', `the condition does not name ${name}`);
  }
}

const onceEach = (rules: readonly RuleReference[]): RuleReference[] =>
  rules.filter(({ name }, index) => rules.findIndex((one) => one.name === name) === index);

function namesIn(condition: Condition): RuleReference[] {
  switch (condition.kind) {
    case 'name':
      return [{ name: condition.name, span: condition.span }];
    case 'of':
      return [];
    case 'not':
      return namesIn(condition.item);
    default:
      return condition.items.flatMap(namesIn);
  }
}

/** Reads the `correlation` of a document (spec sigma §11). */
export function readCorrelation(reading: Reading, document: YamlMap): Correlation | undefined {
  const { value, keySpan } = entryOf(document, 'correlation')!;
  if (value.kind !== 'map') {
    reading.report(
      invalidCorrelation.report({
        span: keySpan,
        message: 'correlation: a mapping is expected',
        data: { key: 'correlation' },
      }),
    );
    return undefined;
  }
  return new CorrelationReader(reading, value, keySpan).read(document);
}
