import { type EventHeader, foldName } from '../../../event/index.ts';
import { childrenOf, type Expr } from '../../../ir/index.ts';
import { HEADER_FIELDS } from '../detector/may-hold.ts';
import { isQuietExpr } from '../pre/is-quiet.ts';
import type { Layout } from './layout.ts';
import type { SlotRow } from './slot-row.ts';

function readsHeaderOnly(expr: Expr, layout: Layout): boolean {
  switch (expr.kind) {
    case 'literal':
      return true;
    case 'field':
      return HEADER_FIELDS.has(foldName(expr.name)) && layout.slotOf(expr.name) === undefined;
    case 'and':
    case 'or':
    case 'not':
    case 'match':
    case 'compare':
    case 'call':
      return childrenOf(expr).every((child) => readsHeaderOnly(child, layout));
    default:
      return false;
  }
}

/** True if the header of an event alone decides a condition, which says nothing of the values that it sees. */
export function isOfHeader(expr: Expr, layout: Layout): boolean {
  return readsHeaderOnly(expr, layout) && isQuietExpr(expr);
}

/** The condition, evaluated once for rows in succession whose events share their header: readers give such events one object. */
export function oncePerHeader(holds: (row: SlotRow) => boolean): (row: SlotRow) => boolean {
  let last: EventHeader | undefined;
  let answer = false;
  return (row) => {
    const { header } = row.event;
    if (header !== last) {
      answer = holds(row);
      last = header;
    }
    return answer;
  };
}
