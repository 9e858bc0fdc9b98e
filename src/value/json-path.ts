import type { Json } from './json.ts';

/** One step of a path. */
type Step =
  | { readonly kind: 'key'; readonly keys: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start: number | undefined; readonly end: number | undefined }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep'; readonly key: string }
  | {
      readonly kind: 'filter';
      readonly key: readonly string[];
      readonly op: string | undefined;
      readonly value: string | undefined;
    };

/** A JSON path, parsed: `many` if it can give several values, which then read as one array. */
export interface JsonPath {
  readonly steps: readonly Step[];
  readonly many: boolean;
}

const BRACKET =
  /^\[(?:(\d+)|(\*)|(-?\d*):(-?\d*)|'((?:[^'\\]|\\.)*)'((?:\s*,\s*'(?:[^'\\]|\\.)*')*)|"((?:[^"\\]|\\.)*)"|(\d+(?:\s*,\s*\d+)+)|\?\((.*?)\))\]/;
const FILTER =
  /^\s*@((?:\.[^\s.=!<>~[\]()]+|\['[^']+'\])+)\s*(?:(==|!=|>=|<=|>|<)\s*(?:'([^']*)'|"([^"]*)"|([^\s'"]+)))?\s*$/;

function filterStep(text: string): Step | undefined {
  const found = FILTER.exec(text);
  if (!found) return undefined;
  const key = [...found[1]!.matchAll(/\.([^.[\]]+)|\['([^']+)'\]/g)].map((one) => one[1] ?? one[2]!);
  return { kind: 'filter', key, op: found[2], value: found[3] ?? found[4] ?? found[5] };
}

/**
 * Parses the JSONPath subset of the `json` operator (spec sumo §6.3): `$`, `.child`, `['child']`, `[n]`, `[*]`, `..key`, `[a,b]`,
 * `[start:end]`, `[?(@.k == 'v')]`. Keys with blanks or dashes need no brackets: only `.` and `[` split. Undefined if it is none.
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  const steps: Step[] = [];
  let rest = text.trim();
  if (rest === '$') return { steps, many: false };
  if (/^\$[.[]/.test(rest)) rest = rest.slice(1);
  let first = true;
  while (rest !== '') {
    if (rest.startsWith('[')) {
      const found = BRACKET.exec(rest);
      if (!found) return undefined;
      const [whole, index, star, start, end, single, more, double, list, filter] = found;
      if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
      else if (star !== undefined) steps.push({ kind: 'all' });
      else if (start !== undefined || end !== undefined)
        steps.push({ kind: 'slice', start: start ? Number(start) : undefined, end: end ? Number(end) : undefined });
      else if (single !== undefined)
        steps.push({ kind: 'key', keys: [single, ...[...(more ?? '').matchAll(/'([^']*)'/g)].map((one) => one[1]!)] });
      else if (double !== undefined) steps.push({ kind: 'key', keys: [double] });
      else if (list !== undefined) return undefined;
      else {
        const step = filterStep(filter ?? '');
        if (!step) return undefined;
        steps.push(step);
      }
      rest = rest.slice(whole.length);
    } else {
      const deep = rest.startsWith('..');
      if (!first || rest.startsWith('.')) {
        if (!rest.startsWith('.') && !rest.startsWith('*')) return undefined;
        if (rest.startsWith('.')) rest = rest.slice(deep ? 2 : 1);
        // A dot in front of a bracket says nothing: `included.[0]`.
        if (!deep && rest.startsWith('[')) continue;
      }
      const name = /^[^.[]+/.exec(rest)?.[0];
      if (name === undefined) return undefined;
      if (deep) steps.push({ kind: 'deep', key: name });
      else steps.push(name === '*' ? { kind: 'all' } : { kind: 'key', keys: [name] });
      rest = rest.slice(name.length);
    }
    first = false;
  }
  const many = steps.some((step) => !(step.kind === 'index' || (step.kind === 'key' && step.keys.length === 1)));
  return { steps, many };
}

function member(value: Json, key: string): Json | undefined {
  if (value.kind !== 'object') return undefined;
  return value.entries.findLast(([name]) => name === key)?.[1];
}

function descendants(value: Json): Json[] {
  const own =
    value.kind === 'object' ? value.entries.map(([, item]) => item) : value.kind === 'array' ? value.items : [];
  return [value, ...own.flatMap(descendants)];
}

function plain(value: Json | undefined): string | undefined {
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'number') return value.source;
  if (value?.kind === 'boolean') return String(value.value);
  return value?.kind === 'null' ? 'null' : undefined;
}

function passes(step: Extract<Step, { kind: 'filter' }>, item: Json): boolean {
  let value: Json | undefined = item;
  for (const key of step.key) value = value && member(value, key);
  if (step.op === undefined) return value !== undefined;
  const text = plain(value);
  if (text === undefined) return step.op === '!=';
  const wanted = step.value ?? '';
  const [left, right] = [Number(text), Number(wanted)];
  const numeric = text !== '' && wanted !== '' && !Number.isNaN(left) && !Number.isNaN(right);
  const order = numeric ? left - right : text < wanted ? -1 : text > wanted ? 1 : 0;
  switch (step.op) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function advance(step: Step, value: Json): readonly Json[] {
  const items = value.kind === 'array' ? value.items : [];
  switch (step.kind) {
    case 'key':
      return step.keys.map((key) => member(value, key)).filter((item) => item !== undefined);
    case 'index':
      return items[step.index] === undefined ? [] : [items[step.index]!];
    case 'slice':
      return items.slice(step.start, step.end);
    case 'all':
      return value.kind === 'object' ? value.entries.map(([, item]) => item) : items;
    case 'deep':
      return descendants(value)
        .map((item) => member(item, step.key))
        .filter((item) => item !== undefined);
    case 'filter':
      return (value.kind === 'object' ? [value] : items).filter((item) => passes(step, item));
  }
}

/** The value at a path; several values read as one array; undefined if the path leads nowhere. */
export function readJsonPath(path: JsonPath, root: Json): Json | undefined {
  let values: readonly Json[] = [root];
  for (const step of path.steps) values = values.flatMap((value) => advance(step, value));
  if (path.many) return values.length === 0 ? undefined : { kind: 'array', items: values };
  return values[0];
}

/** The keys of a path that is made of keys alone; undefined for another, and for the root. */
export function keysOfPath({ steps }: JsonPath): readonly string[] | undefined {
  const keys = steps.map((step) => (step.kind === 'key' && step.keys.length === 1 ? step.keys[0]! : undefined));
  return keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
}
