import { foldName, sourceCategoryOf } from '../../../event/index.ts';
import { type Expr, walkExpr } from '../../../ir/index.ts';
import { CATEGORIES, type EventKind, SERVICES } from '../windows-logs.ts';
import type { RuleNode, RuleTest } from './node.ts';

/** The log source of a rule that is written. */
export interface WrittenSource {
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
}

/** A log source and what of the condition it does not say already. */
export interface FoundSource {
  readonly source: WrittenSource | undefined;
  readonly rest: RuleNode;
}

const same = (a: readonly (string | number)[], b: readonly (string | number)[]): boolean =>
  a.length === b.length &&
  a.every((one) => b.map((two) => String(two).toLowerCase()).includes(String(one).toLowerCase()));

const itemsOf = (node: RuleNode): readonly RuleNode[] => (node.kind === 'and' ? node.items : [node]);

function isPlainTest(node: RuleNode, name: string): node is RuleTest {
  return (
    node.kind === 'test' &&
    node.field?.toLowerCase() === name &&
    (node.modifiers.length === 0 || (node.modifiers.length === 1 && node.modifiers[0] === 'cased'))
  );
}

const valuesOf = (test: RuleTest): readonly (string | number)[] =>
  test.values.filter((one): one is string | number => typeof one === 'string' || typeof one === 'number');

/** Channels and ids that a condition asks for and nothing else; undefined for other conditions. */
function kindOf(node: RuleNode): { readonly channels: readonly string[]; readonly ids: readonly number[] } | undefined {
  const channel = itemsOf(node).find((one) => isPlainTest(one, 'channel'));
  const id = itemsOf(node).find((one) => isPlainTest(one, 'eventid'));
  if (channel?.kind !== 'test' || itemsOf(node).length !== (id ? 2 : 1)) return undefined;
  return { channels: valuesOf(channel).map(String), ids: id?.kind === 'test' ? valuesOf(id).map(Number) : [] };
}

const fits = (
  kind: EventKind,
  other: { readonly channels: readonly string[]; readonly ids: readonly number[] },
): boolean => !kind.only && same(kind.channels, other.channels) && same(kind.eventIds, other.ids);

/** A category all of whose kinds of events the alternatives of a condition are. */
function categoryOf(node: RuleNode): string | undefined {
  const kinds = (node.kind === 'or' ? node.items : [node]).map(kindOf);
  return Object.entries(CATEGORIES).find(
    ([, wanted]) =>
      wanted.length === kinds.length &&
      wanted.every((kind) => kinds.some((one) => one !== undefined && fits(kind, one))),
  )?.[0];
}

/** The service whose channels these are. */
function serviceOf(channels: readonly string[]): string | undefined {
  return Object.entries(SERVICES).find(([, wanted]) => same(wanted, channels))?.[0];
}

const withItems = (items: readonly RuleNode[]): RuleNode =>
  items.length === 1 ? items[0]! : items.length === 0 ? { kind: 'constant', value: true } : { kind: 'and', items };

