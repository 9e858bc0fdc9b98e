import type { OptionDefinition } from './command.ts';
import { TABLE_OPTIONS } from './tables.ts';

/** Options that every command has. */
export const COMMON_OPTIONS: readonly OptionDefinition[] = [
  { name: 'help', short: 'h', summary: 'show this help' },
  { name: 'quiet', short: 'q', summary: 'no hints and no progress; errors and counts of what was skipped stay' },
  { name: 'verbose', short: 'v', summary: 'name what was ignored and why' },
  {
    name: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    summary: 'color the output (auto: on a terminal)',
  },
];

/** The `--format` option with the forms that a command has, its default first. */
export function formatOption(...forms: readonly string[]): OptionDefinition {
  return { name: 'format', value: 'FORM', choices: forms, summary: `form of the result (default ${forms[0]})` };
}

/** Where the result goes. */
export const OUTPUT_OPTION: OptionDefinition = {
  name: 'output',
  short: 'o',
  value: 'FILE',
  summary: 'write the result there, whole or not at all',
};

/** Options of commands that read logs. */
export const READING_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'input',
    value: 'KIND',
    choices: ['auto', 'text'],
    summary: 'text: read any text file as a log, one event a line',
  },
  {
    name: 'from',
    value: 'TIME',
    summary: 'events from this time on: ISO 8601, or relative to the newest event (-24h)',
  },
  { name: 'to', value: 'TIME', summary: 'events before this time' },
  { name: 'timezone', value: 'ZONE', summary: 'zone of dates and of times that carry none (default UTC)' },
  {
    name: 'source-category',
    value: 'C|GLOB=C',
    repeated: true,
    summary: 'source category of all input, or of the channels that match',
  },
  {
    name: 'threads',
    value: 'N',
    summary: 'threads to use (default: all cores where there is much to do); the result is the same for every number',
  },
];

/** Options of commands that run queries. */
export const RUNNING_OPTIONS: readonly OptionDefinition[] = [
  { name: 'strict', summary: 'no repairs: what the platform refuses is refused, what it runs is run as written' },
  { name: 'param', value: 'K=V', repeated: true, summary: 'value of a template in the query' },
  ...TABLE_OPTIONS,
  { name: 'now', value: 'TIME', summary: 'what now() means (default: the clock)' },
  { name: 'order', value: 'ORDER', choices: ['time', 'input'], summary: 'input: give results out as they are found' },
];
