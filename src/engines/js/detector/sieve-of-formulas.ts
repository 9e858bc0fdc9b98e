import type { TextPiece, TextShape, TextSieve } from '../../../event/index.ts';
import { TextScreen } from '../../../value/index.ts';
import { shapeOf } from '../pre/shape.ts';
import type { Formula, ValueTest } from './formula.ts';
import { ALL_VALUES } from './may-hold.ts';

/** A text in any letter case; other letters may stand for its own. */
function pieceOf(text: string): TextPiece {
  const units = (one: string): Uint16Array => Uint16Array.from({ length: one.length }, (_, i) => one.charCodeAt(i));
  return { first: units(text), second: units(text.toUpperCase()), strange: true };
}

/** The shape of values of which a test holds; undefined if that is none. */
function shapeOfTest({ kind, text }: ValueTest): TextShape | undefined {
  switch (kind) {
    case 'anywhere':
      return shapeOf({ inside: [pieceOf(text)] });
    case 'start':
      return shapeOf({ start: pieceOf(text) });
    case 'end':
      return shapeOf({ end: pieceOf(text) });
    case 'whole':
      return shapeOf({ start: pieceOf(text), whole: true });
    default:
      return undefined;
  }
}

/** All texts that are looked for among all values. */
function textsAmongAll(formula: Formula, texts: Set<string>): void {
  if ('items' in formula) for (const item of formula.items) textsAmongAll(item, texts);
  else if (formula.test.field === ALL_VALUES) texts.add(formula.test.text);
}

/** What shows that a formula cannot be so; undefined if texts never do. */
function sieveOf(formula: Formula, screen: TextScreen | undefined): TextSieve | undefined {
  if ('items' in formula) {
    const items = formula.items.map((item) => sieveOf(item, screen));
    const known = items.filter((item) => item !== undefined);
    if (formula.kind === 'or') return known.length === items.length ? { kind: 'all', items: known } : undefined;
    return known.length > 0 ? { kind: 'any', items: known } : undefined;
  }
  const { kind, test } = formula;
  const value = { field: test.field, isBaseName: false };
  if (test.field === ALL_VALUES) return kind === 'holds' && screen ? { kind: 'lacks', screen } : undefined;
  if (test.kind === 'present') return { kind: kind === 'holds' ? 'missing' : 'present', value };
  if (test.kind === 'absent') return { kind: kind === 'holds' ? 'present' : 'missing', value };
  const shape = shapeOfTest(test);
  return shape && { kind: kind === 'holds' ? 'unlike' : 'like', value, shapes: [shape] };
}

/** Makes sieves; those that look for the same texts among all values share a screen. */
export class SieveMaker {
  readonly #screens = new Map<string, TextScreen>();

  /** What shows of an event that none of some formulas can be so; undefined if texts never do. */
  of(formulas: readonly Formula[]): TextSieve | undefined {
    const texts = new Set<string>();
    for (const formula of formulas) textsAmongAll(formula, texts);
    return sieveOf({ kind: 'or', items: formulas }, texts.size > 0 ? this.#screenOf([...texts].sort()) : undefined);
  }

  #screenOf(texts: readonly string[]): TextScreen {
    const key = JSON.stringify(texts);
    let screen = this.#screens.get(key);
    if (!screen) {
      screen = new TextScreen(texts);
      this.#screens.set(key, screen);
    }
    return screen;
  }
}

/** How many texts a sieve looks for. */
export function textsIn(sieve: TextSieve): number {
  if ('items' in sieve) return sieve.items.reduce((sum, item) => sum + textsIn(item), 0);
  return 'shapes' in sieve ? sieve.shapes.length : 1;
}
