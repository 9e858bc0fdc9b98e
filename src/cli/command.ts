import type { CliIo } from './io.ts';

/** An option of a command; without `value` it is a switch. */
export interface OptionDefinition {
  readonly name: string;
  readonly short?: string;
  /** Placeholder of its value in the help, in capitals. */
  readonly value?: string;
  readonly repeated?: boolean;
  readonly choices?: readonly string[];
  readonly summary: string;
}

/** What the user typed, checked against the definition. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  /** True if the switch was given. */
  has(name: string): boolean;
  /** The last value of an option. */
  value(name: string): string | undefined;
  /** All values of a repeated option. */
  values(name: string): readonly string[];
}

/** An exit code with what it means for a command. */
export type ExitMeaning = readonly [code: number, meaning: string];

/** A command: one plain object in one file; its help and its reference page are made of it. */
export interface CommandDefinition {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly usage: readonly string[];
  readonly positionals: { readonly min: number; readonly max: number; readonly name: string };
  readonly options: readonly OptionDefinition[];
  /** Three examples. */
  readonly examples: readonly { readonly command: string; readonly title: string }[];
  readonly exits: readonly ExitMeaning[];
  run(args: ParsedArguments, io: CliIo): Promise<number>;
}
