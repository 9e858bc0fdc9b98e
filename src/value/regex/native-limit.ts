import type { RegexNode, RepeatNode } from './ast.ts';
import { ALL_CODES, type CodeSet, NO_CODES, overlaps, unite } from './code-set.ts';
import { firstOfNode, needsBacktracking, someNode, widthOf } from './measure.ts';

/** Longest value, in UTF-16 units, that the engine's own `RegExp` is ever given (design/performance.md item 9). */
export const NATIVE_MAX = 512;

/** Character steps that the worst value may cost the engine's `RegExp`; a few milliseconds, more on its first, interpreted run. */
const STEP_LIMIT = 1e6;

/** What the rest of the pattern can go on with, and how many characters apart its starts must lie. */
interface Follow {
  readonly set: CodeSet;
  readonly gap: number;
}

const END: Follow = { set: NO_CODES, gap: 1 };

/** State of one estimate: length of the value, number of long free choices so far, gap of the last, longest scan behind one. */
interface Estimate {
  readonly length: number;
  choices: number;
  lastGap: number;
  scan: number;
}

/** What follows an item of a sequence. */
function followOf(items: readonly RegexNode[], from: number, outer: Follow): Follow {
  let set: CodeSet = NO_CODES;
  for (let i = from; i < items.length; i++) {
    const item = items[i]!;
    if (item.kind === 'assertion') return item.at === 'text-end' ? { set, gap: 1 } : { set: ALL_CODES, gap: 1 };
    const hidden = someNode(item, (one) => one.kind === 'assertion');
    const first = firstOfNode(item);
    set = hidden ? ALL_CODES : unite(set, first.set);
    if (!first.empty) return { set, gap: set === first.set || i === from ? gapAt(items, i) : 1 };
  }
  return { set: unite(set, outer.set), gap: set.length === 0 ? outer.gap : 1 };
}

/** Length of the run of plain characters at a place, as far as it cannot overlap itself. */
function gapAt(items: readonly RegexNode[], at: number): number {
  const head = items[at]!;
  if (head.kind !== 'set') return 1;
  let gap = 1;
  for (let next = items[at + 1]; next?.kind === 'set' && !overlaps(next.set, head.set); next = items[at + gap]) gap++;
  return gap;
}

function isSingle(node: RegexNode): boolean {
  return node.kind === 'set' || (node.kind === 'capture' && isSingle(node.body));
}

function waysOfRepeat(node: RepeatNode, follow: Follow, estimate: Estimate): number {
  const { length } = estimate;
  const first = firstOfNode(node.body).set;
  const free = node.max > node.min && overlaps(first, follow.set);
  const rounds = Math.min(node.max, Math.ceil(length / Math.max(1, widthOf(node.body).min)));
  const spread = free ? Math.min(node.max - node.min + 1, Math.ceil(length / follow.gap)) : 1;
  const choose = (): void => {
    if (!free || rounds <= 8) return;
    estimate.choices++;
    estimate.lastGap = follow.gap;
  };
  if (!free && estimate.choices > 0) estimate.scan = Math.max(estimate.scan, rounds);
  if (isSingle(node.body)) {
    choose();
    return spread;
  }
  const inner: Follow = { set: node.max > 1 ? unite(first, follow.set) : follow.set, gap: 1 };
  const body = waysOf(node.body, inner, estimate);
  choose();
  if (node.max === 1) return body + (free ? 1 : 0);
  return body ** rounds * Math.max(1, spread);
}

/** Upper bound on the ways in which a node can match from one place, given what may follow. */
function waysOf(node: RegexNode, follow: Follow, estimate: Estimate): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce(
        (product, item, i) => product * waysOf(item, followOf(node.items, i + 1, follow), estimate),
        1,
      );
    case 'alternation': {
      const ways = node.branches.map((branch) => waysOf(branch, follow, estimate));
      const firsts = node.branches.map(firstOfNode);
      const apart = firsts.every(
        (one, i) => !one.empty && firsts.slice(i + 1).every((other) => !overlaps(one.set, other.set)),
      );
      return apart ? Math.max(...ways) : ways.reduce((sum, one) => sum + one, 0);
    }
    case 'capture':
      return waysOf(node.body, follow, estimate);
    case 'repeat':
      return waysOfRepeat(node, follow, estimate);
    default:
      return 1;
  }
}

/** True if a group inside a repetition can be left out in one round: JavaScript then forgets what it held, RE2 and Java do not. */
function forgetsGroups(node: RegexNode, isRepeated: boolean, isOptional: boolean): boolean {
  switch (node.kind) {
    case 'capture':
      return (isRepeated && isOptional) || forgetsGroups(node.body, isRepeated, isOptional);
    case 'alternation':
      return node.branches.some((branch) => forgetsGroups(branch, isRepeated, true));
    case 'sequence':
      return node.items.some((item) => forgetsGroups(item, isRepeated, isOptional));
    case 'repeat':
      if (node.max > 1)
        return forgetsGroups(node.body, true, false) || (isRepeated && forgetsGroups(node.body, true, node.min === 0));
      return forgetsGroups(node.body, isRepeated, isOptional || node.min === 0);
    default:
      return false;
  }
}

function isAnchored(node: RegexNode): boolean {
  if (node.kind === 'assertion') return node.at === 'text-start';
  if (node.kind === 'sequence')
    return node.items.some(
      (item, i) => isAnchored(item) && node.items.slice(0, i).every((one) => widthOf(one).max === 0),
    );
  if (node.kind === 'alternation') return node.branches.every(isAnchored);
  return node.kind === 'capture' && isAnchored(node.body);
}

/**
 * Longest value in UTF-16 units for which the engine's `RegExp` gives the dialect's answer in bounded time; 0 if never.
 * `\B` is among the never: V8 finds it between the halves of a surrogate pair.
 */
export function nativeLimit(node: RegexNode): number {
  if (needsBacktracking(node) || forgetsGroups(node, false, false)) return 0;
  if (someNode(node, (one) => one.kind === 'assertion' && one.at === 'not-word-boundary')) return 0;
  const emptyRounds = someNode(
    node,
    (one) => one.kind === 'repeat' && one.max > one.min && widthOf(one.body).min === 0,
  );
  if (emptyRounds) return 0;
  for (let length = NATIVE_MAX; length >= 32; length /= 2) {
    const estimate: Estimate = { length, choices: 0, lastGap: 1, scan: 1 };
    let steps = waysOf(node, END, estimate) * (isAnchored(node) ? 1 : length);
    for (let i = 2; i <= estimate.choices; i++) steps /= i;
    steps *= estimate.choices === 0 ? length : estimate.lastGap * estimate.scan;
    if (steps <= STEP_LIMIT) return length;
  }
  return 0;
}
