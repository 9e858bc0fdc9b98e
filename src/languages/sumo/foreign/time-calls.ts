import type { CallNode, Expression } from '../ast.ts';

/** Letters of a Java date pattern by the letter behind a percent sign. */
const JAVA: ReadonlyMap<string, string> = new Map([
  ['Y', 'yyyy'],
  ['y', 'yy'],
  ['m', 'MM'],
  ['d', 'dd'],
  ['e', 'd'],
  ['H', 'HH'],
  ['I', 'hh'],
  ['M', 'mm'],
  ['S', 'ss'],
  ['p', 'a'],
  ['b', 'MMM'],
  ['B', 'MMMM'],
  ['a', 'EEE'],
  ['A', 'EEEE'],
  ['j', 'DDD'],
  ['Z', 'z'],
  ['z', 'Z'],
  ['F', 'yyyy-MM-dd'],
  ['T', 'HH:mm:ss'],
  ['3N', 'SSS'],
  ['3Q', 'SSS'],
  ['Q', 'SSS'],
  ['L', 'SSS'],
]);

/** A date pattern of percent signs as one of Java; undefined if a letter has no counterpart. */
export function javaPattern(raw: string): string | undefined {
  let isWhole = true;
  const made = raw.replace(/%(\d?[A-Za-z%])|([A-Za-z]+)/g, (_, sign?: string, letters?: string) => {
    if (letters !== undefined) return `'${letters}'`;
    if (sign === '%') return '%';
    const java = JAVA.get(sign ?? '');
    if (java === undefined) isWhole = false;
    return java ?? '';
  });
  return isWhole ? made : undefined;
}

/** A number literal as the first argument of a call, such as the `1h` of `ago(1h)`. */
export function spanArgument(args: readonly Expression[]): string | undefined {
  const [span] = args;
  return args.length === 1 && span?.kind === 'number' && /[smhdw]$/.test(span.raw) ? span.raw : undefined;
}

/** `now() - span` as a tree. */
export function beforeNow(call: Pick<CallNode, 'nameSpan' | 'span'>, span: Expression): Expression {
  const now: CallNode = { kind: 'call', name: 'now', nameSpan: call.nameSpan, args: [], span: call.span };
  return { kind: 'binary', operator: '-', spelling: '-', left: now, right: span, span: call.span };
}
