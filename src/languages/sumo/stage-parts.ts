import type { NameNode, StringNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { Printer } from './operator.ts';
import * as problems from './syntax-diagnostics.ts';

/** Reads `field=name` when it is there; the source of parse operators (spec sumo §6). */
export function parseSource(cursor: Cursor): NameNode | undefined {
  if (!cursor.isWord('field') || cursor.peekSecond().text !== '=') return undefined;
  cursor.take();
  cursor.take();
  return cursor.name('a field name behind `field=`');
}

/** Writes `field=name` with a blank in front, or nothing. */
export function printSource(field: NameNode | undefined, printer: Printer): string {
  return field ? ` field=${printer.name(field)}` : '';
}

/** Reads `"a", "b"`. */
export function parseStrings(cursor: Cursor): StringNode[] {
  const strings = [cursor.string()];
  while (cursor.isPunct(',') && ['string', 'single'].includes(cursor.peekSecond().kind)) {
    cursor.take();
    strings.push(cursor.string());
  }
  return strings;
}

/** Reads `as a, b` or `as (a, b)` when it is there. */
export function parseAsNames(cursor: Cursor): NameNode[] {
  if (!cursor.takeWord('as')) return [];
  if (!cursor.takePunct('(')) return cursor.names();
  const names = cursor.names();
  cursor.expectPunct(')');
  return names;
}

/** Writes ` as a, b`, or nothing for no names. */
export function printAsNames(names: readonly NameNode[], printer: Printer): string {
  return names.length > 0 ? ` as ${printer.names(names)}` : '';
}

/** Writes ` as a`, or nothing. */
export function printAlias(name: NameNode | undefined, printer: Printer): string {
  return name ? ` as ${printer.name(name)}` : '';
}

/** Writes ` by a, b`, or nothing for no names. */
export function printBy(names: readonly NameNode[], printer: Printer): string {
  return names.length > 0 ? ` by ${printer.names(names)}` : '';
}

/** Writes quoted texts with commas between them. */
export function printStrings(strings: readonly StringNode[], printer: Printer): string {
  return strings.map(printer.string).join(', ');
}

/** Reports a number of names that is not that of the paths, stars or keys. */
export function checkNameCount(cursor: Cursor, names: readonly NameNode[], parts: number, what: string): void {
  if (cursor.panicking || names.length === parts || names.length === 0) return;
  cursor.report(
    problems.nameCount.report({
      span: { start: names[0]!.span.start, end: names.at(-1)!.span.end },
      message: `${parts} ${what} need ${parts} names behind \`as\`, found ${names.length}`,
      data: { names: names.length, parts },
    }),
  );
}
