import type { Alert } from '../../scan/index.ts';
import type { Paint } from './color.ts';
import { cellText } from './rows.ts';
import { renderTable, type TableColumn } from './table.ts';

/** Equal alerts in a row of a table, with how many there are. */
interface Folded {
  readonly alert: Alert;
  readonly count: number;
}

/** Columns that every table of alerts has by itself, so that a query's own need not repeat them. */
const OWN_COLUMNS = new Set(['_messagetime', 'computer', 'user']);

function keyOf(alert: Alert): string {
  const fields = Object.entries(alert.fields).filter(([name]) => name.toLowerCase() !== '_messagetime');
  return JSON.stringify([alert.detection, alert.rule?.path, alert.branch, alert.host, alert.user, fields]);
}

/** Folds equal alerts, time and place aside, into the first of them. */
export function foldAlerts(alerts: readonly Alert[]): Folded[] {
  const folded = new Map<string, { alert: Alert; count: number }>();
  for (const alert of alerts) {
    const key = keyOf(alert);
    const entry = folded.get(key);
    if (entry) entry.count++;
    else folded.set(key, { alert, count: 1 });
  }
  return [...folded.values()];
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function placeOf(alert: Alert): string {
  const first = alert.events[0];
  if (!first) return '';
  const more = alert.count > 1 ? ` +${alert.count - 1}` : '';
  return `${baseName(first.file)}#${first.record ?? `@${first.offset}`}${more}`;
}

function severityPaint(paint: Paint): (text: string) => string {
  return (text) => (/high|critical/.test(text) ? paint.error(text) : /medium/.test(text) ? paint.warning(text) : text);
}

/** Fields of an alert on one line, those with columns of their own left out. */
function fieldsLine(alert: Alert): string {
  return Object.entries(alert.fields)
    .filter(([name, value]) => !OWN_COLUMNS.has(name.toLowerCase()) && value !== alert.branch && cellText(value) !== '')
    .map(([name, value]) => `${name}=${cellText(value)}`)
    .join(' ');
}

/** A table of alerts, oldest first, equal ones folded unless all are wanted; times are UTC. */
export function renderAlerts(alerts: readonly Alert[], all: boolean, width: number, paint: Paint): string {
  if (alerts.length === 0) return '';
  const rows = all ? alerts.map((alert) => ({ alert, count: 1 })) : foldAlerts(alerts);
  const several = new Set(alerts.map((alert) => alert.detection ?? alert.rule?.path)).size > 1;
  const columns: (TableColumn & { readonly value: (one: Folded) => string })[] = [
    {
      title: 'TIME (UTC)',
      weight: 3,
      value: ({ alert }) => alert.time?.replace('T', ' ').replace(/\.\d+Z$/, '') ?? '',
    },
    { title: 'SEVERITY', paint: severityPaint(paint), value: ({ alert }) => alert.severity ?? '' },
    ...(several ? [{ title: 'DETECTION', value: ({ alert }: Folded) => alert.detection ?? alert.rule?.id ?? '' }] : []),
    { title: 'BRANCH', weight: 2, paint: paint.accent, value: ({ alert }) => alert.branch ?? '' },
    { title: 'HOST', value: ({ alert }) => alert.host ?? '' },
    { title: 'USER', value: ({ alert }) => alert.user ?? '' },
    { title: 'WHAT', weight: 2, value: ({ alert }) => fieldsLine(alert) },
    { title: 'WHERE', keepEnd: true, weight: 1.5, value: ({ alert }) => placeOf(alert) },
    { title: '×', right: true, value: ({ count }) => (count > 1 ? `×${count}` : '') },
  ];
  const used = columns.filter((column) => rows.some((row) => column.value(row) !== ''));
  return `${renderTable(
    used,
    rows.map((row) => used.map((column) => column.value(row))),
    width,
    paint,
  )}\n`;
}
