import { foldName } from '../../../event/index.ts';
import { call, type Expr, type ExtractStep, field, literal } from '../../../ir/index.ts';

/** Calls that stand for what a stage took out of a field: its file name, or what a group of a regular expression found. */
export const DERIVED = { baseName: 'derived.base-name', group: 'derived.group', other: 'derived.other' } as const;

/** An expression with the fields in it replaced. */
export function substitute(expr: Expr, replace: (name: string) => Expr | undefined): Expr {
  const go = (one: Expr): Expr => substitute(one, replace);
  switch (expr.kind) {
    case 'field':
      return replace(expr.name) ?? expr;
    case 'call':
      return { ...expr, args: expr.args.map(go) };
    case 'compare':
      return { ...expr, left: go(expr.left), right: go(expr.right) };
    case 'match': {
      const { pattern } = expr;
      const value = go(expr.value);
      return pattern.kind === 'dynamic'
        ? { ...expr, value, pattern: { ...pattern, pattern: go(pattern.pattern) } }
        : { ...expr, value };
    }
    case 'and':
    case 'or':
      return { ...expr, items: expr.items.map(go) };
    case 'not':
      return { ...expr, item: go(expr.item) };
    case 'case':
      return {
        ...expr,
        branches: expr.branches.map(({ when, value }) => ({ when: go(when), value: go(value) })),
        otherwise: go(expr.otherwise),
      };
    default:
      return expr;
  }
}

const SYSTEM_PARTS = /^(Provider|Security|Execution|Correlation)\.(.+)$/;
const OTEL: Readonly<Record<string, string>> = { 'event_id.id': 'EventID', channel: 'Channel', computer: 'Computer' };

/** The field of an event that a path of JSON leads to: Windows' payload by its own names, other keys as they stand (spec sumo §15). */
export function fieldOfJsonPath(path: string): string {
  const plain = path.trim().replace(/^\$\.?/, '');
  const data = /^(?:EventData|event_data)(?:\.(.+)|\['(.+)'\])$/.exec(plain);
  if (data) return data[1] ?? data[2]!.replace(/\\'/g, "'");
  const user = /^UserData\.[^.[]+(?:\.(.+)|\['(.+)'\])$/.exec(plain);
  if (user) return user[1] ?? user[2]!.replace(/\\'/g, "'");
  const system = SYSTEM_PARTS.exec(plain);
  if (system) return `${system[1]}_${system[2]}`;
  const quoted = /^\['(.+)'\]$/.exec(plain);
  return quoted ? quoted[1]! : (OTEL[plain] ?? plain);
}

/** The field of an event that a path of XML leads to. */
function fieldOfXmlPath(path: string): string | undefined {
  const data = /^\/Event\/EventData\/Data\[@Name=["'](.+)["']\](?:\/text\(\))?$/.exec(path);
  if (data) return data[1];
  const attribute = /^\/Event\/System\/(\w+)\/@(\w+)$/.exec(path);
  if (attribute) return attribute[1] === 'TimeCreated' ? 'TimeCreated' : `${attribute[1]}_${attribute[2]}`;
  return /^\/Event\/(?:System|UserData\/[^/]+|EventData)\/(\w+)(?:\/text\(\))?$/.exec(path)?.[1];
}

const isBaseName = (source: string): boolean =>
  /^(?:\(\?i\))?(?:\\\\|\[\\\\\/\]|\[\^\\\\\]\*\\\\|\^?\.\*\\\\)?\(\?<\w+>\[\^\\\\(?:\/)?\]\+\)\$$/.test(source);

/** Where the columns of a parse come from, as expressions over the fields of events. */
export function derivedColumns({ extractor, from, origin }: ExtractStep, resolved: Expr): (readonly [string, Expr])[] {
  const isMessage = from.kind === 'field' && foldName(from.name) === '_raw';
  const other = call(DERIVED.other, [], origin);
  switch (extractor.kind) {
    case 'json':
      return extractor.paths.map(({ path, name }) => [
        name,
        isMessage
          ? field(fieldOfJsonPath(path), origin)
          : resolved.kind === 'field'
            ? field(fieldOfJsonPath(`${resolved.name}.${path}`), origin)
            : other,
      ]);
    case 'xml':
      return extractor.paths.map(({ path, name }) => {
        const found = isMessage ? fieldOfXmlPath(path) : undefined;
        return [name, found === undefined ? other : field(found, origin)];
      });
    case 'regex':
      return extractor.names.map((name) => [
        name,
        isMessage
          ? other
          : isBaseName(extractor.source)
            ? call(DERIVED.baseName, [resolved], origin)
            : call(DERIVED.group, [resolved, literal(extractor.source, origin), literal(name, origin)], origin),
      ]);
    case 'anchor':
      return extractor.names.map((name) => [name, other]);
    case 'columns':
      return extractor.columns.map(({ name }) => [name, other]);
    case 'key-value':
    case 'json-auto':
      return (extractor.keys ?? []).map(({ key, name }) => [
        name,
        isMessage && extractor.kind === 'json-auto' ? field(fieldOfJsonPath(key), origin) : other,
      ]);
  }
}
