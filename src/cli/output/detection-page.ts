import { attackTactic, attackTechnique, type DetectionPackage } from '../../detection/index.ts';
import { shortChannel } from '../../scan/index.ts';
import type { Paint } from './color.ts';
import { hanging, wrapText } from './wrap.ts';

/** Widest that prose is set, so that lines stay readable. */
const PROSE = 100;

/** One detection as a page for people, with the query as it runs. */
export function detectionPage(
  { manifest, queries, sigma, tests }: DetectionPackage,
  columns: number,
  paint: Paint,
): string {
  const width = Math.min(columns, PROSE);
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n${paint.bold(title)}\n${lines.join('\n')}\n`;
  const item = (text: string, indent = '  '): string => hanging(`${indent}- `, text, width);
  const pair = (name: string, text: string): string => hanging(`  ${`${name}:`.padEnd(13)}`, text, width, paint.dim);
  const attack = manifest.attack.mappings.map((one) => {
    const technique = attackTechnique(one.technique);
    const parent = technique?.parent === undefined ? '' : `${attackTechnique(technique.parent)?.name}: `;
    return `${one.technique} ${parent}${technique?.name} (${attackTactic(one.tactic)?.name}, ${one.coverage})`;
  });
  const query = queries.get('sumo-search');
  const asWritten = (text: string): string[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`);
  return [
    `${paint.bold(manifest.title)}\n`,
    `${wrapText(`${manifest.slug} · ${manifest.version} · ${manifest.status} · ${manifest.id}`, width).map(paint.dim).join('\n')}\n\n`,
    `${wrapText(manifest.summary, width).join('\n')}\n`,
    section('What it is', [
      ...attack.map((one) => pair('ATT&CK', one)),
      pair('Severity', `${manifest.severity.level}. ${manifest.severity.rationale}`),
      pair(
        'Confidence',
        `${manifest.confidence.level} (${manifest.confidence.basis}). ${manifest.confidence.rationale}`,
      ),
    ]),
    section('What it reads', [
      ...manifest.telemetry.flatMap((one) => [
        item(`${shortChannel(one.channel)} ${one.event_ids.join(', ')}: ${one.required_fields.join(', ')}`),
        ...wrapText(one.why, width - 4).map((line) => `    ${line}`),
        hanging('    Source categories: ', one.source_categories.join(', '), width, paint.dim),
      ]),
      ...manifest.data_sources.map((one) => item(one)),
    ]),
    section('Tests (spoor test runs them)', [
      ...tests.map((one, index) => {
        const expected = Object.entries(one.vantages).map(([vantage, side]) => `${vantage} ${side?.expected}`);
        return hanging(`  ${index + 1}. `, `${one.name}: expected ${expected.join(', ')}`, width);
      }),
    ]),
    section(
      'What it does not see',
      (manifest.blind_spots ?? []).map((one) => item(one)),
    ),
    section('False positives, and how to tell them apart', [
      ...manifest.false_positives.flatMap((one) => [
        item(`${one.cause}${one.prevalence ? ` (${one.prevalence})` : ''}`),
        ...one.distinguishing_evidence.map((evidence) => item(evidence, '      ')),
        ...(one.tuning === undefined ? [] : [hanging('      Tuning: ', one.tuning, width, paint.dim)]),
        hanging('      Risk: ', one.risk_of_exclusion, width, paint.dim),
      ]),
    ]),
    query ? section(`Query (Sumo Logic search, ${query.platform.query_file})`, asWritten(query.source.text)) : '',
    sigma ? section(`Rule (Sigma, ${sigma.platform.query_file})`, asWritten(sigma.source.text)) : '',
    section(
      'References',
      manifest.references.map((one) => item(`${one.title}: ${one.url}`)),
    ),
  ].join('');
}
