import type { Hit } from '../../engines/js/table-functions/correlation-window.ts';
import type { CorrelationStudy, StudiedGroup } from '../../engines/js/table-functions/study-correlation.ts';
import type { Correlation } from '../../ir/index.ts';
import { countText, formatIsoTime, type Value } from '../../value/index.ts';
import type { Paint } from './color.ts';
import { cellText } from './rows.ts';
import { fitText, oneLine, renderTable } from './table.ts';

/** Groups that are listed, and hits of the window that is shown: the first and the last. */
const SHOWN_GROUPS = 8;
const FIRST_HITS = 10;
const LAST_HITS = 3;

/** Groups that scripts get. */
const MOST_GROUPS = 1000;
const MOST_HITS = 100;

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A span of time in its two largest units: `1h 5m`, `12.5s`. */
function spanText(ms: number): string {
  if (ms < 60_000) return `${ms / 1000}s`;
  const index = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[index]!;
  const [next, small] = UNITS[index + 1]!;
  const rest = Math.floor((ms % size) / small);
  return `${Math.floor(ms / size)}${unit}${rest > 0 ? ` ${rest}${next}` : ''}`;
}

const OPS: Readonly<Record<string, string>> = {
  gt: 'more than',
  ge: 'at least',
  lt: 'fewer than',
  le: 'at most',
  eq: 'just',
  ne: 'not',
};

function measureText({ measure, values, percentile }: Correlation): string {
  const fields = values.join(', ');
  switch (measure) {
    case 'hits':
      return 'hits';
    case 'distinct':
      return `values of ${fields}`;
    case 'rules':
      return 'different rules';
    case 'ordered-rules':
      return 'rules one after the other';
    case 'percentile':
      return `as ${percentile === 50 ? 'median' : `percentile ${percentile}`} of ${fields}`;
    default:
      return `as ${measure} of ${fields}`;
  }
}

const hitsHave = (count: number): string => (count === 1 ? '1 hit has' : `${countText(count)} hits have`);

/** What a correlation asks, in words. */
function askedText(correlation: Correlation): string {
  const { tests, groupBy, timespan, expression, measure } = correlation;
  const within = timespan === undefined ? 'anywhere' : `within ${spanText(timespan)}`;
  const by = groupBy.length === 0 ? '' : ` for one ${groupBy.join(', ')}`;
  const order = measure === 'ordered-rules' ? ' in order' : '';
  const what = expression
    ? `hits as its condition says${order}`
    : `${tests.map(({ op, value }) => `${OPS[op]} ${value}`).join(' and ')} ${measureText(correlation)}`;
  return `${what} ${within}${by}`;
}

/** The bound that a window missed, in words. */
function missedText({ correlation }: CorrelationStudy, { best, firings }: StudiedGroup): string {
  if (firings > 0) return firings === 1 ? 'fires' : `fires ${firings} times`;
  const { sources, measure, expression } = correlation;
  const seen = new Set(best.hits.map((hit) => hit.rule));
  const lacking = sources.flatMap(({ name }, rule) => (seen.has(rule) ? [] : [name]));
  if (expression || measure === 'rules' || measure === 'ordered-rules') {
    if (lacking.length > 0) return `no hit of ${lacking.join(', ')}`;
    return measure === 'ordered-rules' ? 'not in this order' : 'the condition does not hold';
  }
  const [test, second] = correlation.tests;
  const least = test?.op === 'ge' ? test.value : test?.op === 'gt' && measure === 'hits' ? test.value + 1 : undefined;
  if (best.measure !== undefined && least !== undefined && !second)
    return `${Math.round(best.measure * 1000) / 1000} of ${least} ${measureText(correlation)}`;
  const amount = best.measure === undefined ? 'no number' : String(Math.round(best.measure * 1000) / 1000);
  return `${amount} ${measureText(correlation)}`;
}

const timeText = (ms: number): string => formatIsoTime(ms)?.slice(0, 19).replace('T', ' ') ?? '';

function eventOf({ rows }: Hit): string {
  const [event] = rows.at(-1)?.provenance.events ?? [];
  return event ? `${event.origin.file}#${event.origin.record}` : '';
}

function groupName(values: readonly Value[]): string {
  return values.map((value) => oneLine(cellText(value ?? null) || 'no value')).join(', ');
}

