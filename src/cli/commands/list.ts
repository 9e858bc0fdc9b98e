import type { DetectionPackage } from '../../detection/index.ts';
import type { CommandDefinition } from '../command.ts';
import { loadShippedDetections } from '../detections.ts';
import { formatOption, OUTPUT_OPTION } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { openResult } from '../output/result-writer.ts';
import { type RowFormat, renderObjects } from '../output/rows.ts';
import { renderTable } from '../output/table.ts';
import { EXIT } from '../usage-error.ts';

function entryOf({ manifest }: DetectionPackage) {
  return {
    detection: manifest.slug,
    id: manifest.id,
    title: manifest.title,
    version: manifest.version,
    status: manifest.status,
    severity: manifest.severity.level,
    confidence: manifest.confidence.level,
    attack: [...new Set(manifest.attack.mappings.map((one) => one.technique))],
    tactics: [...new Set(manifest.attack.mappings.map((one) => one.tactic))],
    platforms: Object.keys(manifest.platforms),
    reads: manifest.telemetry.map((one) => ({ channel: one.channel, eventIds: one.event_ids })),
    tests: manifest.tests.length,
  };
}

/** `spoor list`: the detections. */
export const listCommand: CommandDefinition = {
  name: 'list',
  summary: 'Lists the detections that ship with spoor.',
  usage: ['spoor list'],
  positionals: { min: 0, max: 0, name: '' },
  options: [formatOption('table', 'ndjson', 'json'), OUTPUT_OPTION],
  examples: [
    { title: 'all detections', command: 'spoor list' },
    { title: 'for a script', command: 'spoor list --format ndjson' },
    { title: 'into a file', command: 'spoor list --format json --output detections.json' },
  ],
  exits: [
    [0, 'done'],
    [2, 'wrong use'],
  ],
  async run(args, io) {
    const entries = (await loadShippedDetections()).map(entryOf);
    const out = await openResult(io, args.value('output'));
    const format = (args.value('format') ?? 'table') as RowFormat;
    const paint = paintFor(io.stdout, args, io);
    if (format === 'table') {
      const columns = [
        { title: 'DETECTION', weight: 3, paint: paint.accent },
        { title: 'TITLE', weight: 2 },
        { title: 'ATT&CK', weight: 2 },
        { title: 'SEVERITY' },
        { title: 'STATUS' },
        { title: 'TESTS', right: true },
      ];
      const rows = entries.map((one) => [
        one.detection,
        one.title,
        one.attack.join(', '),
        one.severity,
        one.status,
        String(one.tests),
      ]);
      out.write(`${renderTable(columns, rows, io.stdout.columns, paint)}\n`);
    } else out.write(renderObjects(entries, format, io.stdout.columns, paint));
    await out.commit();
    if (!args.has('quiet')) io.stderr.write(`detections ${entries.length} · spoor show ID shows one\n`);
    return EXIT.ok;
  },
};
