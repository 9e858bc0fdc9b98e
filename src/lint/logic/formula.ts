import type { Span } from '../../source/index.ts';
import { type Atom, type Literal, textOf } from './literal.ts';

/** A condition in which only tests are negated; conditions on null are two-valued. */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'and'; readonly items: readonly Formula[] }
  | { readonly kind: 'or'; readonly items: readonly Formula[] };

/** A condition that always holds, or never does. */
export function constant(value: boolean): Formula {
  return { kind: 'constant', value };
}

/** One test, or its opposite. */
export function literalOf(atom: Atom, negated: boolean): Formula {
  return { kind: 'literal', literal: { atom, negated } };
}

/** All of several conditions. */
export function allOf(items: readonly Formula[]): Formula {
  const rest = items.flatMap((item) => (item.kind === 'and' ? item.items : [item]));
  if (rest.some((item) => item.kind === 'constant' && !item.value)) return constant(false);
  const left = rest.filter((item) => item.kind !== 'constant');
  return left.length === 1 ? left[0]! : left.length === 0 ? constant(true) : { kind: 'and', items: left };
}

/** Tests of one value, any of which may hold, as one test. */
function joined(atoms: readonly Atom[], origin: Span): Atom {
  const [first] = atoms;
  const tests = atoms.map((atom) => atom.holds);
  const isTestable = tests.every((test) => test !== undefined);
  const shapes = atoms.flatMap((atom) => atom.shapes!);
  const texts = shapes.map(textOf).filter((text) => text !== undefined);
  return {
    ...first!,
    shapes,
    texts: texts.length === shapes.length ? new Set(texts) : undefined,
    exact: atoms.every((atom) => atom.exact),
    key: atoms.map((atom) => atom.key).join(' or '),
    holds: isTestable ? (text) => tests.some((test) => test!(text)) : undefined,
    origin,
  };
}

/** One of several conditions; positive tests of one value become one test, so that long lists stay one alternative. */
export function anyOf(items: readonly Formula[], origin: Span): Formula {
  const rest = items.flatMap((item) => (item.kind === 'or' ? item.items : [item]));
  if (rest.some((item) => item.kind === 'constant' && item.value)) return constant(true);
  const bySubject = new Map<string, Atom[]>();
  const others: Formula[] = [];
  for (const item of rest) {
    if (item.kind === 'constant') continue;
    const atom = item.kind === 'literal' && !item.literal.negated ? item.literal.atom : undefined;
    if (!atom?.shapes) others.push(item);
    else {
      const atoms = bySubject.get(atom.subject);
      if (atoms) atoms.push(atom);
      else bySubject.set(atom.subject, [atom]);
    }
  }
  const tests = [...bySubject.values()].map((atoms) =>
    literalOf(atoms.length === 1 ? atoms[0]! : joined(atoms, origin), false),
  );
  const all = [...tests, ...others];
  return all.length === 1 ? all[0]! : all.length === 0 ? constant(false) : { kind: 'or', items: all };
}

/** The literals of a formula, in any order. */
export function literalsOf(formula: Formula): readonly Literal[] {
  if (formula.kind === 'literal') return [formula.literal];
  return formula.kind === 'constant' ? [] : formula.items.flatMap(literalsOf);
}
