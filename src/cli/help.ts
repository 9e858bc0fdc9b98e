import { optionsOf } from './arguments.ts';
import type { CommandDefinition, OptionDefinition } from './command.ts';

function label(option: OptionDefinition): string {
  return `${option.short ? `-${option.short}, ` : '    '}--${option.name}${option.value ? ` ${option.value}` : ''}`;
}

function summary(option: OptionDefinition): string {
  const choices = option.choices ? ` [${option.choices.join('|')}]` : '';
  return `${option.summary}${choices}${option.repeated ? ' (repeatable)' : ''}`;
}

/** The help of a command: one sentence, usage, options, three examples, exit codes. */
export function helpOf(command: CommandDefinition): string {
  const options = optionsOf(command);
  const width = Math.max(...options.map((option) => label(option).length)) + 2;
  return [
    command.summary,
    '',
    'Usage:',
    ...command.usage.map((line) => `  ${line}`),
    '',
    'Options:',
    ...options.map((option) => `  ${label(option).padEnd(width)}${summary(option)}`),
    '',
    'Examples:',
    ...command.examples.flatMap((example) => [`  # ${example.title}`, `  ${example.command}`]),
    '',
    'Exit codes:',
    ...command.exits.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`),
    '',
  ].join('\n');
}
