import { type Alert, SEVERITY_LEVELS, type SeverityLevel, severityRank } from './alert.ts';

/** Names that are counted one by one at most; logs can hold any number of hosts and users. */
export const NAMES_COUNTED = 1000;

/** Groups of hosts at most; alerts of further ones are in a group without a name. */
export const HOSTS_GROUPED = 10_000;

/** Names with the number of alerts that carry them. */
export class NameTally {
  readonly #counts = new Map<string, { alerts: number }>();
  #isCut = false;
  /** The name that came last: it often comes again. */
  #last: string | undefined;
  #lastCount = { alerts: 0 };

  add(name: string): void {
    if (name === this.#last) {
      this.#lastCount.alerts++;
      return;
    }
    let count = this.#counts.get(name);
    if (!count) {
      if (this.#counts.size >= NAMES_COUNTED) {
        this.#isCut = true;
        return;
      }
      count = { alerts: 0 };
      this.#counts.set(name, count);
    }
    count.alerts++;
    this.#last = name;
    this.#lastCount = count;
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

  add(alert: Alert, rule: string): void {
    const { severity, host, user, time, firstTime = time } = alert;
    this.alerts++;
    const rank = severityRank(severity);
    this.#levels[rank < 0 ? SEVERITY_LEVELS.length : rank]!++;
    if (severity !== this.severity && rank > severityRank(this.severity)) this.severity = severity;
    this.rules.add(rule);
    if (host !== undefined) this.hosts.add(host);
    if (user !== undefined) this.users.add(user);
    if (firstTime !== undefined && (this.firstTime === undefined || firstTime < this.firstTime))
      this.firstTime = firstTime;
    if (time !== undefined && (this.lastTime === undefined || time > this.lastTime)) this.lastTime = time;
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

/** Counts alerts as they come, in memory that the number of rules and hosts bounds. */
export class AlertSummary {
  readonly #groups: Readonly<Record<Grouping, Map<string, AlertGroup>>> = {
    rule: new Map(),
    host: new Map(),
    technique: new Map(),
  };
  #all: AlertGroup | undefined;

  add(alert: Alert): void {
    const name = alertName(alert);
    this.#all ??= new AlertGroup('', alert);
    this.#all.add(alert, name);
    this.#group('rule', alertKey(alert), alert).add(alert, name);
    const host = alert.host ?? '';
    const { host: hosts } = this.#groups;
    const isCounted = hosts.has(host) || hosts.size < HOSTS_GROUPED;
    this.#group('host', isCounted ? host : '', alert).add(alert, name);
    const techniques = alert.attack.length > 0 ? alert.attack : [''];
    for (const technique of techniques) this.#group('technique', technique, alert).add(alert, name);
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
    return this.#all;
  }

  /** Groups of a kind, those of the highest level first; an empty key stands for alerts that name no host or technique. */
  groups(by: Grouping): AlertGroup[] {
    return [...this.#groups[by].values()].sort(byWeight);
  }
}
