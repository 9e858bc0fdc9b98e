import type { TableNode } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** Reads the source of a lookup: `path://"…"`, `geo://location`, `shared/x`, `/path`, `"https://…"` (spec sumo §11.1). */
export function parseTable(cursor: Cursor): TableNode {
  const token = cursor.takeRun(/[\s|,)\]]/);
  if (token.text === '') cursor.unexpected('a lookup table');
  return { kind: 'table', text: token.text, span: token.span };
}
