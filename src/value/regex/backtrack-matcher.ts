import { holdsAt } from './assertion.ts';
import type { RegexNode } from './ast.ts';
import { type CodeSet, hasCode } from './code-set.ts';
import { firstOfNode } from './measure.ts';
import { asciiTable, assemble, type Instruction, type Program } from './program.ts';
import type { RegexMatch, RegexMatcher } from './regex-match.ts';

/** Steps that one search in one value may take before it counts as no match (design/performance.md item 9). */
export const STEP_BUDGET = 1_000_000;

/** Kinds of frames on the stack of choices; every frame is four numbers. */
const RESUME = 0;
const UNDO_SLOT = 1;
const UNDO_COUNT = 2;
const GREEDY = 3;
const LAZY = 4;
const ENTER = 5;

type Span = Extract<Instruction, { op: 'span' }>;
type Loop = Extract<Instruction, { op: 'loop' }>;
type Look = Extract<Instruction, { op: 'look' }>;

/** Runs any tree by backtracking with a stack of its own and a step budget; not re-entrant. */
export class BacktrackMatcher implements RegexMatcher {
  /** Searches that ended because the budget was spent. */
  budgetExceeded = 0;
  readonly #program: Program;
  readonly #firstSet: CodeSet | undefined;
  readonly #firstAscii: Uint8Array;
  readonly #budget: number;
  readonly #slots: Int32Array;
  readonly #counts: Int32Array;
  readonly #starts: Int32Array;
  readonly #stack: number[] = [];
  #value = '';
  #steps = 0;

  constructor(ast: RegexNode, budget: number = STEP_BUDGET) {
    this.#program = assemble(ast);
    const first = firstOfNode(ast);
    this.#firstSet = first.empty ? undefined : first.set;
    this.#firstAscii = asciiTable(first.set);
    this.#budget = budget;
    this.#slots = new Int32Array(this.#program.slots);
    this.#counts = new Int32Array(this.#program.counters);
    this.#starts = new Int32Array(this.#program.counters);
  }

  test(value: string): boolean {
    return this.find(value, 0) !== undefined;
  }

