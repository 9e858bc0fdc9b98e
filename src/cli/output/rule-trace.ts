import type { ConditionTrace, EventTrace } from '../../engines/js/trace.ts';
import { type Event, foldName } from '../../event/index.ts';
import { FAIL_CHANGE, PLAIN_CHANGE, turnOf } from '../../proof/index.ts';
import { shortChannel } from '../../scan/index.ts';
import type { SourceText } from '../../source/index.ts';
import type { Paint } from './color.ts';
import { seenText } from './seen-text.ts';
import { fitText, oneLine } from './table.ts';
import { textWidth } from './text-width.ts';

/** Values of a list that are shown; the rest is counted. */
const SHOWN_VALUES = 5;

/** Tests that would have to come out the other way that are named; of an event of another kind all would. */
const SHOWN_TURNS = 4;

/** A line of the tree before it is fitted to a width. */
interface Line {
  readonly place: string;
  readonly depth: number;
  readonly holds: boolean | undefined;
  readonly text: string;
  readonly saw: string;
  readonly isBold: boolean;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'no value';
  return oneLine(typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
}

/** What a test saw: the value alone where the test names the field itself. */
function sawText({ saw }: ConditionTrace, key: string): string {
  const [first] = saw;
  if (first && saw.length === 1 && foldName(key.split(/[|:]/)[0]!.trim()) === foldName(first[0]))
    return seenText(first[1], shown);
  return saw.map(([name, value]) => `${name} is ${seenText(value, shown)}`).join(', ');
}

function placeOf({ outline }: ConditionTrace, home: string): string {
  if (!outline || outline.source.name !== home) return '';
  const { line, column } = outline.source.lines.positionOf(outline.span.start);
  return `${line}:${column}`;
}

class TreeLines {
  readonly lines: Line[] = [];
  readonly #home: string;
  readonly #isVerbose: boolean;

  constructor(home: string, isVerbose: boolean) {
    this.#home = home;
    this.#isVerbose = isVerbose;
  }

