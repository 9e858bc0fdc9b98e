import type { DetectionPackage } from '../../detection/index.ts';
import { tagsOf } from '../../proof/index.ts';
import { logsOf, type RunnableDetection } from '../../scan/index.ts';
import { CHOICE_OPTIONS } from '../choose-rules.ts';
import type { CommandDefinition } from '../command.ts';
import { checkRuleOptions, chosenOf, loadRules, notLoadedText, packageChoice, RULE_OPTIONS } from '../detections.ts';
import { formatOption, OUTPUT_OPTION } from '../options.ts';
import { levelPaint } from '../output/alerts.ts';
import { type Paint, paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { type RowFormat, renderObjects } from '../output/rows.ts';
import { renderTable } from '../output/table.ts';
import { loadShippedDetections } from '../shipped-detections.ts';
import { EXIT } from '../usage-error.ts';

function entryOf(detection: DetectionPackage) {
  const { manifest } = detection;
  return {
    detection: manifest.slug,
    id: manifest.id,
    title: manifest.title,
    version: manifest.version,
    status: manifest.status,
    severity: manifest.severity.level,
    confidence: manifest.confidence.level,
    attack: [...new Set(manifest.attack.mappings.map((one) => one.technique))],
    tags: tagsOf(detection),
    tactics: [...new Set(manifest.attack.mappings.map((one) => one.tactic))],
    platforms: Object.keys(manifest.platforms),
    reads: manifest.telemetry.map((one) => ({ channel: one.channel, eventIds: one.event_ids })),
    tests: manifest.tests.length,
  };
}

function packagesTable(entries: readonly ReturnType<typeof entryOf>[], width: number, paint: Paint): string {
  const columns = [
    { title: 'DETECTION', weight: 3, paint: paint.accent },
    { title: 'TITLE', weight: 2 },
    { title: 'ATT&CK', weight: 2 },
    { title: 'SEVERITY' },
    { title: 'STATUS' },
    { title: 'TESTS', right: true },
  ];
  const rows = entries.map(({ detection, title, attack, severity, status, tests }) => [
    ...[detection, title, attack.join(', '), severity, status, String(tests)],
  ]);
  return `${renderTable(columns, rows, width, paint)}\n`;
}

/** A rule as scripts get it; absent means that it does not say. */
function ruleEntry(rule: RunnableDetection) {
  const { id, name, title, severity, status, attack, tags = [], path } = rule;
  return { rule: id, name, title, severity, status, attack, tags, reads: logsOf(rule), path };
}

/** Width from which a table of rules has room for ids. */
const ROOM_FOR_IDS = 150;

function rulesTable(entries: readonly ReturnType<typeof ruleEntry>[], width: number, paint: Paint): string {
  const hasIds = width >= ROOM_FOR_IDS;
  const columns = [
    { title: 'LEVEL', weight: 4, paint: levelPaint(paint) },
    { title: 'STATUS', weight: 4 },
    { title: 'TITLE', weight: 3 },
    { title: 'ATT&CK', weight: 2 },
    { title: 'READS', weight: 2 },
    ...(hasIds ? [{ title: 'ID', weight: 9 }] : []),
  ];
  const rows = entries.map(({ severity, status, title, rule, attack, reads }) => [
    ...[severity ?? '', status ?? '', title ?? rule, attack.join(', '), reads],
    ...(hasIds ? [rule] : []),
  ]);
  return `${renderTable(columns, rows, width, paint)}\n`;
}

/** `spoor list`: the detections, or the rules of a folder. */
export const listCommand: CommandDefinition = {
  name: 'list',
  summary: 'Lists the detections that ship with spoor, or the rules that options choose.',
  usage: ['spoor list', 'spoor list --rules DIR|FILE…'],
  positionals: { min: 0, max: 0, name: '' },
  options: [...RULE_OPTIONS, ...CHOICE_OPTIONS, formatOption('table', 'ndjson', 'json', 'csv'), OUTPUT_OPTION],
  examples: [
    { title: 'all detections', command: 'spoor list' },
    { title: 'for a script', command: 'spoor list --format ndjson' },
    { title: 'which rules a scan would run', command: 'spoor list --rules sigma/ --level high --technique T1003' },
  ],
  exits: [
    [0, 'done'],
    [2, 'wrong use'],
  ],
  async run(args, io) {
    checkRuleOptions('list', args);
    const isRules = args.has('rules');
    const rules = isRules ? await loadRules('list', args.values('rules'), args, io) : undefined;
    const packages = rules ? [] : loadShippedDetections().map(packageChoice);
    const packageEntries = chosenOf('list', packages, args, io).map(({ detection }) => entryOf(detection));
    const ruleEntries = rules?.detections.map(ruleEntry) ?? [];
    const out = await openResult(io, args.value('output'));
    const format = (args.value('format') ?? 'table') as RowFormat;
    const paint = paintFor(io.stdout, args, io);
    const { columns } = io.stdout;
    if (format !== 'table') out.write(renderObjects(rules ? ruleEntries : packageEntries, format, columns, paint));
    else if (rules) out.write(ruleEntries.length > 0 ? rulesTable(ruleEntries, columns, paint) : '');
    else out.write(packagesTable(packageEntries, columns, paint));
    await out.commit();
    if (rules) {
      const parts = rules.parts > 0 ? ` · ${rules.parts} more run as parts of correlations` : '';
      io.stderr.write(
        `rules ${ruleEntries.length} · ${notLoadedText(rules.notLoaded.length, args.has('verbose'))}${parts}\n`,
      );
    } else if (!args.has('quiet')) io.stderr.write(`detections ${packageEntries.length} · spoor show ID shows one\n`);
    return EXIT.ok;
  },
};
