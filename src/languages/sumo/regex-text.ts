import { withoutTemplates } from './template.ts';

const SIGNS: readonly RegExp[] = [
  /\(\?[a-zA-Z:<=!-]/,
  /^(?:\(\?[a-z]+\))?\^?\.[*+]/,
  /\.\+/,
  /(?<!\\)(?:\\\\)*\\[.sdwbSDWB](?![A-Za-z0-9_\\])/,
  /(?<!\\)(?:\\\\)*\\[sdwSDW][*+?{]/,
  /\\\\\.[A-Za-z]{2,4}(?![A-Za-z0-9])(?=[$"')|]|$)/,
  /\w\\\.(?:exe|dll|ps1|bat|cmd|vbs|hta|scr|msi|lnk)(?![A-Za-z0-9])/i,
  /\[\^/,
  /[^\\]\{\d+(?:,\d*)?\}/,
  /^\^[^^]/,
  /(?:[)\].+]|\.[A-Za-z]{2,4})\$$/,
];
/** `.*` inside a pattern in which every star follows a dot: `a.*b`, but not `10.*.*` or `site.*`, whose dots are their own. */
const DOT_STAR = /^(?:[^*]|(?<=\.)\*)*[^\d.*]\.\*(?:[^.*]|\.(?=\*))(?:[^*]|(?<=\.)\*)*$/;
const ALTERNATIVES = /\([^()|]+(?:\|[^()|]+)+\)/;
const DOUBLED_TWICE = /[^*\\]\\\\\\\\|\*\\\\\\\\[^\\]*\\/;

/**
 * What a quoted pattern of `matches` looks like (spec sumo §16.3): a wildcard pattern, a regular expression,
 * a wildcard pattern with alternatives in parentheses, or one whose backslashes are doubled twice.
 */
export type QuotedPattern = 'wildcard' | 'regex' | 'alternatives' | 'doubled';

/** Tells what the raw text between quotes was meant to be. */
export function quotedPattern(raw: string): QuotedPattern {
  const text = withoutTemplates(raw, 'x');
  if (SIGNS.some((sign) => sign.test(text)) || DOT_STAR.test(text)) return 'regex';
  if (ALTERNATIVES.test(text)) return text.includes('*') ? 'alternatives' : 'regex';
  return DOUBLED_TWICE.test(text) ? 'doubled' : 'wildcard';
}

const CLASS_LETTER = /[dswbDSWB]/;

/** True if the two backslashes before `next` were meant as one: an escape of a sign, or a class that a quantifier or no letter follows. */
function isDoubledEscape(next: string | undefined, after: string | undefined): boolean {
  if (next === undefined) return false;
  if (/[.()[\]{}*+?^$|/-]/.test(next)) return true;
  return CLASS_LETTER.test(next) && !/[A-Za-z0-9_\\]/.test(after ?? '');
}

function singleBackslashes(raw: string): string {
  return raw.replace(/\\+/g, (run: string, at: number) => {
    const next = raw[at + run.length];
    if (run.length % 4 === 0) return run.slice(run.length / 2);
    if (run.length % 2 === 1) return next === undefined ? `${run}\\` : run;
    const doubled = isDoubledEscape(next, raw[at + run.length + 1]);
    return run.length === 2 && doubled ? '\\' : run;
  });
}

/** Writes every slash that is not escaped as `\/`, as a regex literal needs it. */
export function escapeSlashes(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\//g, (found) => (found === '/' ? '\\/' : found));
}

function trimAnything(pattern: string): string {
  const flags = /^\(\?[a-z]+\)/.exec(pattern)?.[0] ?? '';
  const body = pattern.slice(flags.length).replace(/^\^?(?:\.\*)+/, '');
  const trimmed = body.replace(/(?<=(?:^|[^\\])(?:\\\\)*)(?:\.\*)+\$?$/, '');
  return trimmed === '' ? pattern : flags + trimmed;
}

/** Python's `(?P<name>` as `(?<name>`. */
export function plainGroups(pattern: string): string {
  return pattern.replace(/\(\?P</g, '(?<');
}

/**
 * Text of the regex literal that a quoted pattern was meant to be, slashes excluded: outer `.*` go, since `/…/` is found
 * anywhere; doubled backslashes become single ones; quotes and slashes are escaped as a literal needs it (spec sumo §16.3).
 */
export function regexFromQuoted(raw: string): string {
  const unquoted = raw.replace(/\\+"/g, (run) => (run.length % 2 === 0 ? `${run.slice(0, -2)}"` : run));
  return escapeSlashes(trimAnything(plainGroups(singleBackslashes(unquoted))));
}

/** Escapes the signs of a regular expression in a text, slashes included. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
