import { parseSpan } from '../../value/index.ts';
import { reportTemplate, unknownOption, unreadableOption } from './lower-diagnostics.ts';
import type { Lowering } from './lowering.ts';
import type { OptionNode } from './options.ts';
import { hasTemplate } from './template.ts';

/** Reads options of a stage by name, letter case aside; each value of the wrong kind and each unknown option is reported. */
export class OptionReader {
  readonly #options: readonly OptionNode[];
  readonly #lowering: Lowering;
  readonly #read = new Set<string>();

  constructor(options: readonly OptionNode[], lowering: Lowering) {
    this.#options = options;
    this.#lowering = lowering;
  }

  /** The text of an option, quotes dropped. */
  text(name: string): string | undefined {
    return this.#find(name)?.value.replace(/^"(.*)"$/s, '$1');
  }

  /** A whole number of at least `least`. */
  whole(name: string, least: number): number | undefined {
    return this.#value(name, `a whole number of at least ${least}`, (text) => {
      const number = Number(text);
      return /^\d+$/.test(text) && number >= least ? number : undefined;
    });
  }

  /** Any number. */
  number(name: string): number | undefined {
    return this.#value(name, 'a number', (text) => {
      const number = Number(text);
      return text !== '' && Number.isFinite(number) ? number : undefined;
    });
  }

  /** A span in milliseconds. */
  span(name: string): number | undefined {
    return this.#value(name, 'a time such as 5m', (text) => {
      const span = parseSpan(text);
      return span !== undefined && span >= 0 ? span : undefined;
    });
  }

  /** One of some words, in lower case. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    return this.#value(name, choices.join(', '), (text) => choices.find((one) => one === text.toLowerCase()));
  }

  /** Reports the options that nothing asked for. */
  end(): void {
    const { stage, report } = this.#lowering;
    for (const { name } of this.#options) {
      if (this.#read.has(name.name.toLowerCase())) continue;
      const message = `\`${stage.operator}\` has no option \`${name.name}\``;
      report(unknownOption.report({ span: name.span, message, data: { option: name.name } }));
    }
  }

  #find(name: string): OptionNode | undefined {
    this.#read.add(name);
    return this.#options.find((option) => option.name.name.toLowerCase() === name);
  }

  #value<T>(name: string, kind: string, parse: (text: string) => T | undefined): T | undefined {
    const option = this.#find(name);
    if (!option) return undefined;
    if (hasTemplate(option.value)) {
      reportTemplate(option.value, option.name.span, this.#lowering);
      return undefined;
    }
    const value = parse(option.value);
    if (value === undefined) {
      const message = `\`${option.name.name}=${option.value}\` is not ${kind}`;
      this.#lowering.report(
        unreadableOption.report({ span: option.name.span, message, data: { option: name, value: option.value } }),
      );
    }
    return value;
  }
}
