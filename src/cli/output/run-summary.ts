import { type AlertGroup, type AlertSummary, alertName, SEVERITY_LEVELS } from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import { countText } from '../../value/index.ts';
import { minuteOf, namesCount, namesText, ROOM_FOR_ALL } from './alert-groups.ts';
import { levelPaint } from './alerts.ts';
import type { Paint } from './color.ts';
import type { ExplainCommand } from './explain-command.ts';
import { renderTable } from './table.ts';

/** Rules that the summary names; with the lines around them it stays within a dozen. */
const RULES_NAMED = 6;

const counted = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`;

/** `4 high, 12 medium`: numbers of rules by their level, the highest first. */
function levelsText(groups: readonly AlertGroup[]): string {
  const named = [...SEVERITY_LEVELS].reverse().map((level) => {
    const rules = groups.filter(({ severity }) => severity === level).length;
    return rules > 0 ? `${rules} ${level}` : '';
  });
  const without = groups.filter(({ severity }) => severity === undefined).length;
  return [...named, without > 0 ? `${without} without a level` : ''].filter(Boolean).join(', ');
}

/**
 * What a responder reads after a scan with many rules: how much, where and when; the rules that fired, the weightiest first, with hosts and
 * users; and what to do next.
 */
export function runSummary(
  summary: AlertSummary,
  explain: ExplainCommand,
  format: string,
  width: number,
  paint: Paint,
): string {
  const { all } = summary;
  const rules = summary.groups('rule');
  if (!all || rules.length < 2) return '';
  const span = all.firstTime === undefined ? '' : `, ${minuteOf(all.firstTime)} to ${minuteOf(all.lastTime)} UTC`;
  const hosts = all.hosts.size === 0 ? '' : ` on ${namesCount(all.hosts)} host${all.hosts.size === 1 ? '' : 's'}`;
  const head = `${counted(all.alerts, 'alert')} of ${counted(rules.length, 'rule')}${hosts}${span}`;
  const hasAll = width >= ROOM_FOR_ALL;
  const columns = [
    { title: 'LEVEL', weight: 4, paint: levelPaint(paint) },
    { title: 'RULE', weight: 5 },
    { title: 'ALERTS', right: true, weight: 4 },
    { title: 'HOSTS', weight: 2 },
    ...(hasAll ? [{ title: 'USERS' }] : []),
    { title: 'FIRST (UTC)', weight: 4 },
    ...(hasAll ? [{ title: 'LAST (UTC)', weight: 4 }] : []),
  ];
  const rows = rules
    .slice(0, RULES_NAMED)
    .map((group) => [
      group.severity ?? '',
      alertName(group.first),
      String(group.alerts),
      namesText(group.hosts, 2),
      ...(hasAll ? [namesText(group.users, 2)] : []),
      minuteOf(group.firstTime),
      ...(hasAll ? [minuteOf(group.lastTime)] : []),
    ]);
  const table = renderTable(columns, rows, width, paint);
  const rest = rules.slice(RULES_NAMED);
  const more = rest.length > 0 ? `and ${counted(rest.length, 'rule')} more (${levelsText(rest)}): --group rule` : '';
  const next = explain(rules[0]!.first);
  const page = format === 'html' ? '' : 'with timeline and events on one page: --format html --output report.html';
  return [paint.bold(head), table, more, next && `why the first of them matched: ${visibleText(next)}`, page]
    .filter(Boolean)
    .map((line) => `${line}\n`)
    .join('');
}