function timeline(
  { correlation }: CorrelationStudy,
  { best: { hits } }: StudiedGroup,
  width: number,
  paint: Paint,
): string {
  const [first] = hits;
  if (!first) return '';
  const isAll = hits.length <= FIRST_HITS + LAST_HITS + 1;
  const rowOf = (hit: Hit): string[] => [
    timeText(hit.ms),
    `+${spanText(hit.ms - first.ms)}`,
    correlation.sources[hit.rule]!.name,
    hit.rows.length > 1 ? `${eventOf(hit)} and ${hit.rows.length - 1} before it` : eventOf(hit),
  ];
  const left = hits.length - FIRST_HITS - LAST_HITS;
  const rows = isAll
    ? hits.map(rowOf)
    : [
        ...hits.slice(0, FIRST_HITS).map(rowOf),
        ['…', '', `${countText(left)} more hits`, ''],
        ...hits.slice(-LAST_HITS).map(rowOf),
      ];
  const columns = [
    { title: 'time (UTC)' },
    { title: '', right: true },
    { title: 'rule' },
    { title: 'event', keepEnd: true },
  ];
  return renderTable(columns, rows, width - 2, paint).replace(/^/gm, '  ');
}

/** How near hits came to a correlation: its rules, the nearest groups, and the best window of the nearest one hit by hit. */
export function renderCorrelation(title: string, study: CorrelationStudy, width: number, paint: Paint): string {
  const { correlation, hits, groups, ungrouped, withoutTime, beyond, inner } = study;
  const fired = groups.reduce((sum, group) => sum + group.firings, 0);
  const times = fired === 0 ? 'does not fire' : fired === 1 ? 'fires once' : `fires ${countText(fired)} times`;
  const blocks = [
    `${paint.bold(oneLine(title))} ${fired > 0 ? paint.good(times) : paint.error(times)}\n${fitText(`It asks for ${oneLine(askedText(correlation))}.`, width)}`,
  ];
  const rules = correlation.sources.map(({ name }, rule) => [countText(hits[rule]!), name]);
  const remarks = [
    ...(ungrouped > 0
      ? [`${hitsHave(ungrouped)} no ${correlation.groupBy.join(', ')} and cannot come together with others`]
      : []),
    ...(beyond > 0 ? [`only the first hits are looked at, ${countText(beyond)} more are left out`] : []),
    ...(withoutTime > 0 ? [`${hitsHave(withoutTime)} no time and stand in no window`] : []),
  ].map((text) => `  ${paint.dim(text)}`);
  blocks.push(
    [
      renderTable([{ title: 'hits', right: true }, { title: 'rule' }], rules, width - 2, paint).replace(/^/gm, '  '),
      ...remarks,
    ].join('\n'),
  );
  for (const [rule, one] of inner)
    blocks.push(
      renderCorrelation(correlation.sources[rule]!.name, one, width - 2, paint)
        .trimEnd()
        .replace(/^(?=.)/gm, '  '),
    );
  const [nearest] = groups;
  if (nearest) {
    const rows = groups
      .slice(0, SHOWN_GROUPS)
      .map((group) => [
        ...(correlation.groupBy.length > 0 ? [groupName(group.values)] : []),
        group.hits.map(countText).join(' + '),
        missedText(study, group),
      ]);
    const columns = [
      ...(correlation.groupBy.length > 0 ? [{ title: correlation.groupBy.join(', ') }] : []),
      { title: 'hits' },
      { title: fired > 0 ? 'best window' : 'best window, which misses' },
    ];
    const more =
      groups.length > SHOWN_GROUPS
        ? `\n  ${paint.dim(`and ${countText(groups.length - SHOWN_GROUPS)} more groups`)}`
        : '';
    blocks.push(renderTable(columns, rows, width - 2, paint).replace(/^/gm, '  ') + more);
    const of = correlation.groupBy.length > 0 ? ` of ${groupName(nearest.values)}` : '';
    blocks.push(
      `${paint.bold(fitText(`Best window${of}`, width))}: ${missedText(study, nearest)}\n${timeline(study, nearest, width, paint)}`,
    );
  }
  return `${blocks.join('\n\n')}\n`;
}

/** The nearest groups for scripts. */
export function studyObjects({ correlation, groups }: CorrelationStudy): unknown[] {
  const names = correlation.sources.map(({ name }) => name);
  return groups.slice(0, MOST_GROUPS).map(({ values, hits, firings, best }) => ({
    group: Object.fromEntries(correlation.groupBy.map((name, index) => [name, values[index] ?? null])),
    hits: Object.fromEntries(names.map((name, rule) => [name, hits[rule]])),
    firings,
    measure: best.measure ?? null,
    from: formatIsoTime(best.hits[0]!.ms),
    to: formatIsoTime(best.hits.at(-1)!.ms),
    window: best.hits.slice(0, MOST_HITS).map((hit) => {
      const [event] = hit.rows.at(-1)!.provenance.events;
      return {
        time: formatIsoTime(hit.ms),
        rule: names[hit.rule],
        ...(event && { file: event.origin.file, record: event.origin.record }),
      };
    }),
  }));
}
