import { type DetectionPackage, prepareQuery, type ReadyQuery, type RefusedQuery } from '../detection/index.ts';
import type { SourceText } from '../source/index.ts';

/** A text in one of the forms in which it can be run. */
export interface ProofForm {
  readonly form: 'as-written' | 'repaired';
  /** What runs in production, or the text that is kept because it is wrong. */
  readonly query: 'shipped' | 'specimen';
  readonly prepared: ReadyQuery | RefusedQuery;
}

/** True if a finding can be repaired, so that there is a second form. */
const hasRepair = ({ findings }: ReadyQuery | RefusedQuery): boolean =>
  findings.some(({ fixes }) => fixes?.some((fix) => fix.class === 'repair'));

function formsOfText(query: ProofForm['query'], source: SourceText, known?: ReadyQuery): ProofForm[] {
  const asWritten: ProofForm = { form: 'as-written', query, prepared: known ?? prepareQuery(source, { strict: true }) };
  if (!hasRepair(asWritten.prepared)) return [asWritten];
  const prepared = prepareQuery(source, { strict: false });
  const isRepaired = prepared.status === 'ready' && prepared.form === 'repaired';
  return isRepaired ? [asWritten, { form: 'repaired', query, prepared }] : [asWritten];
}

/** The forms that are proved: those of the specimen where there is one, and the query that runs in production. */
export function formsOf(detection: DetectionPackage, platform = 'sumo-search'): readonly ProofForm[] {
  const query = detection.queries.get(platform);
  if (!query) return [];
  const specimen = query.specimen ? formsOfText('specimen', query.specimen) : [];
  return [...specimen, ...formsOfText('shipped', query.source, query.prepared)];
}
