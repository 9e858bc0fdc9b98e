import type { RegexNode } from './ast.ts';
import type { CodeSet } from './code-set.ts';

/** Most texts that a place is written out to. */
const MOST = 24;

/** The letters that folding equates with one of ASCII, beside its own two cases. */
const LIKE_ASCII: ReadonlySet<number> = new Set([0x130, 0x17f, 0x212a]);

/** The signs of a set in lower case; undefined if they are many, or not printable ASCII. */
function signsOf(set: CodeSet): readonly string[] | undefined {
  const signs = new Set<string>();
  for (let i = 0; i < set.length; i += 2) {
    if (set[i + 1]! - set[i]! > MOST * 2) return undefined;
    for (let code = set[i]!; code <= set[i + 1]!; code++) {
      if (LIKE_ASCII.has(code)) continue;
      if (code < 0x20 || code > 0x7e) return undefined;
      signs.add(String.fromCharCode(code).toLowerCase());
    }
  }
  return signs.size > 0 && signs.size <= MOST ? [...signs] : undefined;
}

/** Collects runs of places, each as the texts of which one stands there. */
class Choices {
  best: readonly string[] | undefined;
  #run: readonly string[] | undefined;

  stop(): void {
    const run = this.#run;
    this.#run = undefined;
    if (!run) return;
    const [known] = this.best ?? [];
    const gain = run[0]!.length - (known?.length ?? 0);
    if (gain > 0 || (gain === 0 && run.length < this.best!.length)) this.best = run;
  }

  collect(node: RegexNode): void {
    switch (node.kind) {
      case 'set': {
        const signs = signsOf(node.set);
        const run = this.#run ?? [''];
        if (!signs || run.length * signs.length > MOST) this.stop();
        if (signs) this.#run = (this.#run ?? ['']).flatMap((text) => signs.map((sign) => text + sign));
        return;
      }
      case 'sequence':
        for (const item of node.items) this.collect(item);
        return;
      case 'capture':
      case 'atomic':
        this.collect(node.body);
        return;
      case 'repeat':
        if (node.min === 1 && node.max === 1) this.collect(node.body);
        else {
          this.stop();
          if (node.min > 0) this.collect(node.body);
          this.stop();
        }
        return;
      case 'empty':
      case 'assertion':
      case 'look':
        return;
      default:
        this.stop();
    }
  }
}

/**
 * Texts in lower case, all of one length, of which every value in which a pattern is found holds one, whatever the case of its letters;
 * the longest that are known, undefined if none are. A sign beyond ASCII that folding equates with a letter is taken for the letter.
 */
export function requiredChoices(ast: RegexNode): readonly string[] | undefined {
  const choices = new Choices();
  choices.collect(ast);
  choices.stop();
  return choices.best;
}
