import { normalId } from '../languages/sigma/index.ts';
import { SEVERITY_LEVELS, type SeverityLevel, severityRank } from '../scan/index.ts';
import { nearestName } from '../source/index.ts';
import { countText } from '../value/index.ts';
import type { OptionDefinition, ParsedArguments } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Statuses that a rule or a package may have. */
const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported', 'testing', 'production', 'removed'];

/** Options that choose among rules; different ones narrow, repeated ones widen, `--exclude` has the last word. */
export const CHOICE_OPTIONS: readonly OptionDefinition[] = [
  { name: 'level', value: 'LEVEL', choices: SEVERITY_LEVELS, summary: 'only rules of at least this level' },
  { name: 'status', value: 'STATUS', choices: STATUSES, repeated: true, summary: 'only rules of this status' },
  {
    name: 'tag',
    value: 'TAG',
    repeated: true,
    summary: 'only rules with this tag; * stands for anything: attack.t1059*',
  },
  {
    name: 'technique',
    value: 'ID',
    repeated: true,
    summary: 'only rules of this ATT&CK technique, sub-techniques included: T1059',
  },
  {
    name: 'exclude',
    value: 'ID|TAG',
    repeated: true,
    summary: 'not the rule of this id or name, not those with this tag',
  },
];

/** What a rule says of itself by which it is chosen. */
export interface Choosable {
  readonly id: string;
  readonly name?: string;
  readonly severity?: SeverityLevel;
  readonly status?: string;
  readonly tags?: readonly string[];
  readonly attack: readonly string[];
}

/** Rules that are chosen, and what the report says of the others; nothing where no option chooses. */
export interface Choice<T> {
  readonly chosen: readonly T[];
  readonly leftOut: readonly (readonly [option: string, rules: number])[];
  /** Values of options that meet no rule, which is a slip of the pen more often than not. */
  readonly idle: readonly string[];
}

/** Tags in the form in which they are compared: tactics are written with `_` and with `-`. */
const foldTag = (tag: string): string => tag.toLowerCase().replaceAll('_', '-');

function tagTest(pattern: string): (tags: readonly string[]) => boolean {
  const parts = foldTag(pattern).split('*');
  const [start = '', ...rest] = parts;
  const end = rest.pop();
  const matches = (tag: string): boolean => {
    if (end === undefined) return tag === start;
    if (!tag.startsWith(start) || !tag.endsWith(end)) return false;
    let at = start.length;
    for (const part of rest) {
      const found = tag.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= tag.length - end.length;
  };
  return (tags) => tags.some((tag) => matches(foldTag(tag)));
}

function techniqueTest(command: string, id: string): (attack: readonly string[]) => boolean {
  if (!/^t\d{4}(?:\.\d{3})?$/i.test(id))
    throw new UsageError(`${command}: --technique takes an id of ATT&CK such as T1059 or T1059.001, not ${id}`);
  const wanted = id.toUpperCase();
  return (attack) => attack.some((one) => one === wanted || one.startsWith(`${wanted}.`));
}

type Test = (rule: Choosable) => boolean;

interface Criterion {
  readonly option: string;
  readonly values: readonly { readonly value: string; readonly test: Test }[];
  /** True for what matches goes rather than stays. */
  readonly excludes: boolean;
}

function criteriaOf(command: string, args: ParsedArguments): Criterion[] {
  const criterion = (option: string, testOf: (value: string) => Test): Criterion => ({
    ...{ option, excludes: option === 'exclude' },
    values: args.values(option).map((value) => ({ value, test: testOf(value) })),
  });
  return [
    criterion('level', (value) => {
      const least = severityRank(value as SeverityLevel);
      return ({ severity }) => severityRank(severity) >= least;
    }),
    criterion('status', (value) => (rule) => rule.status === value),
    criterion('tag', (value) => {
      const test = tagTest(value);
      return ({ tags = [] }) => test(tags);
    }),
    criterion('technique', (value) => {
      const test = techniqueTest(command, value);
      return ({ attack }) => test(attack);
    }),
    criterion('exclude', (value) => {
      const test = tagTest(value);
      const id = normalId(value);
      return ({ id: own, name, tags = [] }) => normalId(own) === id || name === value || test(tags);
    }),
  ].filter(({ values }) => values.length > 0);
}

/** True if an option chooses among rules. */
export function choosesRules(args: ParsedArguments): boolean {
  return CHOICE_OPTIONS.some(({ name }) => args.has(name));
}

function nothingLeft(command: string, all: readonly Choosable[], choice: Choice<Choosable>): UsageError {
  const [idle] = choice.idle;
  const by = choice.leftOut.map(([option, rules]) => `${countText(rules)} left out by --${option}`).join(', ');
  const rules = all.length === 1 ? 'the one rule is not' : `none of the ${countText(all.length)} rules is`;
  const tags = [...new Set(all.flatMap(({ tags = [] }) => tags))];
  const near = idle?.startsWith('--tag ') ? nearestName(idle.slice('--tag '.length), tags) : undefined;
  return new UsageError(
    `${command}: ${rules} chosen (${by})${idle ? `; ${idle} meets none` : ''}${near ? `; did you mean ${near}?` : ''}`,
  );
}

/** Chooses among rules. Throws a UsageError if none is left. */
export function chooseRules<T extends Choosable>(
  command: string,
  rules: readonly T[],
  args: ParsedArguments,
): Choice<T> {
  const criteria = criteriaOf(command, args);
  const leftOut = new Map<string, number>();
  const chosen = rules.filter((rule) => {
    const failed = criteria.find(({ values, excludes }) => values.some(({ test }) => test(rule)) === excludes);
    if (failed) leftOut.set(failed.option, (leftOut.get(failed.option) ?? 0) + 1);
    return failed === undefined;
  });
  const idle = criteria.flatMap(({ option, values }) =>
    values.filter(({ test }) => !rules.some(test)).map(({ value }) => `--${option} ${value}`),
  );
  const counted = criteria.flatMap(({ option }) => {
    const count = leftOut.get(option);
    return count === undefined ? [] : [[option, count] as const];
  });
  const choice = { chosen, leftOut: counted, idle };
  if (rules.length > 0 && chosen.length === 0) throw nothingLeft(command, rules, choice);
  return choice;
}

/** The line that counts what was read, what is chosen and what is left out by which option. */
export function choiceLine(read: number, { chosen, leftOut }: Choice<Choosable>): string {
  const out = leftOut.map(([option, rules]) => `${countText(rules)} left out by --${option}`);
  return [`rules ${countText(read)} read`, `${countText(chosen.length)} chosen`, ...out].join(' · ');
}
