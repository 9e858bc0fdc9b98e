import type { DataValue } from '../../src/formats/evtx/testing/write-evtx.ts';
import type { Random } from '../../src/languages/sumo/testing/random.ts';

/** Fields that queries test, and one that a parse may hide. */
const FIELDS = [
  'Image',
  'ParentImage',
  'CommandLine',
  'User',
  'List',
  'Number',
  'Absent',
  'FileName',
  '%"Nested.Image"',
] as const;
/** U+212A and U+017F equal ASCII letters where case is ignored; U+0130 becomes two units in lower case. */
const STRANGE = ['\u212a', '\u017f', '\u0130', 'ß', 'É', '\ud83d\ude00'];
const NAMES = ['cmd.exe', 'CMD.EXE', 'pwsh.exe', 'task.exe', 'Kiss', 'k', 's', 'a b', ''];
const WORDS = ['-enc', '-ENC', 'kiss', 'x', 'pwsh', '\\', '/c', '"q"', 'a\tb'];

/** The text with a letter changed to another that some case rule equates, or to none. */
function strange(text: string, random: Random): string {
  return text.replace(/[ksi]/i, (letter) =>
    random.pick(
      letter.toLowerCase() === 'k' ? ['\u212a', 'K'] : letter.toLowerCase() === 's' ? ['\u017f', 'S'] : ['\u0130', 'I'],
    ),
  );
}

function path(random: Random): string {
  const name = random.pick(NAMES);
  const folder = random.pick(['C:\\Windows\\', 'c:\\', '', 'C:\\K\u212a\\', `${random.pick(STRANGE)}\\`]);
  return folder + (random.chance(0.25) ? strange(name, random) : name);
}

function words(random: Random): string {
  const all = Array.from({ length: 1 + random.below(3) }, () => random.pick(WORDS)).join(' ');
  return random.chance(0.25) ? strange(all, random) : all;
}

/** Data of a random event, some of it missing, null, a number or multi-valued where text is usual. */
export function randomData(random: Random): [string, DataValue][] {
  const data: [string, DataValue][] = [];
  const put = (name: string, usual: () => DataValue): void => {
    if (random.chance(0.1)) return;
    data.push([name, random.chance(0.07) ? random.pick([null, 7, true, ['cmd.exe', 'x'], []]) : usual()]);
  };
  put('Image', () => path(random));
  put('ParentImage', () => path(random));
  put('CommandLine', () => words(random));
  put('User', () => random.pick(['k', 'K', '\u212a', 'x', '']));
  put('List', () => random.pick([['cmd.exe', 'x'], ['k'], 'x']));
  put('Number', () => random.pick([1, 7, '7', 'x']));
  if (random.chance(0.3)) put('FileName', () => random.pick(['cmd.exe', 'own', '']));
  return data;
}

/** Source selections that test fields, letter case being no matter. */
const SCOPES = ['User=k', 'User=k*', 'Image=*task.exe', 'CommandLine=*kiss* or Image=*pwsh.exe', '!User=s'];

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Makes random queries whose conditions units can decide, among some that they cannot. */
export class PreQueryMaker {
  readonly #random: Random;
  readonly #made: string[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  query(): string {
    const random = this.#random;
    const stages = Array.from({ length: 1 + random.below(3) }, () => this.#stage());
    const scope = random.chance(0.7) ? '*' : random.pick(SCOPES);
    return `${scope} | ${stages.join(' | ')} | where ${this.#condition(3)}${random.chance(0.2) ? ' | count' : ''}`;
  }

