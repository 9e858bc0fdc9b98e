import { parseArgs } from 'node:util';
import { nearestName } from '../source/index.ts';
import type { CommandDefinition, OptionDefinition, ParsedArguments } from './command.ts';
import { COMMON_OPTIONS } from './options.ts';
import { UsageError } from './usage-error.ts';

/** All options of a command, its own first. */
export function optionsOf(command: CommandDefinition): readonly OptionDefinition[] {
  return [...command.options, ...COMMON_OPTIONS];
}

function unknownOption(command: CommandDefinition, typed: string): UsageError {
  const near = nearestName(
    typed.replace(/^-+/, ''),
    optionsOf(command).map((option) => option.name),
  );
  return new UsageError(
    `${command.name}: unknown option ${typed}${near ? `; did you mean --${near}?` : ''}`,
    `spoor ${command.name} --help lists the options`,
  );
}

/** Reads the arguments of a command. Throws a UsageError for what the command does not know. */
export function parseArguments(command: CommandDefinition, argv: readonly string[]): ParsedArguments {
  const definitions = new Map(optionsOf(command).map((option) => [option.name, option]));
  const { tokens } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      [...definitions.values()].map((option) => [
        option.name,
        { type: option.value ? 'string' : 'boolean', multiple: true, ...(option.short && { short: option.short }) },
      ]),
    ),
  });
  const positionals: string[] = [];
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = definitions.get(token.name);
    if (!option) throw unknownOption(command, token.rawName);
    const label = `--${option.name}`;
    if (option.value && (token.value === undefined || token.value === '')) {
      throw new UsageError(`${command.name}: ${label} needs a value: ${label} ${option.value}`);
    }
    if (!option.value && token.value !== undefined) throw new UsageError(`${command.name}: ${label} takes no value`);
    if (option.choices && !option.choices.includes(token.value ?? '')) {
      const near = nearestName(token.value ?? '', option.choices);
      const meant = near ? `; did you mean ${near}?` : '';
      throw new UsageError(
        `${command.name}: ${label} is one of ${option.choices.join(', ')}, not ${token.value}${meant}`,
      );
    }
    const values = given.get(option.name) ?? [];
    if (values.length > 0 && option.value && !option.repeated) {
      throw new UsageError(`${command.name}: ${label} was given twice`);
    }
    given.set(option.name, [...values, token.value ?? '']);
  }
  const parsed: ParsedArguments = {
    positionals,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
  if (!parsed.has('help')) checkPositionals(command, positionals);
  return parsed;
}

function checkPositionals(command: CommandDefinition, positionals: readonly string[]): void {
  const { min, max, name } = command.positionals;
  const help = `spoor ${command.name} --help shows how to use it`;
  if (positionals.length < min)
    throw new UsageError(`${command.name}: ${name} ${name.includes(' and ') ? 'are' : 'is'} missing`, help);
  if (positionals.length > max)
    throw new UsageError(`${command.name}: too many arguments: ${positionals.slice(max).join(' ')}`, help);
}
