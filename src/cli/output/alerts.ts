import { type Alert, alertKey, alertName } from '../../scan/index.ts';
import type { Paint } from './color.ts';
import { cellText } from './rows.ts';
import { fitText, oneLine, renderTable, type TableColumn } from './table.ts';

/** Equal alerts in a row of a table, with how many there are. */
interface Folded {
  readonly alert: Alert;
  readonly count: number;
}

/** Columns that every table of alerts has by itself, so that a query's own need not repeat them. */
const OWN_COLUMNS = new Set(['_messagetime', 'computer', 'user']);

/** Fields that only say which log a rule read, shown where there are no others. */
const LOG_FIELDS = new Set(['eventid', 'channel', 'provider_name']);

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

/** Paints a level by its weight. */
export function levelPaint(paint: Paint): (text: string) => string {
  return (text) => (/high|critical/.test(text) ? paint.error(text) : /medium/.test(text) ? paint.warning(text) : text);
}

/** A field of an alert as text. */
interface FieldText {
  readonly name: string;
  readonly text: string;
}

/**
 * Fields of an alert that tell something; those with columns of their own are left out, those whose text another one holds, and those that
 * say which log it was.
 */
export function tellingFields(alert: Alert): readonly FieldText[] {
  const all = Object.entries(alert.fields)
    .filter(([name, value]) => !OWN_COLUMNS.has(name.toLowerCase()) && value !== alert.branch)
    .map(([name, value]) => ({ name, text: cellText(value) }))
    .filter(({ text }) => text !== '' && !alert.user?.endsWith(`\\${text}`));
  const telling = all.filter(({ name }) => !LOG_FIELDS.has(name.toLowerCase()));
  const fields = telling.length > 0 ? telling : all;
  const isHeld = (text: string, at: number): boolean =>
    text.length >= LEAST_HELD &&
    fields.some(
      (other, index) =>
        (other.text.length > text.length || (other.text.length === text.length && index < at)) &&
        other.text.toLowerCase().includes(text.toLowerCase()),
    );
  return fields.filter(({ text }, index) => !isHeld(text, index));
}

/** These fields on one line. */
export function alertFieldsLine(alert: Alert): string {
  return tellingFields(alert)
    .map(({ name, text }) => `${name}=${text}`)
    .join(' ');
}

/** Shorter texts occur in others by chance. */
const LEAST_HELD = 5;

type AlertColumn = TableColumn & { readonly value: (one: Folded) => string };

/** Width that the fields of an alert need at least; a terminal that leaves less gets them on a line of their own. */
const LEAST_FIELDS = 48;

const GAP = 2;

/** Columns that tell when, where and by whom. */
function leadColumns(alerts: readonly Alert[], paint: Paint): AlertColumn[] {
  const several = new Set(alerts.map(alertKey)).size > 1;
  return [
    {
      title: 'TIME (UTC)',
      weight: 4,
      value: ({ alert }) => alert.time?.replace('T', ' ').replace(/\.\d+Z$/, '') ?? '',
    },
    { title: 'SEVERITY', weight: 3, paint: levelPaint(paint), value: ({ alert }) => alert.severity ?? '' },
    ...(several ? [{ title: 'DETECTION', weight: 3, value: ({ alert }: Folded) => alertName(alert) }] : []),
    { title: 'BRANCH', weight: 2, paint: paint.accent, value: ({ alert }) => alert.branch ?? '' },
    { title: 'HOST', value: ({ alert }) => alert.host ?? '' },
    { title: 'USER', value: ({ alert }) => alert.user ?? '' },
  ];
}

const COUNT: AlertColumn = { title: '×', right: true, value: ({ count }) => (count > 1 ? `×${count}` : '') };

function tableOf(columns: readonly AlertColumn[], rows: readonly Folded[], width: number, paint: Paint): string[] {
  const used = columns.filter((column) => rows.some((row) => column.value(row) !== ''));
  const cells = rows.map((row) => used.map((column) => column.value(row)));
  return renderTable(used, cells, width, paint).split('\n');
}

/** Whether the fields of all alerts fit, or have room enough, in a column beside the others. */
function hasRoomForFields(lead: readonly AlertColumn[], rows: readonly Folded[], width: number): boolean {
  const widest = (value: (one: Folded) => string): number =>
    rows.reduce((most, row) => Math.max(most, value(row).length), 0);
  const what = Math.min(
    LEAST_FIELDS,
    widest(({ alert }) => alertFieldsLine(alert)),
  );
  const where = Math.min(
    LEAST_FIELDS / 2,
    widest(({ alert }) => placeOf(alert)),
  );
  const others = [...lead, COUNT].map((column) => widest(column.value)).filter((size) => size > 0);
  return others.reduce((sum, size) => sum + size + GAP, what + GAP + where) <= width;
}

/** The line below an alert: its fields, then the place of its first event. */
function fieldsBelow({ alert }: Folded, width: number, paint: Paint): string {
  const room = width - 2 * GAP;
  const place = fitText(oneLine(placeOf(alert)), Math.floor(room * 0.3), true);
  const fields = fitText(oneLine(alertFieldsLine(alert)), place === '' ? room : room - place.length - GAP);
  return `${' '.repeat(GAP)}${[fields, paint.dim(place)].filter(Boolean).join(' '.repeat(GAP))}`;
}

/**
 * A table of alerts, oldest first, equal ones folded unless all are wanted; times are UTC. A terminal too narrow for the
 * fields of an alert gets them on a second line.
 */
export function renderAlerts(alerts: readonly Alert[], all: boolean, width: number, paint: Paint): string {
  if (alerts.length === 0) return '';
  const rows = all ? alerts.map((alert) => ({ alert, count: 1 })) : foldAlerts(alerts);
  const lead = leadColumns(alerts, paint);
  if (hasRoomForFields(lead, rows, width)) {
    const columns: AlertColumn[] = [
      ...lead,
      { title: 'WHAT', weight: 2, value: ({ alert }) => alertFieldsLine(alert) },
      { title: 'WHERE', keepEnd: true, weight: 1.5, value: ({ alert }) => placeOf(alert) },
      COUNT,
    ];
    return `${tableOf(columns, rows, width, paint).join('\n')}\n`;
  }
  const [titles = '', ...lines] = tableOf([...lead, COUNT], rows, width, paint);
  const below = rows.map((row, index) => `${lines[index]}\n${fieldsBelow(row, width, paint)}`);
  return `${[titles, ...below].join('\n')}\n`;
}
