import type { Diagnostic } from '../../diagnostic/index.ts';
import { approximateInTarget, fidelityOf } from '../../ir/index.ts';
import { type LoadedRule, loadSigma, type Pipeline, parseSigma } from '../../languages/sigma/index.ts';
import { type EmitSumoOptions, emitSumo } from '../../languages/sumo/index.ts';
import type { SourceText } from '../../source/index.ts';
import type { Conversion } from './conversion.ts';

/** How Sigma rules are written as searches. */
export interface ToSumoOptions extends EmitSumoOptions {
  readonly pipelines: readonly Pipeline[];
}

/** What the log source leaves open: a search without a source category then reads more than the rule does. */
function sourceNotes({ reach, head }: LoadedRule, { sourceCategory }: EmitSumoOptions): Diagnostic[] {
  if (sourceCategory !== undefined || (reach.kind !== 'other' && reach.kind !== 'none')) return [];
  const message =
    reach.kind === 'other'
      ? `the search reads every log: the source category of ${reach.log} is the site's own; name it with --source-category`
      : `the search reads every log: ${reach.log} has no known place; name it with --source-category`;
  return [approximateInTarget.report({ span: head.span, message, data: { what: 'log source' } })];
}

function titleComment(title: string): string {
  return title === '' ? '' : `// ${title.replace(/\s+/g, ' ')}\n`;
}

/** Searches, and what has none of its own: rules that only give hits to correlations, and filters of other rules. */
export interface ConvertedSigma {
  readonly conversions: readonly Conversion[];
  readonly parts: number;
  readonly filters: number;
}

/** Writes the Sigma rules of texts as searches of Sumo Logic; rules of one correlation may stand in several texts. */
export function sigmaToSumo(sources: readonly SourceText[], options: ToSumoOptions): ConvertedSigma {
  const { rules, refused, parts, filters } = loadSigma(sources.flatMap(parseSigma), options.pipelines, 'write');
  const written = rules.map((rule): Conversion => {
    const { source, head, plan, diagnostics } = rule;
    const emitted = emitSumo(plan, options);
    const notes = [...sourceNotes(rule, options), ...diagnostics, ...emitted.notes];
    const text = emitted.text === undefined ? undefined : titleComment(head.title) + emitted.text;
    return {
      source,
      title: head.title,
      start: head.span.start,
      fidelity: fidelityOf(notes),
      text,
      notes,
      noted: source,
    };
  });
  const failed = refused.map(
    ({ source, title, diagnostics }): Conversion => ({
      ...{ source, title, fidelity: 'unsupported', text: undefined },
      start: diagnostics[0]?.span.start ?? 0,
      notes: diagnostics,
      noted: source,
    }),
  );
  return { conversions: [...written, ...failed], parts: parts.length, filters: filters.length };
}
