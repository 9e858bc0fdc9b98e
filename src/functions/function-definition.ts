import { isNull, type Value } from '../value/index.ts';

/** Result of a function whose rule is that the row goes away, such as `text.format` with an unfitting argument (spec sumo §4.5). */
export const DROP_ROW: unique symbol = Symbol('drop row');

/** The type of `DROP_ROW`. */
export type DropRow = typeof DROP_ROW;

/** What functions may know of the run. */
export interface FunctionContext {
  /** Time of the run in milliseconds. */
  readonly now: number;
  /** IANA name of the user's zone. */
  readonly timeZone: string;
  /** Search window in milliseconds, end exclusive. */
  readonly range?: { readonly from: number; readonly to: number } | undefined;
  /** Tells the user once per code that a value could not be used; never about a single event's content. */
  warn(code: string, message: string): void;
}

/** Static type of an argument or result; that of columns in `ir/`. */
export type FunctionType = 'text' | 'long' | 'double' | 'boolean' | 'time' | 'any';

/** A parameter; a variadic one comes last and takes any number of arguments. */
export interface Parameter {
  readonly name: string;
  readonly type: FunctionType;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

/** A call with its result, in `EXAMPLE_CONTEXT`; run as a test and shown in the reference. */
export interface FunctionExample {
  readonly args: readonly Value[];
  readonly result: Value | DropRow;
}

/** A vendor-neutral function: signature, documentation and behavior. */
export interface FunctionDefinition {
  /** `family.name`, as `Call` nodes have it. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: FunctionType;
  /** `propagate`: null or missing in any argument gives null; `own`: the function decides. */
  readonly nulls: 'propagate' | 'own';
  readonly summary: string;
  readonly examples: readonly FunctionExample[];
  evaluate(args: readonly Value[], context: FunctionContext): Value | DropRow;
}

/** The context in which examples hold: 2024-03-01 12:00 UTC, and the two hours before as the window. */
export const EXAMPLE_CONTEXT: FunctionContext = {
  now: Date.UTC(2024, 2, 1, 12),
  timeZone: 'UTC',
  range: { from: Date.UTC(2024, 2, 1, 10), to: Date.UTC(2024, 2, 1, 12) },
  warn: () => {},
};

/** Reads a parameter list such as `text, start: long, end?: long, more...: any`; the type is text where none stands. */
function parseParameters(signature: string): Parameter[] {
  return [...signature.matchAll(/(\w+)(\?|\.\.\.)?(?::\s*(\w+))?/g)].map(([, name, mark, type]) => ({
    name: name!,
    type: (type ?? 'text') as FunctionType,
    ...(mark === '?' ? { optional: true } : mark === '...' ? { variadic: true } : {}),
  }));
}

/** What differs between functions; see `FunctionDefinition`. */
interface FunctionParts {
  readonly name: string;
  /** Parameters as text: `text, start: long, end?: long, more...: any`. */
  readonly parameters: string;
  readonly returns: FunctionType;
  readonly nulls?: 'own';
  readonly summary: string;
  /** Arguments and, last, the result. */
  readonly examples: readonly (readonly (Value | DropRow)[])[];
  readonly evaluate: (args: readonly Value[], context: FunctionContext) => Value | DropRow;
}

/** Makes a definition; functions that propagate null never see one in their arguments. */
export function defineFunction(parts: FunctionParts): FunctionDefinition {
  const { evaluate, nulls = 'propagate', examples } = parts;
  return {
    ...parts,
    nulls,
    parameters: parseParameters(parts.parameters),
    examples: examples.map((row) => ({ args: row.slice(0, -1) as Value[], result: row[row.length - 1] })),
    evaluate: nulls === 'own' ? evaluate : (args, context) => (args.some(isNull) ? null : evaluate(args, context)),
  };
}
