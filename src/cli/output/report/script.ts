/**
 * The script of a report: it filters rules and shows their events. Texts of logs become text nodes, never HTML. It runs under a policy
 * that names its digest, so it is one text, tested in a browser.
 */
export const REPORT_SCRIPT = `'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const rules = [...document.querySelectorAll('details.rule')];
const cells = [...document.querySelectorAll('[data-technique]')];
const hostButtons = [...document.querySelectorAll('button[data-host]')];
const PAGE = 20;
let technique = '';

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

const shown = (time) => (time ? time.replace('T', ' ').replace('Z', '') : 'no time');

function eventView(event) {
  const view = make('div', 'event');
  const head = make('div', 'head');
  const time = shown(event.t) + (event.l && event.l !== event.t ? ' to ' + shown(event.l) : '');
  head.append(make('b', '', time));
  if (event.n > 1) head.append(make('span', '', '\\u00d7' + event.n));
  for (const text of [data.hosts[event.h], event.u]) if (text) head.append(make('span', '', text));
  const more = event.m > 0 ? ' and ' + event.m + ' more events' : '';
  head.append(make('span', 'dim', [event.c, data.files[event.p] + '#' + event.r + more].filter(Boolean).join(' \\u00b7 ')));
  const list = make('dl');
  for (const [name, value] of event.f) list.append(make('dt', '', name), make('dd', '', value));
  view.append(head, list);
  return view;
}

function asked() {
  return {
    text: byId('search').value.trim().toLowerCase(),
    level: Number(byId('level').value),
    host: byId('host').value,
    from: byId('from').value,
    to: byId('to').value,
  };
}

function textOf(event) {
  event.s ??= [data.hosts[event.h], event.u, data.files[event.p] + '#' + event.r, ...event.f.map((one) => one[1])].join('\\n').toLowerCase();
  return event.s;
}

function matches(rule, event, want) {
  if (want.host !== '' && data.hosts[event.h] !== want.host) return false;
  if (want.from && (!event.l || event.l.slice(0, 16) < want.from)) return false;
  if (want.to && (!event.t || event.t.slice(0, 16) > want.to)) return false;
  return want.text === '' || rule.text.includes(want.text) || textOf(event).includes(want.text);
}

function fill(details) {
  const rule = data.rules[Number(details.dataset.rule)];
  const want = asked();
  const place = details.querySelector('.events');
  place.replaceChildren();
  const found = rule.events.filter((event) => matches(rule, event, want));
  let next = 0;
  const button = make('button', 'more');
  button.type = 'button';
  const more = () => {
    button.before(...found.slice(next, next + PAGE).map(eventView));
    next += PAGE;
    button.textContent = 'Show more (' + (found.length - next) + ')';
    button.hidden = next >= found.length;
  };
  place.append(button);
  button.addEventListener('click', more);
  more();
}

function isUnder(one) {
  return one === technique || one.startsWith(technique + '.');
}

function apply() {
  const want = asked();
  let count = 0;
  for (const details of rules) {
    const rule = data.rules[Number(details.dataset.rule)];
    const isWanted =
      rule.level >= want.level &&
      (technique === '' || rule.attack.some(isUnder)) &&
      rule.events.some((event) => matches(rule, event, want));
    details.hidden = !isWanted;
    if (isWanted) count++;
    if (isWanted && details.open) fill(details);
  }
  for (const cell of cells) cell.setAttribute('aria-pressed', String(cell.dataset.technique === technique));
  for (const button of hostButtons) button.setAttribute('aria-pressed', String(button.dataset.host === want.host && want.host !== ''));
  byId('chip').hidden = technique === '';
  byId('chip').textContent = technique + ' \\u2715';
  const isAll = technique === '' && !want.text && want.level < 0 && !want.host && !want.from && !want.to;
  byId('clear').hidden = isAll;
  byId('state').textContent = isAll ? rules.length + (rules.length === 1 ? ' rule' : ' rules') : count + ' of ' + rules.length + ' rules, by the events that this page holds';
}

function choose(id, value) {
  byId(id).value = value;
}

function showRules() {
  apply();
  byId('rules').scrollIntoView({ block: 'start' });
}

let waiting = 0;
for (const id of ['search', 'level', 'host', 'from', 'to'])
  byId(id).addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
for (const cell of cells)
  cell.addEventListener('click', () => {
    technique = technique === cell.dataset.technique ? '' : cell.dataset.technique;
    showRules();
  });
for (const button of hostButtons)
  button.addEventListener('click', () => {
    choose('host', byId('host').value === button.dataset.host ? '' : button.dataset.host);
    showRules();
  });
for (const rect of document.querySelectorAll('rect[data-from]'))
  rect.addEventListener('click', () => {
    const minute = (ms) => new Date(Number(ms)).toISOString().slice(0, 16);
    choose('from', minute(rect.dataset.from));
    choose('to', minute(Number(rect.dataset.to) - 1));
    choose('host', data.hosts.includes(rect.dataset.host) ? rect.dataset.host : '');
    showRules();
  });
byId('chip').addEventListener('click', () => {
  technique = '';
  apply();
});
byId('clear').addEventListener('click', () => {
  technique = '';
  for (const id of ['search', 'host', 'from', 'to']) choose(id, '');
  choose('level', '-1');
  apply();
});
for (const details of rules) details.addEventListener('toggle', () => details.open && fill(details));
function openTarget() {
  const target = /^#rule-\\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
  if (!target) return;
  if (target.hidden) byId('clear').click();
  target.open = true;
  target.scrollIntoView({ block: 'start' });
}
addEventListener('hashchange', openTarget);
apply();
openTarget();
`;
