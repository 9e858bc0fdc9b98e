import type { AssertionKind, RegexNode, RepeatNode } from './ast.ts';
import type { CodeSet } from './code-set.ts';
import { widthOf } from './measure.ts';

/** One instruction of the backtracking machine; jump targets are indexes of instructions. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CodeSet; readonly ascii: Uint8Array }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly at: AssertionKind }
  | {
      readonly op: 'span';
      readonly set: CodeSet;
      readonly ascii: Uint8Array;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly op: 'loop-start'; readonly counter: number }
  | {
      readonly op: 'loop';
      readonly counter: number;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      exit: number;
    }
  | { readonly op: 'loop-next'; readonly counter: number; readonly min: number; loop: number; exit: number }
  | { readonly op: 'atomic'; readonly body: number; next: number }
  | {
      readonly op: 'look';
      readonly behind: boolean;
      readonly negated: boolean;
      readonly min: number;
      readonly max: number;
      readonly body: number;
      next: number;
    }
  | { readonly op: 'back'; readonly group: number; readonly fold: boolean }
  | { readonly op: 'accept' };

/** A compiled tree: instructions, number of capture slots (two a group, the whole match first), number of loop counters. */
export interface Program {
  readonly code: readonly Instruction[];
  readonly slots: number;
  readonly counters: number;
}

/** Membership of the ASCII part of a set as a table. */
export function asciiTable(set: CodeSet): Uint8Array {
  const table = new Uint8Array(128);
  for (let i = 0; i < set.length && set[i]! < 128; i += 2) table.fill(1, set[i]!, Math.min(127, set[i + 1]!) + 1);
  return table;
}

/** Writes instructions; a class because jumps are patched while it goes. */
class Assembler {
  readonly code: Instruction[] = [];
  slots = 2;
  counters = 0;

  emit(node: RegexNode): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'set':
        this.code.push({ op: 'set', set: node.set, ascii: asciiTable(node.set) });
        return;
      case 'sequence':
        for (const item of node.items) this.emit(item);
        return;
      case 'alternation':
        this.#alternation(node.branches);
        return;
      case 'capture':
        this.slots = Math.max(this.slots, node.index * 2 + 2);
        this.code.push({ op: 'save', slot: node.index * 2 });
        this.emit(node.body);
        this.code.push({ op: 'save', slot: node.index * 2 + 1 });
        return;
      case 'repeat':
        this.#repeat(node);
        return;
      case 'assertion':
        this.code.push({ op: 'assert', at: node.at });
        return;
      case 'look': {
        const { min, max } = widthOf(node.body);
        const look: Instruction = {
          op: 'look',
          behind: node.behind,
          negated: node.negated,
          min,
          max,
          body: this.code.length + 1,
          next: 0,
        };
        this.code.push(look);
        this.emit(node.body);
        this.code.push({ op: 'accept' });
        look.next = this.code.length;
        return;
      }
      case 'atomic':
        this.#atomic(node.body);
        return;
      case 'back-reference':
        this.code.push({ op: 'back', group: node.group, fold: node.fold });
    }
  }

  #atomic(body: RegexNode): void {
    const atomic: Instruction = { op: 'atomic', body: this.code.length + 1, next: 0 };
    this.code.push(atomic);
    this.emit(body);
    this.code.push({ op: 'accept' });
    atomic.next = this.code.length;
  }

  #alternation(branches: readonly RegexNode[]): void {
    const jumps: { op: 'jump'; to: number }[] = [];
    for (const [i, branch] of branches.entries()) {
      if (i === branches.length - 1) {
        this.emit(branch);
        break;
      }
      const split: Instruction = { op: 'split', first: this.code.length + 1, second: 0 };
      this.code.push(split);
      this.emit(branch);
      const jump = { op: 'jump' as const, to: 0 };
      jumps.push(jump);
      this.code.push(jump);
      split.second = this.code.length;
    }
    for (const jump of jumps) jump.to = this.code.length;
  }

  #repeat(node: RepeatNode): void {
    const { body, min, max, mode } = node;
    if (mode === 'possessive') {
      this.#atomic({ ...node, mode: 'greedy' });
      return;
    }
    const lazy = mode === 'lazy';
    if (body.kind === 'set') {
      this.code.push({ op: 'span', set: body.set, ascii: asciiTable(body.set), min, max, lazy });
      return;
    }
    const counter = this.counters++;
    this.code.push({ op: 'loop-start', counter });
    const at = this.code.length;
    const loop: Instruction = { op: 'loop', counter, min, max, lazy, exit: 0 };
    this.code.push(loop);
    this.emit(body);
    const next: Instruction = { op: 'loop-next', counter, min, loop: at, exit: 0 };
    this.code.push(next);
    loop.exit = this.code.length;
    next.exit = this.code.length;
  }
}

/** Compiles a tree for the backtracking machine. */
export function assemble(ast: RegexNode): Program {
  const assembler = new Assembler();
  assembler.code.push({ op: 'save', slot: 0 });
  assembler.emit(ast);
  assembler.code.push({ op: 'save', slot: 1 }, { op: 'accept' });
  return { code: assembler.code, slots: assembler.slots, counters: assembler.counters };
}
