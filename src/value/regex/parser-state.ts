import type { DefinedDiagnostic, Diagnostic, Fix } from '../../diagnostic/index.ts';
import type { Span } from '../../source/index.ts';
import type { RegexDialect, RegexGroup } from './ast.ts';
import type { RegexFlags } from './flags.ts';

/** Where a parse of a pattern stands; offsets are in UTF-16 units of the pattern. */
export class ParserState {
  readonly pattern: string;
  readonly dialect: RegexDialect;
  readonly offset: number;
  readonly groups: RegexGroup[] = [];
  readonly diagnostics: Diagnostic[] = [];
  flags: RegexFlags;
  at = 0;
  depth = 0;
  /** Set by the first fault that leaves no sensible reading; every loop ends then. */
  failed = false;

  constructor(pattern: string, dialect: RegexDialect, offset: number, flags: RegexFlags) {
    this.pattern = pattern;
    this.dialect = dialect;
    this.offset = offset;
    this.flags = flags;
  }

  /** True when nothing is left or the parse has failed. */
  get done(): boolean {
    return this.failed || this.at >= this.pattern.length;
  }

  /** True if the text stands at the current place. */
  looksAt(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }

  /** Moves past the text if it stands here. */
  take(text: string): boolean {
    if (!this.looksAt(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Moves past one code point and returns it. */
  takeCode(): number {
    const code = this.pattern.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  /** The text matched by a sticky pattern of ours here, moving past it; undefined if it does not match. */
  takeMatch(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.pattern);
    if (!match) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** A span of the pattern in the coordinates of diagnostics. */
  span(start: number, end: number = this.at): Span {
    return { start: start + this.offset, end: end + this.offset };
  }

  /** Records a finding and goes on. */
  report(
    definition: DefinedDiagnostic<Readonly<Record<string, unknown>>>,
    span: Span,
    message: string,
    fixes?: readonly Fix[],
  ): void {
    this.diagnostics.push(definition.report(fixes ? { span, message, fixes } : { span, message }));
  }

  /** Records a fault that ends the parse. */
  fail(definition: DefinedDiagnostic<Readonly<Record<string, unknown>>>, start: number, message: string): void {
    if (this.failed) return;
    this.report(definition, this.span(start, Math.max(start, this.at)), message);
    this.failed = true;
  }
}