  find(value: string, from: number): RegexMatch | undefined {
    if (from === 0 || value !== this.#value) this.#steps = 0;
    this.#value = value;
    for (let at = from; at <= value.length; at++) {
      if (this.#firstSet && !this.#canStart(at)) continue;
      const unit = value.charCodeAt(at);
      if (at > from && unit >= 0xdc00 && unit < 0xe000 && isHigh(value.charCodeAt(at - 1))) continue;
      this.#slots.fill(-1);
      this.#stack.length = 0;
      const end = this.#run(0, at, -1);
      if (this.#steps > this.#budget) {
        this.budgetExceeded++;
        return undefined;
      }
      if (end >= 0) return this.#result();
    }
    return undefined;
  }

  #result(): RegexMatch {
    const groups: (string | undefined)[] = [];
    for (let i = 0; i < this.#slots.length; i += 2) {
      const start = this.#slots[i]!;
      const end = this.#slots[i + 1]!;
      groups.push(start < 0 || end < 0 ? undefined : this.#value.slice(start, end));
    }
    return { start: this.#slots[0]!, end: this.#slots[1]!, groups };
  }

  #canStart(at: number): boolean {
    if (at >= this.#value.length) return false;
    const unit = this.#value.charCodeAt(at);
    return unit < 128 ? this.#firstAscii[unit] === 1 : hasCode(this.#firstSet!, this.#value.codePointAt(at)!);
  }

  /** Offset behind the code point at an offset if the set holds it, else -1. */
  #step(at: number, set: CodeSet, ascii: Uint8Array): number {
    if (at >= this.#value.length) return -1;
    const unit = this.#value.charCodeAt(at);
    if (unit < 128) return ascii[unit] === 1 ? at + 1 : -1;
    const code = this.#value.codePointAt(at)!;
    return hasCode(set, code) ? at + (code > 0xffff ? 2 : 1) : -1;
  }

  /** Runs from an instruction; returns the offset at `accept`, or -1. With `mustEnd` ≥ 0 an accept elsewhere is a failure. */
  #run(pc: number, at: number, mustEnd: number): number {
    const { code } = this.#program;
    const base = this.#stack.length;
    let failed = false;
    while (true) {
      if (++this.#steps > this.#budget) return -1;
      if (failed) {
        if (this.#stack.length === base) return -1;
        const c = this.#stack.pop()!;
        const b = this.#stack.pop()!;
        const a = this.#stack.pop()!;
        const kind = this.#stack.pop()!;
        if (kind === UNDO_SLOT) this.#slots[a] = b;
        else if (kind === UNDO_COUNT) {
          this.#counts[a] = b;
          this.#starts[a] = c;
        } else {
          if (kind === ENTER) this.#enterLoop(a, b);
          at = kind === GREEDY || kind === LAZY ? this.#retry(kind, a, b, c) : b;
          failed = at < 0;
          pc = kind === RESUME ? a : a + 1;
        }
        continue;
      }
      const now = code[pc]!;
      switch (now.op) {
        case 'set':
          at = this.#step(at, now.set, now.ascii);
          failed = at < 0;
          pc++;
          break;
        case 'span':
          at = this.#enterSpan(pc, at, now);
          failed = at < 0;
          pc++;
          break;
        case 'split':
          this.#stack.push(RESUME, now.second, at, 0);
          pc = now.first;
          break;
        case 'jump':
          pc = now.to;
          break;
        case 'save':
          this.#stack.push(UNDO_SLOT, now.slot, this.#slots[now.slot]!, 0);
          this.#slots[now.slot] = at;
          pc++;
          break;
        case 'assert':
          failed = !holdsAt(now.at, this.#value, at);
          pc++;
          break;
        case 'loop-start':
          this.#setCount(now.counter, 0, -1);
          pc++;
          break;
        case 'loop': {
          const count = this.#counts[now.counter]!;
          if (count >= now.max) {
            pc = now.exit;
            break;
          }
          if (count >= now.min) {
            if (now.lazy) {
              this.#stack.push(ENTER, pc, at, 0);
              pc = now.exit;
              break;
            }
            this.#stack.push(RESUME, now.exit, at, 0);
          }
          this.#setCount(now.counter, count, at);
          pc++;
          break;
        }
        case 'loop-next': {
          const count = this.#counts[now.counter]! + 1;
          const isEmpty = at === this.#starts[now.counter];
          this.#setCount(now.counter, count, this.#starts[now.counter]!);
          pc = isEmpty ? now.exit : now.loop;
          break;
        }
        case 'atomic': {
          const end = this.#runInner(now.body, at, -1);
          failed = end < 0;
          at = end;
          pc = now.next;
          break;
        }
        case 'look':
          failed = !this.#look(now, at);
          pc = now.next;
          break;
        case 'back':
          at = this.#backReference(now.group, now.fold, at);
          failed = at < 0;
          pc++;
          break;
        case 'accept':
          if (mustEnd < 0 || at === mustEnd) return at;
          failed = true;
      }
    }
  }

  #setCount(counter: number, count: number, start: number): void {
    this.#stack.push(UNDO_COUNT, counter, this.#counts[counter]!, this.#starts[counter]!);
    this.#counts[counter] = count;
    this.#starts[counter] = start;
  }

  /** Begins a round of a lazy loop that was left at first. */
  #enterLoop(pc: number, at: number): void {
    const { counter } = this.#program.code[pc] as Loop;
    this.#setCount(counter, this.#counts[counter]!, at);
  }

  /** Takes as much (or as little) of a run as it may, and leaves a frame for the other lengths. */
  #enterSpan(pc: number, at: number, span: Span): number {
    let count = 0;
    let end = at;
    const wanted = span.lazy ? span.min : span.max;
    let least = span.min === 0 ? at : -1;
    while (count < wanted) {
      const next = this.#step(end, span.set, span.ascii);
      if (next < 0) break;
      end = next;
      if (++count === span.min) least = end;
    }
    this.#steps += count >> 2;
    if (count < span.min) return -1;
    if (span.lazy) {
      if (span.max > count) this.#stack.push(LAZY, pc, end, span.max - count);
    } else if (end > least) this.#stack.push(GREEDY, pc, least, end);
    return end;
  }

  /** The next length of a run: one less for greedy, one more for lazy; -1 when there is none. */
  #retry(kind: number, pc: number, b: number, c: number): number {
    if (kind === GREEDY) {
      let end = c - 1;
      const unit = this.#value.charCodeAt(end);
      if (unit >= 0xdc00 && unit < 0xe000 && end > b && isHigh(this.#value.charCodeAt(end - 1))) end--;
      if (end > b) this.#stack.push(GREEDY, pc, b, end);
      return end;
    }
    const span = this.#program.code[pc] as Span;
    const end = this.#step(b, span.set, span.ascii);
    if (end >= 0 && c > 1) this.#stack.push(LAZY, pc, end, c - 1);
    return end;
  }

  /** Runs a part whose choices are then thrown away, but not what undoes its groups and counters. */
  #runInner(pc: number, at: number, mustEnd: number): number {
    const base = this.#stack.length;
    const end = this.#run(pc, at, mustEnd);
    if (end < 0) return -1;
    let kept = base;
    for (let i = base; i < this.#stack.length; i += 4) {
      const kind = this.#stack[i]!;
      if (kind !== UNDO_SLOT && kind !== UNDO_COUNT) continue;
      for (let k = 0; k < 4; k++) this.#stack[kept++] = this.#stack[i + k]!;
    }
    this.#stack.length = kept;
    return end;
  }

  #look(look: Look, at: number): boolean {
    const base = this.#stack.length;
    let found = false;
    if (!look.behind) found = this.#runInner(look.body, at, -1) >= 0;
    else {
      const last = Math.max(0, at - 2 * Math.min(look.max, at));
      for (let from = at - look.min; from >= last && !found; from--) found = this.#runInner(look.body, from, at) >= 0;
    }
    if (!look.negated) return found;
    if (found) this.#undoTo(base);
    return !found;
  }

  /** Takes back what groups and counters were given since the stack had that height. */
  #undoTo(base: number): void {
    while (this.#stack.length > base) {
      const c = this.#stack.pop()!;
      const b = this.#stack.pop()!;
      const a = this.#stack.pop()!;
      if (this.#stack.pop() === UNDO_SLOT) this.#slots[a] = b;
      else {
        this.#counts[a] = b;
        this.#starts[a] = c;
      }
    }
  }

  #backReference(group: number, fold: boolean, at: number): number {
    const start = this.#slots[group * 2] ?? -1;
    const end = this.#slots[group * 2 + 1] ?? -1;
    if (start < 0 || end < start) return -1;
    const text = this.#value.slice(start, end);
    const here = this.#value.slice(at, at + text.length);
    this.#steps += text.length >> 2;
    return here === text || (fold && here.toLowerCase() === text.toLowerCase()) ? at + text.length : -1;
  }
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
