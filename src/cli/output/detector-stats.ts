import { type DetectorStats, shortChannel } from '../../scan/index.ts';
import { countText } from '../../value/index.ts';
import type { Paint } from './color.ts';
import { renderTable, type TableColumn } from './table.ts';

/** Kinds of events that are shown. */
const MOST = 12;

const COLUMNS: readonly TableColumn[] = [
  { title: 'KIND OF EVENT' },
  ...['EVENTS', 'RULES', 'ASKED OF ALL', 'LOOKED FOR'].map((title): TableColumn => ({ title, right: true })),
];

/** How rules met the kinds of events that were read, as `--stats` shows it. */
export function renderDetectorStats(stats: readonly DetectorStats[], width: number, paint: Paint): string {
  const rows = stats
    .filter(({ detections }) => detections > 0)
    .slice(0, MOST)
    .map(({ channel, eventId, events, detections, always, tests }) => [
      `${channel === '' ? 'no channel' : shortChannel(channel)}${eventId === undefined ? '' : ` ${eventId}`}`,
      ...[events, detections, always, tests].map(countText),
    ]);
  return rows.length === 0 ? '' : `${renderTable(COLUMNS, rows, width, paint)}\n`;
}
