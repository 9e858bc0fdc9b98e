import { type Alert, SEVERITY_LEVELS, severityRank } from '../../../scan/index.ts';
import { countText, formatIsoTime } from '../../../value/index.ts';
import { type Html, html } from './html.ts';

/** Bars that are kept at most; beyond, each stands for twice the time. */
const BARS = 3000;

/** Hosts that are told apart; alerts of further ones have bars together. */
const HOSTS = 200;

/** Stands for them; no host is called so. */
const OTHERS = '\u0000';

/** Milliseconds of a bar at first. */
const FIRST_WIDTH = 60_000;

/** Hosts with a lane of their own. */
const LANES = 12;

/** Stretches of activity; longer silences between them are cut out. */
const STRETCHES = 5;

/** A silence is cut out if it is longer than this part of what would be left. */
const LONG_SILENCE = 0.15;

/** Percents of the width: of all, the least of a stretch, and the cut between two. */
const WHOLE = 99.4;
const LEAST = 12;
const CUT = 1.5;

/** Bars that a stretch has room for at least, so that a single one is a bar and no block. */
const ROOM = 10;

/** Heights in pixels. */
const LANE = 36;
const BAR = 18;
const AXIS = 42;

interface Bar {
  readonly from: number;
  readonly host: string;
  alerts: number;
  rank: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
}

/** Cuts the longest silences out, so that minutes of activity in years of logs can be seen. */
export function stretchesOf(times: readonly number[], width: number): Stretch[] {
  const gaps = times
    .slice(1)
    .map((time, index) => ({ at: index + 1, length: time - times[index]! - width }))
    .sort((a, b) => b.length - a.length);
  let left = times.at(-1)! + width - times[0]!;
  const cuts: number[] = [];
  for (const { at, length } of gaps) {
    if (cuts.length >= STRETCHES - 1 || length <= left * LONG_SILENCE) break;
    cuts.push(at);
    left -= length;
  }
  const bounds = [0, ...cuts.sort((a, b) => a - b), times.length];
  const parts = bounds.slice(1).map((end, index) => {
    const from = times[bounds[index]!]!;
    return { from, to: Math.max(times[end - 1]! + width, from + ROOM * width) };
  });
  const all = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const room = WHOLE - CUT * (parts.length - 1) - LEAST * parts.length;
  let x = 0;
  return parts.map(({ from, to }) => {
    const share = LEAST + (room * (to - from)) / all;
    const stretch = { from, to, x, width: share };
    x += share + CUT;
    return stretch;
  });
}

const LEVEL_NAMES: readonly string[] = ['none', ...SEVERITY_LEVELS];

/** Class of a level, by its rank. */
export function levelClass(rank: number): string {
  return `lv-${LEVEL_NAMES[rank + 1]}`;
}

const number = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '');

/** Counts alerts by time and host, and draws them: a lane for each host, a bar for each span of time. */
export class Timeline {
  #bars = new Map<string, Bar>();
  readonly #hosts = new Set<string>();
  #width = FIRST_WIDTH;

