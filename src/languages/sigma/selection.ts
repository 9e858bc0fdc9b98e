import type { Span } from '../../source/index.ts';
import type { Reading } from './context.ts';
import { doubtfulModifier, invalidModifier, invalidSelection, nullInList, unknownModifier } from './diagnostics.ts';
import { modifierNamed, nearestModifier } from './modifiers/index.ts';
import type { ModifierDefinition } from './modifiers/modifier.ts';
import type { Selection, SelectionItem, SigmaValue } from './rule.ts';
import { sigmaString } from './string.ts';
import { valueOfScalar } from './value.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './yaml.ts';

interface WrittenModifier {
  readonly written: string;
  readonly span: Span;
  readonly definition: ModifierDefinition;
}

const sameKey = (a: string, b: string): boolean => {
  const normal = (key: string): string =>
    key
      .split('|')
      .map((part) => modifierNamed(part)?.name ?? part)
      .join('|');
  return normal(a) === normal(b);
};

/** Numbers in the spelling that every loader takes for a number. */
const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Reads selections of one rule. */
export class SelectionReader {
  readonly #reading: Reading;
  readonly #name: string;

  constructor(reading: Reading, name: string) {
    this.#reading = reading;
    this.#name = name;
  }

  #fault(span: Span, message: string): undefined {
    this.#reading.report(
      invalidSelection.report({ span, message: `${this.#name}: ${message}`, data: { selection: this.#name } }),
    );
  }

  /** A selection; undefined if it cannot be read, which is reported. */
  read(node: YamlNode, keySpan: Span): Selection | undefined {
    if (node.kind === 'scalar') {
      if (node.value === null) return this.#fault(keySpan, 'the selection is empty');
      return this.#keywords([node], node.span);
    }
    if (node.kind === 'map') {
      if (node.entries.length === 0) return this.#fault(node.span, 'the mapping is empty');
      const items = node.entries.map((entry) => this.#entry(entry, node)).filter((item) => item !== undefined);
      return items.length === 1 ? items[0] : { kind: 'all', span: node.span, items };
    }
    if (node.items.length === 0) return this.#fault(keySpan, 'the list is empty');
    const items: Selection[] = [];
    const keywords: YamlScalar[] = [];
    for (const item of node.items) {
      if (item.kind === 'scalar') keywords.push(item);
      else {
        const read = this.read(item, item.span);
        if (read) items.push(read);
      }
    }
    const found = keywords.length > 0 ? this.#keywords(keywords, node.span) : undefined;
    if (found) items.unshift(found);
    return items.length === 1 ? items[0] : { kind: 'any', span: node.span, items };
  }

  #keywords(nodes: readonly YamlScalar[], span: Span): SelectionItem {
    for (const node of nodes) if (node.value === null) this.#fault(node.span, 'null is no keyword');
    const values = nodes.map(valueOfScalar);
    return { kind: 'item', span, field: undefined, values, join: 'any', isNegated: false };
  }

  #entry({ key, keySpan, value }: YamlEntry, beside: YamlMap): SelectionItem | undefined {
    const [field, ...names] = key.split('|');
    const modifiers = this.#modifiers(names, keySpan, key);
    if (!modifiers) return undefined;
    const nodes = this.#scalars(value, keySpan, key);
    if (!nodes) return undefined;
    const hasField = field !== '';
    if (!hasField && names.length === 0) return this.#fault(keySpan, 'the name of the field is empty');
    if (!hasField && nodes.some((node) => node.value === null)) return this.#fault(value.span, 'null is no keyword');
    const joins = (name: 'all' | 'neq'): WrittenModifier | undefined =>
      modifiers.find((one) => one.definition.joins === name);
    const all = joins('all');
    if (all && nodes.length === 1) this.#uselessAll(all, key, beside);
    const values = nodes.map((node) => this.#modified(node, modifiers, hasField, nodes.length));
    if (values.some((one) => one === undefined)) return undefined;
    return {
      kind: 'item',
      span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) },
      field: hasField ? field : undefined,
      key,
      values: values.filter((one) => one !== undefined),
      join: all ? 'all' : 'any',
      isNegated: joins('neq') !== undefined,
    };
  }

  /** The scalars of an entry; an empty list is null, lists in lists are one list. */
  #scalars(node: YamlNode, keySpan: Span, key: string): readonly YamlScalar[] | undefined {
    if (node.kind === 'scalar') return [node];
    if (node.kind === 'map') return this.#fault(node.span, `${key}: a value or a list of values is expected`);
    if (node.items.length === 0) return [{ kind: 'scalar', span: keySpan, value: null, text: '', isQuoted: false }];
    const scalars: YamlScalar[] = [];
    for (const item of node.items) {
      const inner = this.#scalars(item, item.span, key);
      if (!inner) return undefined;
      scalars.push(...inner);
    }
    const empty = scalars.find((one) => one.value === null);
    if (empty && scalars.length > 1)
      this.#reading.report(
        nullInList.report({
          span: empty.span,
          message: `${key}: null in a list means here that the field may be missing`,
        }),
      );
    return scalars;
  }

  #modifiers(names: readonly string[], keySpan: Span, key: string): readonly WrittenModifier[] | undefined {
    const modifiers: WrittenModifier[] = [];
    let at = key.indexOf('|') + 1;
    for (const written of names) {
      const span = this.#partOfKey(keySpan, key, at, written.length);
      at += written.length + 1;
      const definition = modifierNamed(written);
      if (definition) modifiers.push({ written, span, definition });
      else {
        const near = nearestModifier(written);
        const what = written === '' ? 'the modifier is empty' : `there is no modifier ${written}`;
        this.#reading.report(
          unknownModifier.report({
            span,
            message: `${what}${near !== undefined && written !== '' ? `; did you mean ${near}?` : ''}`,
            data: { modifier: written },
          }),
        );
      }
    }
    return modifiers.length === names.length ? modifiers : undefined;
  }

  /** The place of a part of a key, if the key stands in the file as it is. */
  #partOfKey(keySpan: Span, key: string, at: number, length: number): Span {
    const { text } = this.#reading;
    const quote = text.startsWith(key, keySpan.start) ? 0 : text.startsWith(key, keySpan.start + 1) ? 1 : undefined;
    if (quote === undefined) return keySpan;
    const start = keySpan.start + quote + at;
    return { start, end: start + length };
  }

  /** `all` on a single value; it can go unless the key is then that of another entry, or names nothing. */
  #uselessAll({ span, written }: WrittenModifier, key: string, beside: YamlMap): void {
    const message = `\`${written}\` has no effect on a single value`;
    const left = key.split('|').filter((part, index) => index === 0 || part !== written);
    const isFree = left.join('') !== '' && !beside.entries.some((one) => sameKey(one.key, left.join('|')));
    const isSeen = this.#reading.text.slice(span.start - 1, span.end) === `|${written}`;
    const edits = [{ span: { start: span.start - 1, end: span.end }, text: '' }];
    const oneOf = beside.span.start;
    const fixes = isFree && isSeen ? [{ title: 'leave it out', class: 'safe' as const, edits, oneOf }] : [];
    this.#reading.report(
      doubtfulModifier.report({ span, message, data: { modifier: written }, ...(fixes.length > 0 && { fixes }) }),
    );
  }

  #doubt({ span, written }: WrittenModifier, message: string): void {
    this.#reading.report(doubtfulModifier.report({ span, message, data: { modifier: written } }));
  }

  #modified(
    node: YamlScalar,
    modifiers: readonly WrittenModifier[],
    hasField: boolean,
    count: number,
  ): SigmaValue | undefined {
    let value: SigmaValue = valueOfScalar(node);
    for (const [index, modifier] of modifiers.entries()) {
      const { written, definition } = modifier;
      const context = { written, hasField, count, doubt: (message: string) => this.#doubt(modifier, message) };
      if (value.kind === 'number' && !definition.joins && !definition.takesNumbers) {
        if (CANONICAL.test(value.text))
          this.#doubt(modifier, `${value.text} is taken as text; other tools refuse a number here, so quote it`);
        value = sigmaString(value.text, value.span);
      }
      const alone = definition.name === 'exists' && modifiers.some((one, i) => i !== index && !one.definition.joins);
      const changed = alone
        ? 'cannot stand with other modifiers'
        : applied(value, (one) => definition.apply(one, context));
      if (typeof changed === 'string') {
        this.#reading.report(
          invalidModifier.report({
            span: modifier.span,
            message: `${this.#name}: the modifier ${written} ${changed}`,
            data: { modifier: written },
            labels: [{ span: node.span, message: 'the value' }],
          }),
        );
        return undefined;
      }
      value = changed;
    }
    const encoding = modifiers.find((one) => one.definition.name.startsWith('utf16'));
    if (encoding && modifiers.some((one) => one.definition.name.startsWith('base64')) === false)
      this.#doubt(encoding, `${encoding.written} without a Base64 modifier looks for a text with NUL characters`);
    const base64 = modifiers.findIndex((one) => one.definition.name.startsWith('base64'));
    if (encoding && base64 >= 0 && base64 < modifiers.indexOf(encoding))
      this.#doubt(encoding, `${encoding.written} behind Base64 widens the Base64 text, which never matches`);
    return value;
  }
}

/** A change applied to a value, or to each of its alternatives. */
function applied(value: SigmaValue, change: (value: SigmaValue) => SigmaValue | string): SigmaValue | string {
  if (value.kind !== 'any') return change(value);
  const values: SigmaValue[] = [];
  for (const one of value.values) {
    const changed = applied(one, change);
    if (typeof changed === 'string') return changed;
    values.push(changed);
  }
  return { ...value, values };
}
