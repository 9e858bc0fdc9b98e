import type { RegexNode } from './ast.ts';

/** Adds to `runs` the literals that every match of the node holds; `run` is the literal that ends where the node begins; returns the one behind it. */
function collect(node: RegexNode, run: string, runs: Set<string>): string {
  const stop = (): string => {
    if (run !== '') runs.add(run);
    return '';
  };
  switch (node.kind) {
    case 'set':
      if (node.set.length === 2 && node.set[0] === node.set[1]) return run + String.fromCodePoint(node.set[0]!);
      return stop();
    case 'sequence':
      return node.items.reduce((before, item) => collect(item, before, runs), run);
    case 'capture':
    case 'atomic':
      return collect(node.body, run, runs);
    case 'repeat': {
      if (node.min === 0) return stop();
      if (node.min === 1 && node.max === 1) return collect(node.body, run, runs);
      stop();
      const inner = collect(node.body, '', runs);
      if (inner !== '') runs.add(inner);
      return '';
    }
    case 'empty':
    case 'assertion':
    case 'look':
      return run;
    default:
      return stop();
  }
}

/** Literal texts that every value must hold, letter case as written, for a pattern to be found in it; longest first, maybe none. */
export function requiredLiterals(ast: RegexNode): readonly string[] {
  const runs = new Set<string>();
  const last = collect(ast, '', runs);
  if (last !== '') runs.add(last);
  return [...runs].sort((a, b) => b.length - a.length);
}