/** The log source that a condition's tests of channel and event id are (spec sigma §10). */
export function sourceOfCondition(node: RuleNode, assumedChannels: readonly string[]): FoundSource {
  const items = itemsOf(node);
  const both = items.find((item) => item.kind === 'or' && categoryOf(item) !== undefined);
  if (both && items.length > 1)
    return {
      source: { category: categoryOf(both)!, product: 'windows' },
      rest: withItems(items.filter((item) => item !== both)),
    };
  const channel = items.find((one) => isPlainTest(one, 'channel'));
  const id = items.find((one) => isPlainTest(one, 'eventid'));
  const channels = channel?.kind === 'test' ? valuesOf(channel).map(String) : assumedChannels;
  if (channels.length === 0)
    return { source: channelsTested(node).length > 0 ? { product: 'windows' } : undefined, rest: node };
  const service = serviceOf(channels);
  const ids = id?.kind === 'test' ? valuesOf(id).map(Number) : [];
  // The first kind is the one by whose names of fields rules of the category go.
  const category = Object.entries(CATEGORIES).find(([, kinds]) => fits(kinds[0]!, { channels, ids }));
  // A rule needs a condition: the id is one where there is no other.
  const hasMore = items.some((item) => item !== channel && item !== id);
  if (category && ids.length > 0 && hasMore) {
    const rest = withItems(items.filter((item) => item !== channel && item !== id));
    const [name, kinds] = category;
    if (kinds.length === 1) return { source: { category: name, product: 'windows' }, rest };
    if (service !== undefined) return { source: { category: name, product: 'windows', service }, rest };
  }
  if (service === undefined) return { source: channel ? { product: 'windows' } : undefined, rest: node };
  return {
    source: { product: 'windows', service },
    rest: id || hasMore ? withItems(items.filter((item) => item !== channel)) : node,
  };
}

/** What a search's source categories say of its log: channels, or a text that names none. */
export interface CategoryHints {
  readonly channels: readonly string[];
  readonly texts: readonly string[];
}

/** Channels that a keyword expression asks for by their names, and what else it asks for. */
export interface ChannelPhrases {
  readonly channels: readonly string[];
  readonly rest: Expr;
}

const channelOfPhrase = (expr: Expr): string | undefined =>
  expr.kind === 'search'
    ? ALL_CHANNELS.find((channel) => channel.toLowerCase() === expr.text.toLowerCase())
    : undefined;

/** Takes the names of channels out of a scope: every message of a channel holds its name. */
export function channelPhrases(scope: Expr): ChannelPhrases {
  const parts = scope.kind === 'and' ? scope.items : [scope];
  const named = parts.map((part) => (part.kind === 'or' ? part.items : [part]).map(channelOfPhrase));
  const index = named.findIndex((channels) => channels.every((one) => one !== undefined));
  if (index < 0) return { channels: [], rest: scope };
  const items = parts.filter((_, at) => at !== index);
  return { channels: named[index]!.map((one) => one!), rest: { kind: 'and', origin: scope.origin, items } };
}

/** Values of the tests of channels in a condition. */
export function channelsTested(node: RuleNode): readonly string[] {
  if (isPlainTest(node, 'channel')) return valuesOf(node).map(String);
  if (node.kind === 'and' || node.kind === 'or') return node.items.flatMap(channelsTested);
  return [];
}

const ALL_CHANNELS = [
  ...new Set([
    ...Object.values(SERVICES).flat(),
    ...Object.values(CATEGORIES).flatMap((kinds) => kinds.flatMap((kind) => kind.channels)),
  ]),
];

/** Channels whose source category, as this program gives it or by the name of the service, a text is. */
function channelsOfCategory(text: string): readonly string[] {
  const folded = text.toLowerCase().replaceAll('*', '');
  const byTable = ALL_CHANNELS.filter((channel) => sourceCategoryOf(channel) === folded);
  if (byTable.length > 0) return byTable;
  const words = folded.split(/[/_\-\s.]+/);
  const named = Object.keys(SERVICES).find((service) => words.includes(service) && words.includes('windows'));
  return named === undefined ? [] : SERVICES[named]!;
}

/** The source categories that a scope asks for. */
export function categoryHints(scope: Expr): CategoryHints {
  const texts: string[] = [];
  walkExpr(scope, (one) => {
    if (one.kind !== 'match' || one.value.kind !== 'field' || foldName(one.value.name) !== '_sourcecategory') return;
    const { pattern } = one;
    if (pattern.kind === 'literal' || pattern.kind === 'wildcard') texts.push(pattern.text);
  });
  const lists = texts.map(channelsOfCategory);
  const [first] = lists;
  const agree = first !== undefined && lists.every((list) => same(list, first));
  return { channels: agree ? first : [], texts };
}
