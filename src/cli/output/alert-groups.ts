import { attackTechnique } from '../../detection/index.ts';
import { type AlertGroup, type AlertSummary, alertName, type Grouping, type NameTally } from '../../scan/index.ts';
import { levelPaint } from './alerts.ts';
import type { Paint } from './color.ts';
import { type RowFormat, renderObjects } from './rows.ts';
import { renderTable, type TableColumn } from './table.ts';

/** A time to the minute, in UTC. */
export function minuteOf(time: string | undefined): string {
  return time?.slice(0, 16).replace('T', ' ') ?? '';
}

/** The commonest names, and how many there are beside them. */
export function namesText(names: NameTally, most: number): string {
  const named = names.list().slice(0, most);
  const more = names.size - named.length;
  const shown = named.map(([name]) => name).join(', ');
  return more > 0 ? `${shown} +${more}${names.isCut ? ' or more' : ''}` : shown;
}

/** A number of names; more may be there than are told apart. */
export function namesCount({ size, isCut }: NameTally): string {
  return isCut ? `${size}+` : String(size);
}

/** Width below which a table of groups leaves users and last times out. */
export const ROOM_FOR_ALL = 100;

const NO_KEY: Readonly<Record<Grouping, string>> = {
  rule: '',
  host: '(no host)',
  technique: '(no technique)',
};

function groupName(by: Grouping, { key, first }: AlertGroup): string {
  if (by === 'rule') return alertName(first);
  if (key === '') return NO_KEY[by];
  const name = by === 'technique' ? attackTechnique(key)?.name : undefined;
  return name === undefined ? key : `${key} ${name}`;
}

function groupObject(by: Grouping, group: AlertGroup): Record<string, unknown> {
  const { key, first, severity, alerts, rules, hosts, users, firstTime, lastTime } = group;
  const names = (tally: NameTally): string[] => tally.list().map(([name]) => name);
  const own: Record<Grouping, Record<string, unknown>> = {
    rule: { rule: first.detection ?? first.rule?.id, title: first.title, path: first.rule?.path, attack: first.attack },
    host: { host: key === '' ? null : key },
    technique: { technique: key === '' ? null : key, name: attackTechnique(key)?.name },
  };
  return {
    ...own[by],
    ...{ severity, alerts, firstTime, lastTime },
    ...(by !== 'rule' && { rules: names(rules) }),
    ...(by !== 'host' && { hosts: names(hosts) }),
    users: names(users),
  };
}

/** Alerts grouped, the highest level first: a table, or one object a group. */
export function renderGroups(
  summary: AlertSummary,
  by: Grouping,
  format: RowFormat,
  width: number,
  paint: Paint,
): string {
  const groups = summary.groups(by);
  if (format !== 'table') {
    const objects = groups.map((group) => groupObject(by, group));
    return renderObjects(objects, format, width, paint);
  }
  if (groups.length === 0) return '';
  const all: (TableColumn & { readonly gives?: boolean; readonly text: (group: AlertGroup) => string })[] = [
    { title: 'LEVEL', weight: 3, paint: levelPaint(paint), text: ({ severity }) => severity ?? '' },
    { title: by.toUpperCase(), weight: 5, text: (group) => groupName(by, group) },
    { title: 'ALERTS', right: true, weight: 4, text: ({ alerts }) => String(alerts) },
    ...(by === 'rule'
      ? []
      : [
          {
            title: 'RULES',
            weight: 2,
            text: ({ rules }: AlertGroup) => `${namesCount(rules)}: ${namesText(rules, 3)}`,
          },
        ]),
    ...(by === 'host' ? [] : [{ title: 'HOSTS', text: ({ hosts }: AlertGroup) => namesText(hosts, 3) }]),
    { title: 'USERS', gives: true, text: ({ users }) => namesText(users, 3) },
    { title: 'FIRST (UTC)', weight: 4, text: ({ firstTime }) => minuteOf(firstTime) },
    { title: 'LAST (UTC)', gives: true, weight: 4, text: ({ lastTime }) => minuteOf(lastTime) },
  ];
  const columns = all.filter(({ gives }) => !gives || width >= ROOM_FOR_ALL);
  const rows = groups.map((group) => columns.map(({ text }) => text(group)));
  return `${renderTable(columns, rows, width, paint)}\n`;
}
