import { type Document, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type Scalar } from 'yaml';
import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import { nearestName, type SourceText, type Span } from '../source/index.ts';

/** A YAML text that is not what it should be. */
export const invalidYaml = defineDiagnostic({
  code: 'detection/invalid-yaml',
  severity: 'fails',
  title: 'Text that is no YAML',
  why: 'A file that does not parse says nothing, so the whole package is not loaded.',
  help: 'Mend the line; wrong indentation and an unquoted colon are the usual causes.',
});

/** A value of the wrong shape, a key that is missing, or one that nobody reads. */
export const invalidShape = defineDiagnostic<{ path: string }>({
  code: 'detection/invalid-shape',
  severity: 'fails',
  title: 'Value of the wrong shape',
  why: 'Every field of a package has a fixed shape, so that what is wrong is found when it is loaded and not when an alert is due.',
  help: 'Compare the field with the package format in the reference.',
});

/** Collects findings while a document is read. */
export interface ShapeContext {
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
}

/** Reads a YAML node as a value, or reports why it cannot and gives undefined. */
export type Shape<T> = (node: Node | null | undefined, path: string, context: ShapeContext) => T | undefined;

/** The value type of a shape. */
export type ShapeValue<S> = S extends Shape<infer T> ? T : never;

function spanOf(node: Node | null | undefined): Span {
  return node?.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: 0 };
}

function report(context: ShapeContext, node: Node | null | undefined, path: string, message: string): undefined {
  context.diagnostics.push(invalidShape.report({ span: spanOf(node), message: `${path}: ${message}`, data: { path } }));
}

/** A shape with a further test; `check` gives findings, which are put at the value or at the key of it that they name. */
export function refine<T>(
  shape: Shape<T>,
  check: (value: T) => readonly { readonly message: string; readonly key?: string }[],
): Shape<T> {
  return (node, path, context) => {
    const value = shape(node, path, context);
    if (value === undefined) return undefined;
    const faults = check(value);
    for (const { message, key } of faults) {
      const at = key !== undefined && isMap(node) ? ((node.get(key, true) as Node | undefined) ?? node) : node;
      report(context, at, key === undefined ? path : `${path}.${key}`, message);
    }
    return faults.length === 0 ? value : undefined;
  };
}

/** A text; numbers and booleans are taken by their source, so that `1.0` stays `1.0`. */
export const text: Shape<string> = (node, path, context) => {
  if (!isScalar(node) || node.value === null) return report(context, node, path, 'a text is expected');
  const { value } = node as Scalar;
  return typeof value === 'string' ? value : (node.source ?? String(value));
};

/** A whole number. */
export const whole: Shape<number> = (node, path, context) =>
  isScalar(node) && Number.isInteger(node.value)
    ? (node.value as number)
    : report(context, node, path, 'a whole number is expected');

/** True or false. */
export const flag: Shape<boolean> = (node, path, context) =>
  isScalar(node) && typeof node.value === 'boolean'
    ? node.value
    : report(context, node, path, 'true or false is expected');

/** A text that fits a pattern; `what` names it in the message. */
export function pattern(regex: RegExp, what: string): Shape<string> {
  return (node, path, context) => {
    const value = text(node, path, context);
    if (value === undefined || regex.test(value)) return value;
    return report(context, node, path, `${what} is expected, not \`${value}\``);
  };
}

/** One of some words; the nearest one is suggested. */
export function oneOf<const Words extends readonly string[]>(...words: Words): Shape<Words[number]> {
  return (node, path, context) => {
    const value = text(node, path, context);
    if (value === undefined || words.includes(value)) return value;
    const near = nearestName(value, words);
    return report(
      context,
      node,
      path,
      `\`${value}\` is none of ${words.join(', ')}${near ? `; did you mean ${near}?` : ''}`,
    );
  };
}

/** A list, each item of one shape; items that do not fit are reported and left out. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (node, path, context) => {
    if (!isSeq(node)) return report(context, node, path, 'a list is expected');
    return node.items
      .map((one, index) => item(one as Node, `${path}[${index}]`, context))
      .filter((value) => value !== undefined);
  };
}

/** A map from any key to one shape. */
export function mapOf<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (node, path, context) => {
    if (!isMap(node)) return report(context, node, path, 'a map is expected');
    const values: Record<string, T> = {};
    for (const pair of node.items as Pair<Scalar, Node>[]) {
      const key = String(pair.key.value);
      const value = item(pair.value, `${path}.${key}`, context);
      if (value !== undefined) values[key] = value;
    }
    return values;
  };
}

/** Marks a key that may be absent. */
export interface Optional<T> {
  readonly optional: Shape<T>;
}

/** A key that may be absent. */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

type Fields = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>;
type ObjectValue<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Optional<unknown> ? never : K]: F[K] extends Shape<infer T> ? T : never;
} & {
  readonly [K in keyof F as F[K] extends Optional<unknown> ? K : never]?: F[K] extends Optional<infer T> ? T : never;
};

/** A map with known keys; a key that is not known is an error, so that a slip of the pen is found. */
export function object<const F extends Fields>(fields: F): Shape<ObjectValue<F>> {
  return (node, path, context) => {
    if (!isMap(node)) return report(context, node, path || 'document', 'a map is expected');
    const values: Record<string, unknown> = {};
    let isWhole = true;
    for (const pair of node.items as Pair<Scalar, Node>[]) {
      const key = String(pair.key.value);
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      const inner = path === '' ? key : `${path}.${key}`;
      if (!field) {
        const near = nearestName(key, Object.keys(fields));
        report(context, pair.key, inner, `unknown key${near ? `; did you mean ${near}?` : ''}`);
        continue;
      }
      const value = (typeof field === 'function' ? field : field.optional)(pair.value, inner, context);
      if (value !== undefined) values[key] = value;
      else isWhole = false;
    }
    for (const [key, field] of Object.entries(fields)) {
      if (typeof field === 'function' && !node.has(key))
        isWhole = report(context, node, path || 'document', `the key ${key} is missing`) ?? false;
    }
    return isWhole ? (values as ObjectValue<F>) : undefined;
  };
}

/** Reads a YAML text by a shape; with any finding the value may be undefined. */
export function readYaml<T>(
  source: SourceText,
  shape: Shape<T>,
): { readonly value: T | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const document: Document.Parsed = parseDocument(source.text, { prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      value: undefined,
      diagnostics: document.errors.map((error) =>
        invalidYaml.report({
          span: { start: error.pos[0], end: error.pos[1] },
          message: error.message.split('\n')[0] ?? error.message,
        }),
      ),
    };
  }
  const context: ShapeContext = { source, diagnostics: [] };
  const value = shape(document.contents, '', context);
  return { value: context.diagnostics.length === 0 ? value : undefined, diagnostics: context.diagnostics };
}
