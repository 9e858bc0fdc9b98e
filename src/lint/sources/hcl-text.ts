import { type TextMap, TextMapBuilder } from '../../source/index.ts';

/** Offset behind the `}` of an interpolation or directive that opens at `at` with `${` or `%{`; -1 where it has no end. */
export function interpolationEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
    else if (text[i] === '"') {
      const end = quotedEnd(text, i);
      if (end < 0) return -1;
      i = end - 1;
    }
  }
  return -1;
}

function opensInterpolation(text: string, at: number): boolean {
  return (text[at] === '$' || text[at] === '%') && text[at + 1] === '{';
}

function isDoubledSign(text: string, at: number): boolean {
  return (text[at] === '$' || text[at] === '%') && text[at + 1] === text[at] && text[at + 2] === '{';
}

/** Offset behind the closing quote of the text that opens at `at`; -1 where its line ends first. */
export function quotedEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === '\\') i++;
    else if (isDoubledSign(text, i)) i += 2;
    else if (opensInterpolation(text, i)) {
      const end = interpolationEnd(text, i);
      if (end < 0) return -1;
      i = end - 1;
    } else if (text[i] === '"') return i + 1;
  }
  return -1;
}

/** A text of a Terraform file with its map. */
export interface HclText {
  readonly text: string;
  readonly map: TextMap;
}

/** What stands for an interpolation in the query: a template, which the linter does not look into. */
function standIn(written: string, number: number, before: string): string {
  const inner = written.slice(2, -1).replace(/^~|~$/g, '').trim();
  const isName = written.startsWith('$') && /^[\w.[\]*-]+$/.test(inner);
  const name = isName ? inner : `expression_${number}`;
  return /\{\{\s*$/.test(before) ? name.replace(/[[\]*]/g, '_') : `\${${name}}`;
}

/** Adds an interpolation or a doubled sign if one stands at an offset, and gives the offset behind it. */
class Interpolations {
  readonly #source: string;
  readonly #builder: TextMapBuilder;
  readonly #end: number;
  #count = 0;

  /** `end` is where the text ends; an interpolation that runs over it is none. */
  constructor(source: string, builder: TextMapBuilder, end: number) {
    this.#source = source;
    this.#builder = builder;
    this.#end = end;
  }

  /** True if something that is not plain text begins there. */
  begins(at: number): boolean {
    if (isDoubledSign(this.#source, at)) return true;
    if (!opensInterpolation(this.#source, at)) return false;
    const end = interpolationEnd(this.#source, at);
    return end > 0 && end <= this.#end;
  }

  take(at: number): number {
    const source = this.#source;
    if (isDoubledSign(source, at)) {
      this.#builder.add('escape', source.slice(at + 1, at + 3), { start: at, end: at + 3 });
      return at + 3;
    }
    const end = interpolationEnd(source, at);
    const shown = standIn(source.slice(at, end), ++this.#count, this.#builder.text.slice(-8));
    this.#builder.add('opaque', shown, { start: at, end });
    return end;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

const doubled = (text: string): string => text.replace(/[$%](?=\{)/g, '$&$&');

/** The text between the quotes of a Terraform string, escaped where it must be. */
export function encodeQuoted(text: string): string {
  const escaped = text.replace(/["\\\n\r\t]/g, (sign) => {
    const name = Object.keys(ESCAPES).find((one) => ESCAPES[one] === sign);
    return `\\${name}`;
  });
  return doubled(escaped);
}

/** Reads the inside of a quoted text (source: HCL syntax, quoted templates). */
export function readQuoted(source: string, start: number, end: number): HclText {
  const builder = new TextMapBuilder(source, encodeQuoted);
  const interpolations = new Interpolations(source, builder, end);
  let plain = start;
  for (let i = start; i < end; ) {
    if (source[i] === '\\') {
      const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(source.slice(i, i + 10));
      const length = code?.[0].length ?? 2;
      const hex = code?.[1] ?? code?.[2];
      const point = hex === undefined ? undefined : Number.parseInt(hex, 16);
      const unit = point === undefined || point > 0x10ffff ? undefined : String.fromCodePoint(point);
      builder.same(plain, i);
      builder.add('escape', unit ?? ESCAPES[source[i + 1]!] ?? source.slice(i, i + length), {
        start: i,
        end: i + length,
      });
      i += length;
      plain = i;
    } else if (interpolations.begins(i)) {
      builder.same(plain, i);
      i = interpolations.take(i);
      plain = i;
    } else i++;
  }
  builder.same(plain, end);
  return builder.build(end);
}

/** Reads the lines of a heredoc; of one that opens with `<<-` the common indentation goes (source: HCL syntax, heredoc templates). */
export function readHeredoc(source: string, start: number, end: number, isIndented: boolean): HclText {
  const lines = source.slice(start, end).split('\n');
  const widths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const indent = isIndented && widths.length > 0 ? Math.min(...widths) : 0;
  const lead = lines.find((line) => line.trim() !== '')?.slice(0, indent) ?? '';
  const builder = new TextMapBuilder(source, (text) => doubled(text).replaceAll('\n', `\n${lead}`));
  const interpolations = new Interpolations(source, builder, end);
  let isLineStart = true;
  let plain = start;
  for (let i = start; i < end; ) {
    if (isLineStart && indent > 0) {
      builder.same(plain, i);
      const blank = /^[ \t]*/.exec(source.slice(i, Math.min(end, i + indent)))![0].length;
      i += blank;
      plain = i;
    }
    isLineStart = false;
    if (i >= end) break;
    if (interpolations.begins(i)) {
      builder.same(plain, i);
      i = interpolations.take(i);
      plain = i;
    } else {
      isLineStart = source[i] === '\n';
      i++;
    }
  }
  builder.same(Math.min(plain, end), end);
  return builder.build(end);
}
