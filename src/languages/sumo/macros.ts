import { type Diagnostic, defineDiagnostic } from '../../diagnostic/index.ts';
import { IDENTITY_MAP, nearestName, type Span, type TextMap, TextMapBuilder } from '../../source/index.ts';
import { lexemesOf } from './lexemes.ts';
import { parseSumo } from './parser.ts';

/** A stored piece of query text; each argument stands in it as `{{name}}` (spec sumo §2). */
export interface Macro {
  readonly text: string;
  readonly arguments: readonly string[];
}

/** Macros by name. */
export type Macros = ReadonlyMap<string, Macro>;

/** Arguments of a macro, and macros of a query, at most (spec sumo §2). */
export const MOST_ARGUMENTS = 5;
const MOST_MACROS = 50;

/** A macro that nobody defined here. */
export const unknownMacro = defineDiagnostic<{ name: string; nearest: string | undefined }>({
  code: 'sumo/unknown-macro',
  severity: 'uncertain',
  title: 'Macro without a text',
  why: 'The platform puts the text of a macro in before it reads the query; without the text there is nothing to check or run.',
  help: 'Write the text under `macros:` in spoor.yaml.',
});

/** A macro that cannot be put in. */
export const invalidMacro = defineDiagnostic<{ name: string }>({
  code: 'sumo/invalid-macro',
  severity: 'fails',
  title: 'Macro that cannot be put in',
  why: 'A macro takes as many arguments as its text names, never calls itself, and a query has at most 50 of them.',
  help: 'Compare the call with the definition under `macros:` in spoor.yaml.',
});

/** A query with its macros put in; the map leads back to the calls. */
export interface ExpandedQuery {
  readonly text: string;
  readonly map: TextMap;
  readonly diagnostics: readonly Diagnostic[];
}

interface MacroCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly span: Span;
}

/** Cuts at commas outside quotes and parentheses. */
function argumentsOf(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      found.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  return found.length === 0 && last === '' ? [] : [...found, last];
}

function callsIn(text: string): MacroCall[] {
  if (!text.includes('`')) return [];
  return lexemesOf(text, parseSumo(text).query)
    .filter((lexeme) => lexeme.kind === 'macro' && lexeme.text.length > 1 && lexeme.text.endsWith('`'))
    .map(({ text: written, span }) => {
      const inner = written.slice(1, -1).trim();
      const open = inner.indexOf('(');
      if (open < 0 || !inner.endsWith(')')) return { name: inner, args: [], span };
      return { name: inner.slice(0, open).trim(), args: argumentsOf(inner.slice(open + 1, -1)), span };
    });
}

class Expansion {
  readonly diagnostics: Diagnostic[] = [];
  readonly #macros: Macros;
  #count = 0;

  constructor(macros: Macros) {
    this.#macros = macros;
  }

  /** The text of a call, macros inside put in too; undefined, and a finding at `place`, where there is none. */
  textOf(call: MacroCall, place: Span, open: readonly string[]): string | undefined {
    const { name, args } = call;
    const macro = this.#macros.get(name);
    if (!macro) return this.#unknown(name, place);
    if (open.includes(name)) return this.#invalid(name, place, `the macro \`${name}\` calls itself`);
    if (++this.#count > MOST_MACROS)
      return this.#invalid(name, place, `more than ${MOST_MACROS} macros are put into this query`);
    const takes = macro.arguments.length;
    if (args.length !== takes) {
      const wanted = takes === 1 ? '1 argument' : `${takes} arguments`;
      return this.#invalid(name, place, `the macro \`${name}\` takes ${wanted}, not ${args.length}`);
    }
    const values = new Map(macro.arguments.map((argument, index) => [argument, args[index]!]));
    const filled = macro.text.replace(
      /\{\{\{?\s*([\w.-]+)\s*\}?\}\}/g,
      (whole, argument: string) => values.get(argument) ?? whole,
    );
    let text = '';
    let at = 0;
    for (const inner of callsIn(filled)) {
      const put = this.textOf(inner, place, [...open, name]);
      if (put === undefined) return undefined;
      text += filled.slice(at, inner.span.start) + put;
      at = inner.span.end;
    }
    return text + filled.slice(at);
  }

  #unknown(name: string, span: Span): undefined {
    const nearest = nearestName(name, this.#macros.keys());
    const message = `no macro \`${name}\` is in spoor.yaml${nearest ? `; did you mean \`${nearest}\`?` : ''}`;
    this.diagnostics.push(unknownMacro.report({ span, message, data: { name, nearest } }));
  }

  #invalid(name: string, span: Span, message: string): undefined {
    this.diagnostics.push(invalidMacro.report({ span, message, data: { name } }));
  }
}

/**
 * Puts macros in as the platform does before it reads a query. One that has no text is reported, and a template stands for it, so that
 * the rest can be checked.
 */
export function expandMacros(text: string, macros: Macros): ExpandedQuery {
  const calls = callsIn(text);
  if (calls.length === 0) return { text, map: IDENTITY_MAP, diagnostics: [] };
  const expansion = new Expansion(macros);
  const builder = new TextMapBuilder(text);
  let at = 0;
  for (const call of calls) {
    builder.same(at, call.span.start);
    const put = expansion.textOf(call, call.span, []);
    builder.add('opaque', put ?? `{{${call.name.replace(/[{}|]/g, '_')}}}`, call.span);
    at = call.span.end;
  }
  builder.same(at, text.length);
  return { ...builder.build(text.length), diagnostics: expansion.diagnostics };
}

/** Findings of macros, for the reference. */
export const MACRO_DIAGNOSTICS = [unknownMacro, invalidMacro] as const;
