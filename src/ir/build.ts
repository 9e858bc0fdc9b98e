import type { Span } from '../source/index.ts';
import type { And, Call, Expr, Field, Literal, Not, Or } from './expr.ts';

/** A constant with the column type of its JavaScript type; whole numbers are long. */
export function literal(value: string | number | boolean | null, origin: Span): Literal {
  const type =
    typeof value === 'string'
      ? 'text'
      : typeof value === 'boolean'
        ? 'boolean'
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? 'long'
            : 'double'
          : 'any';
  return { kind: 'literal', origin, value, type };
}

/** A column or event field by name. */
export function field(name: string, origin: Span): Field {
  return { kind: 'field', origin, name };
}

/** A call of a vendor-neutral function. */
export function call(fn: string, args: readonly Expr[], origin: Span): Call {
  return { kind: 'call', origin, fn, args };
}

/** A conjunction; nested ones are joined into one. */
export function and(items: readonly Expr[], origin: Span): And {
  return { kind: 'and', origin, items: items.flatMap((item) => (item.kind === 'and' ? item.items : [item])) };
}

/** A disjunction; nested ones are joined into one. */
export function or(items: readonly Expr[], origin: Span): Or {
  return { kind: 'or', origin, items: items.flatMap((item) => (item.kind === 'or' ? item.items : [item])) };
}

/** A negation. */
export function not(item: Expr, origin: Span): Not {
  return { kind: 'not', origin, item };
}
