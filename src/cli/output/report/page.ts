import { createHash } from 'node:crypto';
import {
  type AlertGroup,
  alertKey,
  alertName,
  howToLog,
  type LevelCounts,
  missingLogs,
  SEVERITY_LEVELS,
  severityRank,
} from '../../../scan/index.ts';
import { countText, formatIsoTime } from '../../../value/index.ts';
import type { RunFacts } from '../alert-forms/form.ts';
import { minuteOf, namesCount, namesText } from '../alert-groups.ts';
import { tellingFields } from '../alerts.ts';
import type { ExplainCommand } from '../explain-command.ts';
import { heatMap } from './heat-map.ts';
import { Html, html, scriptJson, seenText } from './html.ts';
import { EVENTS_PER_RULE, type ReportEvents } from './report-events.ts';
import { REPORT_SCRIPT } from './script.ts';
import { REPORT_STYLE } from './style.ts';
import { levelClass, type Timeline } from './timeline.ts';

/** Rules that are named to be looked at first. */
const FIRST = 6;

/** Fields that are shown of them, and letters of each. */
const FIRST_FIELDS = 3;
const FIRST_LETTERS = 300;

/** Hosts in the table; the others are counted. */
const HOSTS_SHOWN = 200;

/** Logs that are named as missing. */
const LOGS_SHOWN = 12;

const plural = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`;

const badge = (group: AlertGroup): Html =>
  html`<span class="badge ${levelClass(severityRank(group.severity))}">${group.severity ?? 'no level'}</span>`;

const span = ({ firstTime, lastTime }: AlertGroup): string => {
  const [first, last] = [minuteOf(firstTime), minuteOf(lastTime)];
  if (first === last) return first;
  return `${first} to ${first.slice(0, 10) === last.slice(0, 10) ? last.slice(11) : last}`;
};

/** Rules as a responder meets them: the highest level first, of equal ones the rarest, since what fires often is more often noise. */
function byRarity(rules: readonly AlertGroup[]): AlertGroup[] {
  return [...rules].sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.alerts - b.alerts);
}

function levelCounts(rules: readonly AlertGroup[], levels: LevelCounts): Html {
  const items = [...SEVERITY_LEVELS.keys(), SEVERITY_LEVELS.length].reverse().map((index) => {
    const alerts = levels[index]!;
    const rank = index === SEVERITY_LEVELS.length ? -1 : index;
    const count = rules.filter(({ severity }) => severityRank(severity) === rank).length;
    if (alerts === 0) return undefined;
    const name = SEVERITY_LEVELS[index] ?? 'no level';
    return {
      rank,
      item: html`<li class="badge ${levelClass(rank)}">${plural(count, 'rule')} ${name}, ${plural(alerts, 'alert')}</li>`,
    };
  });
  const shown = items.filter((one) => one !== undefined).sort((a, b) => b.rank - a.rank);
  return html`<ul class="counts">${shown.map(({ item }) => item)}</ul>`;
}

function lookFirst(rules: readonly AlertGroup[], numbers: ReadonlyMap<string, number>): Html {
  const items = byRarity(rules)
    .slice(0, FIRST)
    .map((group) => {
      const { first, alerts, hosts, users, key } = group;
      const fields = tellingFields(first).slice(0, FIRST_FIELDS);
      const where = [namesText(hosts, 2), namesText(users, 2)].filter(Boolean).join(', by ');
      return html`<li>${badge(group)} <a href="#rule-${numbers.get(key)}">${alertName(first)}</a>