  add({ time, host = '', severity }: Alert): void {
    if (time === undefined) return;
    if (this.#hosts.size < HOSTS) this.#hosts.add(host);
    this.#count(Date.parse(time), this.#hosts.has(host) ? host : OTHERS, 1, severityRank(severity));
    while (this.#bars.size > BARS) this.#widen();
  }

  #count(ms: number, host: string, alerts: number, rank: number): void {
    const from = Math.floor(ms / this.#width) * this.#width;
    const key = `${from} ${host}`;
    const bar = this.#bars.get(key);
    if (!bar) this.#bars.set(key, { from, host, alerts, rank });
    else {
      bar.alerts += alerts;
      bar.rank = Math.max(bar.rank, rank);
    }
  }

  #widen(): void {
    const bars = this.#bars;
    this.#bars = new Map();
    this.#width *= 2;
    for (const { from, host, alerts, rank } of bars.values()) this.#count(from, host, alerts, rank);
  }

  /** The drawing; hosts in the order of their lanes, further ones share the last. */
  render(hosts: readonly string[]): Html | undefined {
    if (this.#bars.size === 0) return undefined;
    const lanes = hosts.slice(0, hosts.length > LANES ? LANES - 1 : LANES);
    const laneOf = new Map(lanes.map((host, index) => [host, index]));
    const others = hosts.length - lanes.length;
    const height = AXIS + LANE * (lanes.length + (others > 0 ? 1 : 0));
    const bars = this.#inLanes(laneOf);
    const times = [...new Set(bars.map(({ from }) => from))].sort((a, b) => a - b);
    const stretches = stretchesOf(times, this.#width);
    const most = bars.reduce((max, { alerts }) => Math.max(max, alerts), 1);
    const rects = bars.map((bar) => this.#rect(bar, stretches, laneOf.get(bar.host) ?? lanes.length, most));
    const names = [
      ...lanes.map((name) => name || '(no host)'),
      ...(others > 0 ? [`${countText(others)} other hosts`] : []),
    ];
    const labels = names.map((name, lane) => {
      const y = AXIS + lane * LANE;
      return html`<line x1="0" x2="100%" y1="${y + LANE - 4}" y2="${y + LANE - 4}" class="base"/><text x="0" y="${y + 12}" class="host">${name}</text>`;
    });
    const axis = stretches.map(({ from, x }, index) => {
      const at = formatIsoTime(from) ?? '';
      const year = at.slice(0, 4);
      const isNewYear = index === 0 || !formatIsoTime(stretches[index - 1]!.from)?.startsWith(year);
      const middle = number(x - CUT / 2);
      const cut = index > 0 && html`<line x1="${middle}%" x2="${middle}%" y1="0" y2="${height}" class="cut"/>`;
      const texts = [isNewYear ? year : '', at.slice(5, 10), at.slice(11, 16)];
      const ticks = texts.map(
        (text, line) => text !== '' && html`<text x="${number(x)}%" y="${11 + 12 * line}" class="tick">${text}</text>`,
      );
      return html`${cut}${ticks}`;
    });
    return html`<svg class="timeline" width="100%" height="${height}" role="img" aria-label="Alerts over time, a lane for each host">${axis}${labels}${rects}</svg>`;
  }

  /** The bars with those of all hosts that have no lane of their own together. */
  #inLanes(laneOf: ReadonlyMap<string, number>): Bar[] {
    const merged = new Map<string, Bar>();
    for (const bar of this.#bars.values()) {
      const host = laneOf.has(bar.host) ? bar.host : OTHERS;
      const key = `${bar.from} ${host}`;
      const known = merged.get(key);
      if (!known) merged.set(key, { ...bar, host });
      else {
        known.alerts += bar.alerts;
        known.rank = Math.max(known.rank, bar.rank);
      }
    }
    return [...merged.values()];
  }

  #rect({ from, host, alerts, rank }: Bar, stretches: readonly Stretch[], lane: number, most: number): Html {
    const stretch = stretches.findLast((one) => one.from <= from)!;
    const scale = stretch.width / (stretch.to - stretch.from);
    const x = stretch.x + (from - stretch.from) * scale;
    const width = this.#width * scale;
    const height = 4 + ((BAR - 4) * Math.log1p(alerts)) / Math.log1p(most);
    const y = AXIS + lane * LANE + LANE - 4 - height;
    const at = formatIsoTime(from)?.slice(0, 16).replace('T', ' ');
    const name = host === OTHERS ? 'other hosts' : host || '(no host)';
    const what = `${name}, ${at}: ${countText(alerts)} ${alerts === 1 ? 'alert' : 'alerts'}, up to ${LEVEL_NAMES[rank + 1]}`;
    return html`<rect x="${number(x)}%" y="${number(y)}" width="${width < 0.8 ? '3' : `${number(width)}%`}" height="${number(height)}" class="${levelClass(rank)}" data-from="${from}" data-to="${from + this.#width}" data-host="${host === OTHERS ? '' : host}"><title>${what}</title></rect>`;
  }
}
