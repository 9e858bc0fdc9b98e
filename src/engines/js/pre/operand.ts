import { foldName, QUERY_FIELDS } from '../../../event/index.ts';
import { HEADER_NAMES } from '../../../formats/index.ts';
import type { Expr } from '../../../ir/index.ts';
import type { Layout } from '../compile/layout.ts';
import type { Change } from './piece.ts';
import { Reading } from './reading.ts';

/** A value that stands in the event, as it is or in lower case. */
export interface Operand {
  readonly reading: Reading;
  readonly change: Change;
}

/** The readings of one plan: each value is looked up once an event, however often it is tested. */
export class Readings {
  readonly #known = new Map<string, Reading>();

  of(name: string, isBaseName: boolean): Reading {
    const key = `${isBaseName ? 'base' : 'all'} ${foldName(name)}`;
    let reading = this.#known.get(key);
    if (!reading) {
      reading = new Reading(QUERY_FIELDS.intern(name), isBaseName ? this.of(name, false) : undefined);
      this.#known.set(key, reading);
    }
    return reading;
  }

  /** What stands behind the last backslash of an operand; undefined if that is no operand. */
  baseNameOf({ reading, change }: Operand): Operand | undefined {
    return reading.whole ? undefined : { reading: this.of(QUERY_FIELDS.nameOf(reading.field), true), change };
  }
}

/** What names mean at a point of a plan; slots that are in no map hold what units do not tell. */
export interface OperandScope {
  readonly layout: Layout;
  readonly made: ReadonlyMap<number, Operand>;
  readonly readings: Readings;
}

const LOWER = 'text.lower';

/** The operand that an expression is; undefined if units alone do not tell its value. */
export function operandOf(expr: Expr, scope: OperandScope): Operand | undefined {
  if (expr.kind === 'call' && expr.fn === LOWER && expr.args.length === 1) {
    const inner = operandOf(expr.args[0]!, scope);
    return inner && { ...inner, change: 'lower' };
  }
  if (expr.kind !== 'field') return undefined;
  const { layout, made, readings } = scope;
  const slot = layout.slotOf(expr.name);
  if (slot !== undefined) return made.get(slot);
  const folded = foldName(expr.name);
  // Built-in fields are made of more than one value; of the header's a gate knows more.
  if (folded.startsWith('_') || HEADER_NAMES.has(folded) || !layout.sees(folded)) return undefined;
  return { reading: readings.of(expr.name, false), change: 'none' };
}

/** True if two operands are one value. */
export function isSameOperand(a: Operand, b: Operand): boolean {
  return a.reading === b.reading && a.change === b.change;
}
