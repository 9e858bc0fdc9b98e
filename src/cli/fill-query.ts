import { type PrepareOptions, prepareQuery, type ReadyQuery, type RefusedQuery } from '../detection/index.ts';
import { expandMacros, fillTemplates, type Macros } from '../languages/sumo/index.ts';
import { moveDiagnostic } from '../lint/index.ts';
import { chainMaps, IDENTITY_MAP, SourceText } from '../source/index.ts';
import type { ParsedArguments } from './command.ts';
import { readConfig } from './config.ts';
import type { CliIo } from './io.ts';
import { UsageError } from './usage-error.ts';

/** What is put into a query before it is read. */
export interface QueryValues {
  /** Values of templates. */
  readonly params: ReadonlyMap<string, string>;
  readonly macros: Macros;
}

/** Values of `--param`. Throws a UsageError for one without `=`. */
export function paramsOf(command: string, args: ParsedArguments): ReadonlyMap<string, string> {
  return new Map(
    args.values('param').map((text) => {
      const at = text.indexOf('=');
      if (at <= 0) throw new UsageError(`${command}: --param takes NAME=VALUE, not ${text}`);
      return [text.slice(0, at), text.slice(at + 1)] as const;
    }),
  );
}

/** Values of templates and texts of macros, from `spoor.yaml` and the options, which win. */
export function queryValues(command: string, args: ParsedArguments, io: CliIo): QueryValues {
  const { params, macros } = readConfig(io.workingFolder);
  return { params: new Map([...params, ...paramsOf(command, args)]), macros };
}

/**
 * Puts macros and values of templates into a query, and prepares it. Findings point into the author's text; where only the mended text
 * shows why it is refused, the source says that it is that.
 */
export function prepareFilled(
  author: SourceText,
  { params, macros }: QueryValues,
  options: PrepareOptions,
): ReadyQuery | RefusedQuery {
  const expanded = expandMacros(author.text, macros);
  if (expanded.diagnostics.length > 0)
    return {
      status: 'refused',
      source: author,
      findings: expanded.diagnostics,
      diagnostics: expanded.diagnostics,
    };
  const filled = fillTemplates(expanded.text, params);
  const map = chainMaps(filled.map, expanded.map);
  if (map === IDENTITY_MAP) return prepareQuery(author, options);
  const source = new SourceText(author.name, filled.text);
  const prepared = prepareQuery(source, options);
  const findings = prepared.findings.map((one) => moveDiagnostic(one, map));
  if (prepared.status === 'ready')
    return { ...prepared, findings, repairs: prepared.repairs.map((one) => moveDiagnostic(one, map)) };
  if (prepared.source === source)
    return {
      ...prepared,
      findings,
      source: author,
      diagnostics: prepared.diagnostics.map((one) => moveDiagnostic(one, map)),
    };
  const mended = new SourceText(`${author.name} (values put in, mended)`, prepared.source.text);
  return { ...prepared, findings, source: mended };
}