  #field(): string {
    const random = this.#random;
    const name = random.pick([...FIELDS, 'Image', 'CommandLine', ...this.#made, ...this.#made, ...this.#made]);
    return random.chance(0.3) ? name.toLowerCase() : name;
  }

  #stage(): string {
    const random = this.#random;
    const nodrop = random.chance(0.7) ? ' nodrop' : '';
    switch (random.below(8)) {
      case 0:
      case 1:
      case 2: {
        const [from, name] = [
          random.pick(['Image', 'ParentImage', this.#field()]),
          random.pick(['FileName', 'Base', 'User']),
        ];
        this.#made.push(name);
        const flag = random.pick(['', '(?i)']);
        return `parse regex field=${from} "${flag}(?<${name}>[^\\\\]+)$"${nodrop}${random.chance(0.1) ? ' multi' : ''}`;
      }
      case 3: {
        const name = random.pick(['Alias', 'Image', 'Base', 'FileName']);
        const value = random.pick([this.#field(), `toLowerCase(${this.#field()})`, `concat(${this.#field()}, "x")`]);
        this.#made.push(name);
        return `${value} as ${name}`;
      }
      case 4:
        return `fields ${random.pick(['Image, CommandLine, User', '- Image', '- CommandLine, User'])}`;
      case 5: {
        const name = random.pick(['Part', 'Alias', 'Base']);
        this.#made.push(name);
        return `parse field=${this.#field()} "${random.pick(['*.exe', '-*c'])}" as ${name}${nodrop}`;
      }
      case 6:
        return `substring(${this.#field()}, ${random.pick(['0, 2', '2, 1'])}) as Cut`;
      default:
        return `where ${this.#condition(2)}`;
    }
  }

  #operand(): string {
    return this.#random.chance(0.25) ? `toLowerCase(${this.#field()})` : this.#field();
  }

  #text(): string {
    const random = this.#random;
    return random.chance(0.15) ? random.pick(STRANGE) : random.pick([...NAMES, ...WORDS, 'C:\\Windows\\cmd.exe', 'k']);
  }

  #wildcard(): string {
    const random = this.#random;
    const text = this.#text();
    return random.pick([
      `*${text}`,
      `*\\${text}`,
      `${text}*`,
      `*${text}*`,
      text,
      `*${text.slice(0, 1)}*${text.slice(1)}`,
      `?${text}`,
      '*',
      `*${text}*k*`,
      `${text}?*`,
    ]);
  }

  #regex(): string {
    const random = this.#random;
    const text = this.#text().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const flag = random.pick(['', '(?i)']);
    return (
      flag +
      random.pick([
        text,
        `^${text}$`,
        `${text}$`,
        `^${text}`,
        `^(cmd|pwsh)\\.exe$`,
        `${text}.*k`,
        `^C.*${text}$`,
        `[kK]iss`,
        `(?:${text}|x)`,
        `\\b${text}`,
        `^$`,
        `${text}?`,
        `[a-c]${text}`,
        `${text}+$`,
      ])
    );
  }

  #condition(depth: number): string {
    const random = this.#random;
    switch (depth === 0 ? random.below(9) : random.below(14)) {
      case 0:
      case 1:
        return `${this.#operand()} matches ${quoted(this.#wildcard())}`;
      case 2:
      case 3:
        return `${this.#operand()} matches /${this.#regex()}/`;
      case 4:
        return `${this.#operand()} ${random.pick(['=', '!='])} ${quoted(this.#text())}`;
      case 5:
        return `contains(${this.#operand()}, ${quoted(this.#text())})`;
      case 6:
        return `${this.#operand()} ${random.chance(0.3) ? 'not ' : ''}in (${quoted(this.#text())}, ${random.pick([quoted(this.#text()), '7'])})`;
      case 7:
        return `${random.pick(['isNull', 'isEmpty', 'isBlank'])}(${this.#operand()})`;
      case 8:
        return random.chance(0.3)
          ? random.pick(['Number > 3', 'true', 'false', 'length(User) > 1'])
          : `${this.#operand()} contains ${quoted(this.#text())}`;
      case 9:
      case 10:
        return `!(${this.#condition(depth - 1)})`;
      case 11:
      case 12:
        return `(${this.#condition(depth - 1)} and ${this.#condition(depth - 1)})`;
      default:
        return `(${this.#condition(depth - 1)} or ${this.#condition(depth - 1)})`;
    }
  }
}
