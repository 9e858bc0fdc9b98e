import { type Alert, SEVERITY_LEVELS, type SeverityLevel, severityRank } from './alert.ts';

/** Names that are counted one by one at most; logs can hold any number of hosts and users. */
export const NAMES_COUNTED = 1000;

/** Groups of hosts at most; alerts of further ones are in a group without a name. */
export const HOSTS_GROUPED = 10_000;

/** Names with the number of alerts that carry them. */
export class NameTally {
  readonly #counts = new Map<string, { alerts: number }>();
  #isCut = false;

  /** Counts so many alerts that carry a name. */
  add(name: string, alerts: number): void {
    let count = this.#counts.get(name);
    if (!count) {
      if (this.#counts.size >= NAMES_COUNTED) {
        this.#isCut = true;
        return;
      }
      count = { alerts: 0 };
      this.#counts.set(name, count);
    }
    count.alerts += alerts;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** True if there are more names than are counted. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Names with their counts, the commonest first. */
  list(): (readonly [name: string, alerts: number])[] {
    const counts = [...this.#counts].map(([name, { alerts }]) => [name, alerts] as const);
    return counts.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }
}

/** Numbers of alerts by level, the lowest level first, those without one last. */
export type LevelCounts = readonly number[];

/** Alerts of one detection, host and user, the first of which stands for them, and the times of the oldest and the newest of their events. */
interface Alike {
  readonly first: Alert;
  alerts: number;
  firstTime: string | undefined;
  lastTime: string | undefined;
}

function isEarlier(time: string | undefined, than: string | undefined): boolean {
  return time !== undefined && (than === undefined || time < than);
}

function isLater(time: string | undefined, than: string | undefined): boolean {
  return time !== undefined && (than === undefined || time > than);
}

/** Alerts that have something in common, with what they tell together. */
export class AlertGroup {
  readonly key: string;
  /** The oldest alert of the group, where alerts come in the order of time. */
  readonly first: Alert;
  readonly hosts = new NameTally();
  readonly users = new NameTally();
  readonly rules = new NameTally();
  alerts = 0;
  severity: SeverityLevel | undefined;
  firstTime: string | undefined;
  lastTime: string | undefined;
  readonly #levels = new Array<number>(SEVERITY_LEVELS.length + 1).fill(0);

  constructor(key: string, first: Alert) {
    this.key = key;
    this.first = first;
  }

  get levels(): LevelCounts {
    return this.#levels;
  }

  add({ first, alerts, firstTime, lastTime }: Alike, rule: string): void {
    const { severity, host, user } = first;
    this.alerts += alerts;
    const rank = severityRank(severity);
    this.#levels[rank < 0 ? SEVERITY_LEVELS.length : rank]! += alerts;
    if (rank > severityRank(this.severity)) this.severity = severity;
    this.rules.add(rule, alerts);
    if (host !== undefined) this.hosts.add(host, alerts);
    if (user !== undefined) this.users.add(user, alerts);
    if (isEarlier(firstTime, this.firstTime)) this.firstTime = firstTime;
    if (isLater(lastTime, this.lastTime)) this.lastTime = lastTime;
  }
}

/** What alerts can be grouped by. */
export const GROUPINGS = ['rule', 'host', 'technique'] as const;

/** One of these. */
export type Grouping = (typeof GROUPINGS)[number];

/** What people call the detection of an alert: its slug, else the title of a rule, whose id is a number to most, else its file. */
export function alertName({ detection, title, rule }: Alert): string {
  return detection ?? title ?? rule?.id ?? '';
}

const ruleKeys = new WeakMap<object, string>();

/** What tells the detection of an alert from others. */
export function alertKey({ detection, rule }: Alert): string {
  if (detection !== undefined || !rule) return detection ?? '';
  let key = ruleKeys.get(rule);
  if (key === undefined) {
    key = `${rule.id} ${rule.path}`;
    ruleKeys.set(rule, key);
  }
  return key;
}

/** Highest level first, then the most alerts, then by name. */
function byWeight(a: AlertGroup, b: AlertGroup): number {
  return severityRank(b.severity) - severityRank(a.severity) || b.alerts - a.alerts || (a.key < b.key ? -1 : 1);
}

/** Alerts that are unlike those before them after which groups are counted. */
const WAITING = 4096;

/** True if two alerts under one name are of one detection. */
function isOfOne(a: Alert, b: Alert): boolean {
  return a.severity === b.severity && a.title === b.title && a.attack === b.attack;
}

function entryOf<Key, Entry>(map: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}

/** Counts alerts as they come, in memory that the number of rules and hosts bounds. */
export class AlertSummary {
  readonly #groups: Readonly<Record<Grouping, Map<string, AlertGroup>>> = {
    rule: new Map(),
    host: new Map(),
    technique: new Map(),
  };
  #all: AlertGroup | undefined;
  /** What came since groups were last counted, in the order of the first alerts, and the same by detection, host and user. */
  readonly #waiting: Alike[] = [];
  readonly #known = new Map<unknown, Map<string | undefined, Map<string | undefined, Alike>>>();

  add(alert: Alert): void {
    const { time, firstTime = time } = alert;
    const known = this.#alikeOf(alert);
    known.alerts++;
    if (isEarlier(firstTime, known.firstTime)) known.firstTime = firstTime;
    if (isLater(time, known.lastTime)) known.lastTime = time;
  }

  #alikeOf(alert: Alert): Alike {
    if (this.#waiting.length >= WAITING) this.#count();
    const { rule, detection, host, user } = alert;
    const hosts = entryOf(this.#known, rule ?? detection, () => new Map());
    const users = entryOf(hosts, host, () => new Map<string | undefined, Alike>());
    let known = users.get(user);
    if (!known || !isOfOne(known.first, alert)) {
      known = { first: alert, alerts: 0, firstTime: undefined, lastTime: undefined };
      users.set(user, known);
      this.#waiting.push(known);
    }
    return known;
  }

  /** Counts what waits. */
  #count(): void {
    for (const alike of this.#waiting) {
      const { first } = alike;
      const name = alertName(first);
      this.#all ??= new AlertGroup('', first);
      this.#all.add(alike, name);
      this.#group('rule', alertKey(first), first).add(alike, name);
      const host = first.host ?? '';
      const { host: hosts } = this.#groups;
      const isCounted = hosts.has(host) || hosts.size < HOSTS_GROUPED;
      this.#group('host', isCounted ? host : '', first).add(alike, name);
      const techniques = first.attack.length > 0 ? first.attack : [''];
      for (const technique of techniques) this.#group('technique', technique, first).add(alike, name);
    }
    this.#waiting.length = 0;
    this.#known.clear();
  }

  #group(by: Grouping, key: string, alert: Alert): AlertGroup {
    let group = this.#groups[by].get(key);
    if (!group) {
      group = new AlertGroup(key, alert);
      this.#groups[by].set(key, group);
    }
    return group;
  }

  /** All alerts together; undefined if there are none. */
  get all(): AlertGroup | undefined {
    this.#count();
    return this.#all;
  }

  /** Groups of a kind, those of the highest level first; an empty key stands for alerts that name no host or technique. */
  groups(by: Grouping): AlertGroup[] {
    this.#count();
    return [...this.#groups[by].values()].sort(byWeight);
  }
}