<div class="dim">${plural(alerts, 'alert')}${where && ` on ${where}`}; ${span(group)}</div>
${fields.map(({ name, text }) => html`<div class="field"><span class="dim">${name}</span> <code>${text.slice(0, FIRST_LETTERS)}</code></div>`)}</li>`;
    });
  return html`<ol class="first">${items}</ol>`;
}

/** A bar of an alert's levels, the highest first. */
function levelBar(levels: LevelCounts, most: number): Html {
  const all = levels.reduce((sum, alerts) => sum + alerts, 0);
  const scale = (Math.log1p(all) / Math.log1p(most)) * (100 / all);
  let x = 0;
  const rects = [4, 3, 2, 1, 0, 5].map((index) => {
    const width = levels[index]! * scale;
    if (width === 0) return undefined;
    const rect = html`<rect x="${x.toFixed(2)}%" y="3" height="11" width="${width.toFixed(2)}%" class="${levelClass(index === 5 ? -1 : index)}"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="bar" width="100%" height="17" role="img" aria-label="${plural(all, 'alert')}">${rects}</svg>`;
}

function hostTable(hosts: readonly AlertGroup[]): Html {
  const most = hosts.reduce((max, { alerts }) => Math.max(max, alerts), 1);
  const rows = hosts.slice(0, HOSTS_SHOWN).map((group) => {
    const { key, alerts, rules, users, levels } = group;
    const name = key === '' ? '(no host)' : key;
    const button =
      key === '' ? html`${name}` : html`<button type="button" data-host="${key}" aria-pressed="false">${name}</button>`;
    return html`<tr><td>${badge(group)}</td><td>${button}</td><td class="n">${countText(alerts)}</td><td>${levelBar(levels, most)}</td><td class="n">${namesCount(rules)}</td><td>${namesText(users, 3)}</td><td>${span(group)}</td></tr>`;
  });
  const more = hosts.length - rows.length;
  return html`<div class="scroll"><table><thead><tr><th>Highest</th><th>Host</th><th class="n">Alerts</th><th>By level</th><th class="n">Rules</th><th>Users</th><th>Seen (UTC)</th></tr></thead><tbody>${rows}</tbody></table></div>${more > 0 && html`<p class="dim">and ${plural(more, 'more host')}</p>`}`;
}

function ruleView(group: AlertGroup, number: number, omitted: number, explain: ExplainCommand): Html {
  const { first, alerts, hosts } = group;
  const path = first.detection ?? first.rule?.path;
  const where = hosts.size === 0 ? '' : `${namesText(hosts, 2)} · `;
  const command = explain(first);
  const why = command !== undefined && html`<p class="dim">Why the first one matched: <code>${command}</code></p>`;
  const left =
    omitted > 0 &&
    html`<p class="dim">${plural(omitted, 'more alert')} of this rule ${omitted === 1 ? 'is' : 'are'} not on this page; <code>--format ndjson</code> has all.</p>`;
  return html`<details class="rule" id="rule-${number}" data-rule="${number}"><summary>${badge(group)}<span class="title">${alertName(first)}</span><span class="count">×${countText(alerts)}</span><span class="meta">${where}${span(group)}${first.attack.length > 0 && ` · ${first.attack.join(', ')}`}</span></summary>
<div class="inside"><p class="dim"><code>${first.detection ?? first.rule?.id}</code> · <code>${path}</code></p>${why}<div class="events"></div>${left}</div></details>
`;
}

function blindSpots({ visibility }: RunFacts): Html {
  const missing = missingLogs(visibility);
  const blind = missing.reduce((sum, { rules }) => sum + rules.length, 0);
  if (blind === 0) return html`<p>Every rule can see something in these logs.</p>`;
  const rows = missing
    .slice(0, LOGS_SHOWN)
    .map(
      ({ log, rules }) =>
        html`<tr><td class="any">${log}</td><td class="n">${countText(rules.length)}</td><td>${howToLog(log)}</td></tr>`,
    );
  const more = missing.length - rows.length;
  return html`<p>${countText(blind)} of ${plural(visibility.length, 'rule')} read logs that are not here, so that nothing of theirs was looked for.</p><div class="scroll"><table><thead><tr><th>Log</th><th class="n">Rules</th><th>To have it</th></tr></thead><tbody>${rows}</tbody></table></div>${more > 0 && html`<p class="dim">and ${plural(more, 'more log')}; <code>spoor inspect --rules</code> names rules and logs</p>`}`;
}

function filterBar(hosts: readonly string[]): Html {
  const levels = [...SEVERITY_LEVELS.entries()].map(
    ([rank, level]) => html`<option value="${rank}">${level} and above</option>`,
  );
  const options = hosts.filter((host) => host !== '').map((host) => html`<option value="${host}">${host}</option>`);
  return html`<div class="filter" role="search"><label class="grow">Search titles, fields, users, files<input type="search" id="search" autocomplete="off"></label>
