import { type AlertGroup, type AlertSummary, alertName, SEVERITY_LEVELS } from '../../scan/index.ts';
import { visibleText } from '../../source/index.ts';
import { countText } from '../../value/index.ts';
import { minuteOf, namesCount, namesText } from './alert-groups.ts';
import { levelPaint } from './alerts.ts';
import type { Paint } from './color.ts';
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

/** A path or place as a shell takes it. */
function shellWord(text: string): string {
  const shown = visibleText(text);
  return /^[\w./:@#%+,=-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

/** What to do with the first alert of the weightiest rule: see why it matched, and the whole of its event. */
function nextStep({ first }: AlertGroup): string {
  const [event] = first.events;
  if (event?.record === undefined || first.count > 1) return '';
  const detection = first.detection ?? first.rule?.path;
  if (detection === undefined) return '';
  return `spoor explain ${shellWord(detection)} ${shellWord(`${event.file}#${event.record}`)}`;
}

/**
 * What a responder reads after a scan with many rules: how much, where and when; the rules that fired, the weightiest first, with hosts and
 * users; and what to do next.
 */
export function runSummary(summary: AlertSummary, format: string, width: number, paint: Paint): string {
  const { all } = summary;
  const rules = summary.groups('rule');
  if (!all || rules.length < 2) return '';
  const span = all.firstTime === undefined ? '' : `, ${minuteOf(all.firstTime)} to ${minuteOf(all.lastTime)} UTC`;
  const hosts = all.hosts.size === 0 ? '' : ` on ${namesCount(all.hosts)} host${all.hosts.size === 1 ? '' : 's'}`;
  const head = `${counted(all.alerts, 'alert')} of ${counted(rules.length, 'rule')}${hosts}${span}`;
  const columns = [
    { title: 'LEVEL', weight: 4, paint: levelPaint(paint) },
    { title: 'RULE', weight: 3 },
    { title: 'ALERTS', right: true, weight: 4 },
    { title: 'HOSTS' },
    { title: 'USERS' },
    { title: 'FIRST (UTC)', weight: 4 },
    { title: 'LAST (UTC)', weight: 4 },
  ];
  const named = rules.slice(0, RULES_NAMED);
  const table = renderTable(
    columns,
    named.map((group) => [
      group.severity ?? '',
      alertName(group.first),
      String(group.alerts),
      namesText(group.hosts, 2),
      namesText(group.users, 2),
      minuteOf(group.firstTime),
      minuteOf(group.lastTime),
    ]),
    width,
    paint,
  );
  const rest = rules.slice(RULES_NAMED);
  const more = rest.length > 0 ? `and ${counted(rest.length, 'rule')} more (${levelsText(rest)}): --group rule` : '';
  const next = nextStep(rules[0]!);
  const page = format === 'html' ? '' : 'with timeline and events on one page: --format html --output report.html';
  return [paint.bold(head), table, more, next && `why the first of them matched: ${next}`, page]
    .filter(Boolean)
    .map((line) => `${line}\n`)
    .join('');
}
