import { type CompiledRegex, compileRegex, parseReplacement, type ReplacementPart, toText } from '../value/index.ts';
import { defineFunction, type FunctionContext, type FunctionDefinition } from './function-definition.ts';

interface Prepared {
  readonly regex: CompiledRegex | undefined;
  readonly parts: readonly ReplacementPart[];
  readonly fault: string | undefined;
}

/** Patterns made ready, by run and by text; a pattern may be computed by an expression, so the number is bounded. */
const prepared = new WeakMap<FunctionContext, Map<string, Prepared>>();

const MAX_PREPARED = 1000;

function prepare(pattern: string, replacement: string): Prepared {
  const { regex, diagnostics } = compileRegex(pattern, { dialect: 're2' });
  if (!regex) return { regex: undefined, parts: [], fault: diagnostics[0]?.message ?? 'the pattern is refused' };
  const read = parseReplacement(replacement, regex.groupNames);
  return { regex, parts: read.parts, fault: read.diagnostics[0]?.message };
}

/** Replaces every match of an RE2 pattern; a faulty pattern or replacement gives null with a warning. */
function replaceRegex(text: string, pattern: string, replacement: string, context: FunctionContext): string | null {
  let cache = prepared.get(context);
  if (!cache || cache.size >= MAX_PREPARED) prepared.set(context, (cache = new Map()));
  const key = `${pattern.length}:${pattern}${replacement}`;
  let one = cache.get(key);
  if (!one) cache.set(key, (one = prepare(pattern, replacement)));
  if (one.fault !== undefined || !one.regex) {
    context.warn('function/replace-pattern', `replace gives null: ${one.fault}`);
    return null;
  }
  return one.regex.replaceAll(text, one.parts);
}

/** Replacement in text; any null argument gives null, no match leaves the text as it is (spec sumo §12). */
export const REPLACEMENTS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'text.replace',
    parameters: 'text, search, replacement',
    returns: 'text',
    summary: 'Replaces every occurrence of a text, letter case counts; the replacement is taken as it is.',
    examples: [
      ['a-b-c', '-', '+', 'a+b+c'],
      ['price', 'p', '$1', '$1rice'],
      ['abc', 'x', 'y', 'abc'],
      [null, 'a', 'b', null],
    ],
    evaluate: ([text, search, replacement]) => toText(text)!.replaceAll(toText(search)!, () => toText(replacement)!),
  }),
  defineFunction({
    name: 'text.replaceRegex',
    parameters: 'text, pattern, replacement',
    returns: 'text',
    summary: 'Replaces every match of an RE2 pattern; the replacement may use $1, ${name}, $0, \\$ and \\\\.',
    examples: [
      ['/a/12345/b', '[0-9]{4,}', 'N', '/a/N/b'],
      ['ann@mail.org', '(\\w+)@(\\w+)', '$2:$1', 'mail:ann.org'],
      ['CORP\\ann', '^(?<domain>[^\\\\]+)\\\\.*', '${domain}', 'CORP'],
      ['5 EUR', 'EUR', '\\$', '5 $'],
      ['a', '(', 'b', null],
      ['a', 'a', '$7', null],
      ['a', 'a', null, null],
    ],
    evaluate: ([text, pattern, replacement], context) =>
      replaceRegex(toText(text)!, toText(pattern)!, toText(replacement)!, context),
  }),
];
