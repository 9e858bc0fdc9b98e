import type { AssertionKind, RegexNode, RepeatNode } from './ast.ts';
import { type CodeSet, complement } from './code-set.ts';

/** Syntax to write a tree in: the engine's `RegExp` with flag `u`, or RE2. */
export type EmitStyle = 'native' | 're2';

const ASSERTIONS: Readonly<Record<EmitStyle, Partial<Record<AssertionKind, string>>>> = {
  native: {
    'text-start': '^',
    'text-end': '$',
    'line-start': '(?<=^|\\n)',
    'line-end': '(?=\\n|$)',
    'word-boundary': '\\b',
    'not-word-boundary': '\\B',
  },
  re2: {
    'text-start': '\\A',
    'text-end': '\\z',
    'line-start': '(?m:^)',
    'line-end': '(?m:$)',
    'word-boundary': '\\b',
    'not-word-boundary': '\\B',
  },
};

function emitCode(code: number, style: EmitStyle): string {
  if ((code | 32) >= 0x61 && (code | 32) <= 0x7a) return String.fromCharCode(code);
  if (code >= 0x30 && code <= 0x39) return String.fromCharCode(code);
  return `${style === 'native' ? '\\u' : '\\x'}{${code.toString(16)}}`;
}

function emitRanges(set: CodeSet, style: EmitStyle): string {
  let text = '';
  for (let i = 0; i < set.length; i += 2) {
    text += emitCode(set[i]!, style);
    if (set[i + 1]! > set[i]!) text += `-${emitCode(set[i + 1]!, style)}`;
  }
  return text;
}

function emitSet(set: CodeSet, style: EmitStyle): string {
  if (set.length === 2 && set[0] === set[1]) return emitCode(set[0]!, style);
  const others = complement(set);
  if (others.length === 0) return style === 'native' ? '[^]' : '(?s:.)';
  if (set.length === 0) return style === 'native' ? '[]' : '[^\\x{0}-\\x{10ffff}]';
  return others.length < set.length ? `[^${emitRanges(others, style)}]` : `[${emitRanges(set, style)}]`;
}

function emitBounds({ min, max, mode }: RepeatNode): string {
  const lazy = mode === 'lazy' ? '?' : '';
  if (max === Number.POSITIVE_INFINITY) {
    if (min === 0) return `*${lazy}`;
    return min === 1 ? `+${lazy}` : `{${min},}${lazy}`;
  }
  if (min === 0 && max === 1) return `?${lazy}`;
  return min === max ? `{${min}}${lazy}` : `{${min},${max}}${lazy}`;
}

/** Writes a tree that needs no backtracking as a pattern of the style; every group stays, names are dropped. */
export function emitRegex(node: RegexNode, style: EmitStyle): string {
  switch (node.kind) {
    case 'empty':
      return '(?:)';
    case 'set':
      return emitSet(node.set, style);
    case 'sequence':
      return node.items
        .map((item) => (item.kind === 'alternation' ? `(?:${emitRegex(item, style)})` : emitRegex(item, style)))
        .join('');
    case 'alternation':
      return node.branches.map((branch) => emitRegex(branch, style)).join('|');
    case 'capture':
      return `(${emitRegex(node.body, style)})`;
    case 'repeat': {
      const bare = node.body.kind === 'set' || node.body.kind === 'capture';
      const body = emitRegex(node.body, style);
      return (bare ? body : `(?:${body})`) + emitBounds(node);
    }
    case 'assertion':
      return ASSERTIONS[style][node.at] ?? '';
    case 'look':
    case 'atomic':
    case 'back-reference':
      return '';
  }
}