<label>Level<select id="level"><option value="-1">all</option>${levels}</select></label>
<label>Host<select id="host"><option value="">all</option>${options}</select></label>
<label class="time">From (UTC)<input type="datetime-local" id="from"></label>
<label class="time">To (UTC)<input type="datetime-local" id="to"></label>
<button type="button" id="chip" class="chip" hidden></button><button type="button" id="clear" hidden>Clear</button>
<div class="state dim" id="state" aria-live="polite"></div></div>`;
}

function headline({ summary, counts }: RunFacts, rules: readonly AlertGroup[]): Html {
  const { all } = summary;
  if (!all) return html`<p class="lead">No alert in ${plural(counts.events, 'event')}.</p>`;
  const hosts = all.hosts.size > 0 && ` on ${namesCount(all.hosts)} ${all.hosts.size === 1 ? 'host' : 'hosts'}`;
  return html`<p class="lead">${plural(all.alerts, 'alert')} of ${plural(rules.length, 'rule')}${hosts}, ${span(all)} UTC.</p>${levelCounts(rules, all.levels)}`;
}

function footer({ reports, counts, detections, notLoaded, version, at }: RunFacts): Html {
  const damaged = reports.filter((report) => report.damages > 0 || report.status === 'unreadable');
  const bad =
    damaged.length > 0 &&
    html`<p>Read in part: ${damaged
      .map(({ name }) => name)
      .slice(0, 10)
      .join(', ')}${damaged.length > 10 && ` and ${damaged.length - 10} more`}</p>`;
  return html`<footer><p>Spoor ${version}, ${formatIsoTime(at)?.slice(0, 16).replace('T', ' ')} UTC: ${plural(detections.length, 'rule')} (${notLoaded} not loaded) over ${plural(counts.events, 'event')} of ${plural(reports.length, 'file')} (${damaged.length} damaged). Times are UTC.</p>${bad}
<p>This page holds up to ${EVENTS_PER_RULE} different alerts of a rule, equal ones as one, and says where there are more. It loads nothing from anywhere. ATT&amp;CK® is a trademark of The MITRE Corporation.</p></footer>`;
}

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The whole page: nothing of it is loaded from anywhere, and its policy lets only its own style and script run. */
export function reportPage(facts: RunFacts, events: ReportEvents, timeline: Timeline): string {
  const { summary, at } = facts;
  const rules = byRarity(summary.groups('rule'));
  const hosts = summary.groups('host');
  const numbers = new Map(rules.map(({ key }, index) => [key, index]));
  const kept = rules.map(({ first }) => events.of(alertKey(first)));
  const policy = `default-src 'none'; style-src ${digest(REPORT_STYLE)}; script-src ${digest(REPORT_SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const data = {
    hosts: events.hosts,
    files: events.files,
    rules: rules.map(({ first, severity }, index) => ({
      level: severityRank(severity),
      attack: first.attack,
      text: seenText([alertName(first), first.rule?.id, first.rule?.path, ...first.attack].join('\n')).toLowerCase(),
      events: kept[index]!.events,
    })),
  };
  const drawing = timeline.render(hosts.map(({ key }) => key));
  const matrix = heatMap(summary.groups('technique'));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Spoor report, ${formatIsoTime(at)?.slice(0, 10)}</title>
<style>${new Html(REPORT_STYLE)}</style>
</head>
<body>
<header><h1>What the rules found</h1>${headline(facts, rules)}</header>
<main>
${rules.length > 0 && html`<h2>Look at first <small>highest level, rarest</small></h2>${lookFirst(rules, numbers)}`}
${drawing && html`<h2>Timeline <small>UTC; color is the highest level, long silences are cut out</small></h2><div class="card">${drawing}</div>`}
${matrix && html`<h2>ATT&amp;CK <small>techniques of the rules that fired, with their alerts; color is the highest level</small></h2>${matrix}`}
${
  rules.length > 0 &&
  html`<h2>Hosts</h2>${hostTable(hosts)}
<h2 id="rules">Rules and events</h2><noscript><p>Filters and events need the script of this page, which the viewer did not run.</p></noscript>
${filterBar(events.hosts)}
${rules.map((group, index) => ruleView(group, index, kept[index]!.omitted, facts.explain))}`
}
<h2>What could not be seen</h2>${blindSpots(facts)}
</main>
${footer(facts)}
${
  rules.length > 0 &&
  html`<script type="application/json" id="data">${new Html(scriptJson(data))}</script>
<script>${new Html(REPORT_SCRIPT)}</script>`
}
</body>
</html>
`;
  return page.text;
}
