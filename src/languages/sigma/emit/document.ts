import { Document, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { RuleNode, RuleTest, RuleValue } from './node.ts';
import type { WrittenSource } from './source.ts';

/** What a rule that is written says of itself; absent keys are not written. */
export interface WrittenHead {
  readonly title: string;
  readonly id: string;
  /** By which correlations refer to it. */
  readonly name?: string;
  readonly status?: string;
  readonly description?: string;
  readonly references?: readonly string[];
  readonly author?: string;
  readonly date?: string;
  readonly modified?: string;
  readonly tags?: readonly string[];
  readonly falsepositives?: readonly string[];
  readonly level?: string;
}

/** A selection: entries that all have to hold, or a list of which one has to. */
type Entries = ReadonlyMap<string, readonly RuleValue[]>;
type Selection = readonly Entries[] | { readonly keywords: readonly RuleValue[] };

const keyOf = ({ field, modifiers }: RuleTest): string => [field ?? '', ...modifiers].join('|');

/** Entries of a mapping that a condition is; undefined for a condition of another shape. */
function entriesOf(node: RuleNode): Entries | undefined {
  const tests = node.kind === 'and' ? node.items : [node];
  const entries = new Map<string, readonly RuleValue[]>();
  for (const test of tests) {
    if (test.kind !== 'test' || test.field === undefined || entries.has(keyOf(test))) return undefined;
    entries.set(keyOf(test), test.values);
  }
  return entries;
}

function selectionOf(node: RuleNode): Selection | undefined {
  if (node.kind === 'test' && node.field === undefined && node.modifiers.length === 0) return { keywords: node.values };
  const entries = entriesOf(node);
  if (entries) return [entries];
  const all = node.kind === 'or' ? node.items.map(entriesOf) : [undefined];
  return all.includes(undefined) ? undefined : (all as Entries[]);
}

/** Names the parts of a condition and puts them together. */
class DetectionWriter {
  readonly selections = new Map<string, Selection>();

  #name(stem: string, selection: Selection): string {
    for (const [name, known] of this.selections)
      if (name.startsWith(stem) && JSON.stringify(plain(known)) === JSON.stringify(plain(selection))) return name;
    let name = stem;
    for (let number = 2; this.selections.has(name); number++) name = `${stem}_${number}`;
    this.selections.set(name, selection);
    return name;
  }

  /** The expression of a condition; `around` is what it stands in. */
  expression(node: RuleNode, around: 'top' | 'and' | 'or' | 'not', stem = 'selection'): string {
    const selection = selectionOf(node);
    if (selection) return this.#name(stem, selection);
    switch (node.kind) {
      case 'not': {
        const inner = stem === 'selection' ? 'filter' : 'selection';
        return `not ${this.expression(node.item, 'not', inner)}`;
      }
      case 'and':
      case 'or': {
        const parts = node.kind === 'and' ? together(node.items) : node.items;
        const text = parts.map((item) => this.expression(item, node.kind as 'and' | 'or', stem)).join(` ${node.kind} `);
        const isTight = around === 'not' || (around !== 'top' && around !== node.kind);
        return isTight && parts.length > 1 ? `(${text})` : text;
      }
      default:
        return '';
    }
  }
}

const plain = (selection: Selection): unknown =>
  'keywords' in selection ? selection : selection.map((entries) => [...entries]);

/** Tests that can stand in one mapping put there; two on one key stand apart. */
function together(items: readonly RuleNode[]): RuleNode[] {
  const groups: RuleTest[][] = [];
  for (const item of items) {
    if (item.kind !== 'test' || item.field === undefined) continue;
    const group = groups.find((one) => !one.some((other) => keyOf(other) === keyOf(item)));
    if (group) group.push(item);
    else groups.push([item]);
  }
  const maps = groups.map((group): RuleNode => (group.length === 1 ? group[0]! : { kind: 'and', items: group }));
  return [...maps, ...items.filter((item) => item.kind !== 'test' || item.field === undefined)];
}

function scalar(value: RuleValue): Scalar {
  const node = new Scalar(value);
  if (typeof value === 'string') node.type = /[\0-\x08\x0b-\x1f\x7f\n\t]/.test(value) ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
  return node;
}

function valuesNode(values: readonly RuleValue[]): Scalar | YAMLSeq {
  if (values.length === 1) return scalar(values[0]!);
  const list = new YAMLSeq();
  for (const value of values) list.add(scalar(value));
  return list;
}

/** Ids of events are written as numbers. */
const numberOf = (value: RuleValue): RuleValue =>
  typeof value === 'string' && /^[1-9]\d*$/.test(value) ? Number(value) : value;

function entriesNode(entries: Entries): YAMLMap {
  const map = new YAMLMap();
  for (const [key, values] of entries)
    map.set(key, valuesNode(key.toLowerCase() === 'eventid' ? values.map(numberOf) : values));
  return map;
}

function selectionNode(selection: Selection): YAMLMap | YAMLSeq {
  const list = new YAMLSeq();
  if ('keywords' in selection) for (const value of selection.keywords) list.add(scalar(value));
  else if (selection.length === 1) return entriesNode(selection[0]!);
  else for (const entries of selection) list.add(entriesNode(entries));
  return list;
}

/** Characters of a line of a description. */
const WIDTH = 100;

/** A short description on its line, a longer one as lines of a block. */
function descriptionNode(description: string | undefined): Scalar | undefined {
  if (description === undefined) return undefined;
  const lines = [''];
  for (const word of description.trim().split(/\s+/)) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  const node = new Scalar(lines.length === 1 ? lines[0]! : `${lines.join('\n')}\n`);
  if (lines.length > 1) node.type = 'BLOCK_LITERAL';
  return node;
}

const LAYOUT = { indent: 4, lineWidth: 0, indentSeq: true, singleQuote: true } as const;

/** The text of a rule: keys in the order and the layout that public rule sets have. */
export function ruleText(head: WrittenHead, source: WrittenSource, condition: RuleNode): string {
  const writer = new DetectionWriter();
  const expression = writer.expression(condition, 'top');
  const detection = new YAMLMap();
  for (const [name, selection] of writer.selections) detection.set(name, selectionNode(selection));
  detection.set('condition', expression);
  const { title, id, name, status, description, references, author, date, modified, tags, falsepositives, level } =
    head;
  const { category, product, service } = source;
  const content = {
    ...{ title, id, name, status, description: descriptionNode(description), references, author, date, modified, tags },
    logsource: { category, product, service },
    detection,
    ...{ falsepositives, level },
  };
  const document = new Document(content, { keepUndefined: false });
  return document.toString(LAYOUT);
}

/** What a correlation asks of the hits of one rule. */
export interface WrittenCorrelation {
  readonly type: 'event_count' | 'value_count';
  readonly rule: string;
  readonly groupBy: readonly string[];
  readonly timespan: string;
  readonly condition: Readonly<Record<string, number | string>>;
}

/** The text of a correlation, in the layout of rules. */
export function correlationText(head: WrittenHead, correlation: WrittenCorrelation): string {
  const { title, id, status, description, level } = head;
  const { type, rule, groupBy, timespan, condition } = correlation;
  const content = {
    ...{ title, id, status, description: descriptionNode(description) },
    correlation: { type, rules: [rule], 'group-by': groupBy.length > 0 ? groupBy : undefined, timespan, condition },
    level,
  };
  return new Document(content, { keepUndefined: false }).toString(LAYOUT);
}