  #add(trace: ConditionTrace, depth: number, text: string, saw = ''): void {
    const isBold = trace.outline?.name !== undefined;
    this.lines.push({ place: placeOf(trace, this.#home), depth, holds: trace.holds, text: oneLine(text), saw, isBold });
  }

  #remark(depth: number, text: string): void {
    this.lines.push({ place: '', depth, holds: undefined, text, saw: '', isBold: false });
  }

  /** A condition and all below it; of a filter that does not hold, and so leaves the event in, only the name unless all is wanted. */
  add(trace: ConditionTrace, depth: number, isNegated = false): void {
    const { kind, parts, outline } = trace;
    const text = outline?.text ?? '';
    if (kind === 'test') {
      this.#add(trace, depth, text, sawText(trace, text));
      return;
    }
    const isFiltered = isNegated && !trace.holds && outline?.name !== undefined && !this.#isVerbose;
    if (isFiltered) {
      this.#add(trace, depth, text);
      return;
    }
    const isList =
      outline?.name === undefined && kind !== 'not' && parts.every((part) => part.kind === 'test') && parts.length > 1;
    if (isList && text.endsWith(':')) this.#list(trace, depth, text);
    else {
      const other = outline && outline.source.name !== this.#home ? `  (${outline.source.name})` : '';
      this.#add(trace, depth, `${text}${other}`);
      const [only] = parts;
      // What `not` stands before is named in its own line.
      const isPlain = kind === 'not' && only?.outline?.name === undefined && only?.kind !== 'test';
      for (const part of isPlain ? only!.parts : parts) this.add(part, depth + 1, isNegated !== (kind === 'not'));
    }
  }

  /** The values of one field: those that decide first, and only some of many. */
  #list(trace: ConditionTrace, depth: number, key: string): void {
    const { kind, parts, holds } = trace;
    const count = `${kind === 'all' ? 'all' : 'any'} of ${parts.length}`;
    const wanted = kind === 'any' ? true : holds;
    const deciding = parts.filter((part) => part.holds === wanted);
    const chosen = deciding.length > 0 ? deciding : parts;
    const listed = this.#isVerbose ? parts : chosen.slice(0, SHOWN_VALUES);
    // Of a field with several values each test may have seen another one.
    const saw = listed.map((part) => sawText(part, key));
    const isSame = saw.every((text) => text === saw[0]);
    this.#add(trace, depth, `${key} ${count}`, isSame ? saw[0] : '');
    for (const [index, part] of listed.entries())
      this.#add(part, depth + 1, part.outline?.text ?? '', isSame ? '' : saw[index]);
    const left = parts.length - listed.length;
    if (left > 0) this.#remark(depth + 1, `and ${left} ${left === 1 ? 'other' : 'others'}`);
  }
}

function rendered({ depth, holds, text, saw, isBold }: Line, width: number, paint: Paint): string[] {
  const indent = '  '.repeat(depth);
  if (holds === undefined) return [`${indent}  ${paint.dim(text)}`];
  const mark = holds ? paint.good('✓') : paint.error('✗');
  const room = Math.max(20, width - indent.length - 2);
  const own = fitText(text, room);
  const painted = isBold ? paint.bold(own) : own;
  if (saw === '') return [`${indent}${mark} ${painted}`];
  if (textWidth(own) + textWidth(saw) + 3 <= room) return [`${indent}${mark} ${painted}   ${paint.dim(saw)}`];
  return [`${indent}${mark} ${painted}`, `${indent}    ${paint.dim(fitText(saw, room - 2))}`];
}

/** The way of one event through a rule: its log source, each selection with the entries, what they saw and where they stand. */
export function renderRuleTrace(
  event: Event,
  trace: EventTrace,
  rule: { readonly title: string; readonly reads: string; readonly source: SourceText },
  isVerbose: boolean,
  width: number,
  paint: Paint,
): string {
  const { origin, header } = event;
  const failed = trace.flips.length;
  const name = fitText(`"${oneLine(rule.title)}"`, Math.max(30, width - 30));
  const verdict = trace.passes ? `${paint.good('matches')} ${name}` : `${paint.error('does not match')} ${name}`;
  const [source, where] = trace.stages.flatMap((stage) => (stage.kind === 'filter' ? [stage.condition] : []));
  const home = source?.outline?.source.name ?? '';
  const tree = new TreeLines(home, isVerbose);
  if (source?.outline) {
    const log = header.channel ?? header.provider;
    const isOf = log === undefined ? 'no channel' : shortChannel(log);
    const { line, column } = source.outline.source.lines.positionOf(source.outline.span.start);
    tree.lines.push({
      ...{ place: `${line}:${column}`, depth: 0, holds: source.holds, isBold: false },
      ...{
        text: `log source: ${source.outline.text}`,
        saw: `${oneLine(`${isOf} ${header.eventId ?? ''}`.trim())}${source.holds ? '' : `; the rule reads ${rule.reads}`}`,
      },
    });
  }
  if (where) tree.add(where, 0);
  const gutter = Math.max(...tree.lines.map(({ place }) => place.length));
  const body = tree.lines.flatMap((line) =>
    rendered(line, width - gutter - 2, paint).map((text, index) => {
      const place = index === 0 ? line.place : '';
      return `${paint.dim(place.padStart(gutter))}  ${text}`;
    }),
  );
  const turns = trace.flips.slice(0, SHOWN_TURNS).map((test) => {
    const { test: text, path, line, column, change } = turnOf(trace, test, rule.source);
    const place = path === home ? `${line}:${column}` : `${path}:${line}:${column}`;
    const room = width - gutter - 2;
    const own = fitText(oneLine(text), room);
    const how = oneLine(change);
    const isPlain = change === PLAIN_CHANGE || change === FAIL_CHANGE;
    const fits = textWidth(own) + textWidth(how) + 2 <= room;
    const rest = fits ? `  ${paint.dim(how)}` : `\n${' '.repeat(gutter + 4)}${paint.dim(fitText(how, room - 2))}`;
    return `${paint.dim(place.padStart(gutter))}  ${paint.accent(own)}${isPlain ? '' : rest}`;
  });
  const more = failed > SHOWN_TURNS ? [paint.dim(`${' '.repeat(gutter)}  and ${failed - SHOWN_TURNS} more`)] : [];
  const count = failed === 1 ? 'One test' : `${failed} tests`;
  const end = failed === 0 ? [] : [`${count} would have to come out the other way:`, ...turns, ...more];
  const place = paint.bold(fitText(`${oneLine(origin.file)}#${origin.record}`, width, true));
  return `${[`${place} ${verdict}`, paint.dim(fitText(oneLine(home), width, true)), ...body, ...end].join('\n')}\n`;
}
