import type { Extractor } from '../../ir/index.ts';
import type { NameNode, NumberNode } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { unreadableOption } from './lower-diagnostics.ts';
import { wholeOf } from './lower-parts.ts';
import type { Lowering } from './lowering.ts';
import type { Printer } from './operator.ts';

/** One extracted column: the next one, or the one with a 1-based number. */
export interface Column {
  readonly position: NumberNode | undefined;
  readonly name: NameNode;
}

/** Arguments of `csv` and `split`; the three characters are undefined when the default holds. */
export interface ColumnsArgs {
  readonly field: NameNode;
  readonly delimiter: string | undefined;
  readonly escape: string | undefined;
  readonly quote: string | undefined;
  readonly columns: readonly Column[];
}

/** Reads one character in single quotes, the single quote itself included; double quotes are tolerated. */
function parseCharacter(cursor: Cursor): string | undefined {
  cursor.expectPunct('=');
  const token = cursor.peek();
  if (token.kind === 'single' || token.kind === 'string') {
    cursor.take();
    return token.text.slice(1, -1);
  }
  cursor.unexpected('one character in single quotes');
  return undefined;
}

function parseColumn(cursor: Cursor): Column {
  if (cursor.peek().kind !== 'number') return { position: undefined, name: cursor.name() };
  const position = cursor.number();
  cursor.expectWord('as');
  return { position, name: cursor.name() };
}

/** Reads what follows `csv` and `split` (spec sumo §6.5). */
export function parseColumns(cursor: Cursor): ColumnsArgs {
  let field = cursor.name();
  if (field.name.toLowerCase() === 'field' && cursor.takePunct('=')) field = cursor.name();
  let delimiter: string | undefined;
  let escapeWith: string | undefined;
  let quote: string | undefined;
  for (;;) {
    if (cursor.takeWord('delim')) delimiter = parseCharacter(cursor);
    else if (cursor.takeWord('escape')) escapeWith = parseCharacter(cursor);
    else if (cursor.takeWord('quote')) quote = parseCharacter(cursor);
    else if (!cursor.takePunct(',')) break;
    if (cursor.panicking) break;
  }
  const columns: Column[] = [];
  if (cursor.expectWord('extract')) {
    do columns.push(parseColumn(cursor));
    while (cursor.takePunct(','));
  }
  return { field, delimiter, escape: escapeWith, quote, columns };
}

/** Writes a `csv` or `split` stage. */
export function printColumns(operator: string, args: ColumnsArgs, printer: Printer): string {
  const options = [
    args.delimiter === undefined ? '' : `delim='${args.delimiter}'`,
    args.escape === undefined ? '' : `escape='${args.escape}'`,
    args.quote === undefined ? '' : `quote='${args.quote}'`,
  ].filter(Boolean);
  const columns = args.columns.map(
    ({ position, name }) => (position ? `${position.raw} as ` : '') + printer.name(name),
  );
  const written = options.length > 0 ? ` ${options.join(', ')}` : '';
  return `${operator} ${printer.name(args.field)}${written} extract ${columns.join(', ')}`;
}

/** How a `csv` or `split` stage cuts; a name without a number takes the next column, `_` none (spec sumo §6.5). */
export function columnsExtractor(args: ColumnsArgs, lowering: Lowering): Extractor {
  const { stage, report } = lowering;
  for (const [option, value] of Object.entries({ delim: args.delimiter, escape: args.escape, quote: args.quote })) {
    if (value !== '') continue;
    const message = `\`${option}\` of \`${stage.operator}\` holds no character`;
    report(unreadableOption.report({ span: stage.span, message, data: { option, value } }));
  }
  let next = 0;
  const columns = args.columns.map(({ position, name }) => {
    const at = position ? wholeOf(position, lowering, 1) - 1 : next;
    next = at + 1;
    return { at, name: name.name };
  });
  return {
    kind: 'columns',
    delimiter: args.delimiter ?? ',',
    escape: args.escape ?? '\\',
    quote: args.quote ?? '"',
    columns: columns.filter(({ name }) => name !== '_'),
  };
}
