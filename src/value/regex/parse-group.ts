import type { RegexNode } from './ast.ts';
import { REGEX_DIAGNOSTICS as D } from './diagnostics.ts';
import { flagOf, type RegexFlags } from './flags.ts';
import type { ParserState } from './parser-state.ts';

type ParseBody = (state: ParserState) => RegexNode;

/** Group names: RE2 takes word characters; for Java the underscore, also in front, is tolerated (spec sumo §6.2). */
const GROUP_NAME = { re2: /^\w+$/, java: /^[A-Za-z_]\w*$/ } as const;

/** The rest of a group: body, closing parenthesis, flags put back. */
function parseRest(state: ParserState, start: number, parseBody: ParseBody, flags: RegexFlags): RegexNode {
  if (++state.depth > 250) state.fail(D.tooDeep, start, 'Groups are nested more than 250 deep.');
  const body: RegexNode = state.failed ? { kind: 'empty', span: state.span(start) } : parseBody(state);
  if (!state.failed && !state.take(')')) {
    state.at = start + 1;
    state.fail(D.unbalanced, start, 'This ( has no matching ).');
  }
  state.depth--;
  state.flags = flags;
  return body;
}

/** Reads `(?<name>` or `(?P<name>`, the state standing on the name; reports names that are not allowed. */
function parseName(state: ParserState, start: number, isPython: boolean): string | undefined {
  const nameAt = state.at;
  const name = state.takeMatch(/([^>)]*)>/y)?.[1];
  if (name === undefined) {
    state.fail(D.badGroupName, start, 'The name of the group has no closing >.');
    return undefined;
  }
  const span = state.span(nameAt, state.at - 1);
  if (!GROUP_NAME[state.dialect].test(name)) state.report(D.badGroupName, span, `"${name}" cannot name a group.`);
  if (state.groups.some((group) => group.name === name))
    state.report(D.duplicateGroup, span, `The name "${name}" is used twice.`);
  if (isPython && state.dialect === 'java') {
    state.report(D.pythonGroup, state.span(start), `(?P<${name}> is Python's form.`, [
      { title: 'Write (?<', class: 'repair', edits: [{ span: state.span(start + 2, start + 3), text: '' }] },
    ]);
  }
  return name;
}

function parseCapture(state: ParserState, start: number, name: string | undefined, parseBody: ParseBody): RegexNode {
  const slot = state.groups.length;
  const index = slot + 1;
  const flags = state.flags;
  state.groups.push({ index, name, span: state.span(start) });
  const body = parseRest(state, start, parseBody, flags);
  state.groups[slot] = { index, name, span: state.span(start) };
  return { kind: 'capture', index, name, body, span: state.span(start) };
}

/** `(?i)`, `(?i-s)`, `(?i:…)`; the state stands on the first flag. */
function parseFlags(state: ParserState, start: number, parseBody: ParseBody): RegexNode {
  const before = state.flags;
  const letters = state.takeMatch(/([A-Za-z]*)(?:(-)([A-Za-z]*))?([:)])/y);
  const empty = (): RegexNode => ({ kind: 'empty', span: state.span(start) });
  const on = letters?.[1] ?? '';
  const off = letters?.[3] ?? '';
  if (
    !letters ||
    (letters[4] === ')' && state.dialect === 're2' && on + off === '') ||
    (letters[2] && off === '' && state.dialect === 're2')
  ) {
    state.at = Math.min(state.pattern.length, Math.max(state.at, start + 3));
    state.fail(
      D.unknownGroup,
      start,
      `${state.pattern.slice(start, state.at)} begins no group that ${state.dialect} knows.`,
    );
    return empty();
  }
  const changed: Record<keyof RegexFlags, boolean> = { ...before };
  for (const [text, value] of [
    [on, true],
    [off, false],
  ] as const) {
    for (const letter of text) {
      const flag = flagOf(letter, state.dialect);
      if (flag) changed[flag] = value;
      else state.fail(D.unknownFlag, start, `"${letter}" is no inline flag of ${state.dialect}.`);
    }
  }
  state.flags = changed;
  if (letters[4] === ':') return parseRest(state, start, parseBody, before);
  const signAt = state.at;
  const sign = state.takeMatch(/[*+?]|\{\d+(?:,\d*)?\}/y)?.[0];
  if (sign !== undefined)
    state.fail(D.nothingToRepeat, signAt, `There is nothing before ${sign} that it could repeat.`);
  return empty();
}

function parseLook(state: ParserState, start: number, parseBody: ParseBody): RegexNode {
  const behind = state.take('<');
  const negated = state.pattern[state.at++] === '!';
  if (state.dialect === 're2')
    state.report(D.unsupportedLookaround, state.span(start), `RE2 has no look-${behind ? 'behind' : 'ahead'}.`);
  const body = parseRest(state, start, parseBody, state.flags);
  return { kind: 'look', behind, negated, body, span: state.span(start) };
}

/** Parses any group; the state stands on its `(`. */
export function parseGroup(state: ParserState, parseBody: ParseBody): RegexNode {
  const start = state.at++;
  if (!state.take('?')) return parseCapture(state, start, undefined, parseBody);
  if (state.take(':')) return parseRest(state, start, parseBody, state.flags);
  if (state.takeMatch(/(?=<?[=!])/y)) return parseLook(state, start, parseBody);
  if (state.take('>')) {
    if (state.dialect === 're2') state.report(D.unsupportedAtomic, state.span(start), 'RE2 has no atomic groups.');
    const body = parseRest(state, start, parseBody, state.flags);
    return { kind: 'atomic', body, span: state.span(start) };
  }
  const isPython = state.take('P<');
  if (isPython || state.take('<')) {
    const name = parseName(state, start, isPython);
    return parseCapture(state, start, name, parseBody);
  }
  return parseFlags(state, start, parseBody);
}
