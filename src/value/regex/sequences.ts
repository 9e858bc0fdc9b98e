import type { RegexNode } from './ast.ts';

/** What a match consists of, one behind the other: what was made of a set of characters, an end of the text, or anything else. */
export type SequenceItem<T> = T | 'start' | 'end' | 'gap';

/** Reads the sequences of a pattern. */
export interface SequenceReader<T> {
  /** Sequences that alternatives are multiplied to at most; what would be more becomes a gap. */
  readonly most: number;
  /** What stands for a set of code points, given as pairs of first and last; undefined for a gap. */
  readonly itemOfSet: (set: readonly number[]) => T | undefined;
}

/** Sequences of which every match of a pattern is one. */
export function sequencesOf<T>(node: RegexNode, reader: SequenceReader<T>): readonly (readonly SequenceItem<T>[])[] {
  const gap = [['gap' as const]];
  switch (node.kind) {
    case 'empty':
      return [[]];
    case 'set': {
      const item = reader.itemOfSet(node.set);
      return item === undefined ? gap : [[item]];
    }
    case 'capture':
      return sequencesOf(node.body, reader);
    case 'alternation': {
      const all = node.branches.flatMap((branch) => sequencesOf(branch, reader));
      return all.length > reader.most ? gap : all;
    }
    case 'sequence': {
      let all: readonly (readonly SequenceItem<T>[])[] = [[]];
      for (const item of node.items) {
        const ways = sequencesOf(item, reader);
        const next = all.length * ways.length > reader.most ? gap : ways;
        all = all.flatMap((before) => next.map((way) => [...before, ...way]));
      }
      return all;
    }
    case 'assertion':
      return node.at === 'text-start' ? [['start']] : node.at === 'text-end' ? [['end']] : gap;
    default:
      return gap;
  }
}
