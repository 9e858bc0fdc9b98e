import type { Stage } from '../../languages/sumo/index.ts';

/** What the values of a column are, as far as the text of a query tells. */
export type ColumnType = 'text' | 'long' | 'double' | 'boolean' | 'unknown';

/** The columns of the rows at one place of a pipeline; names are folded. */
export interface Columns {
  readonly rows: 'messages' | 'records';
  /** Columns that a stage made, or that a stage named so that they count as there. */
  readonly types: ReadonlyMap<string, ColumnType>;
  /** True if there may be columns besides the known ones. */
  readonly open: boolean;
  /** Columns that `fields -` took out, which nothing has made since. */
  readonly removed: ReadonlySet<string>;
  /** The last stage behind which there are only known columns. */
  readonly closedBy: Stage | undefined;
}

/** Names differ by more than letter case (spec sumo §4.2). */
export function foldColumn(name: string): string {
  return name.toLowerCase();
}

/** What a pipeline begins with: messages with fields that nobody lists. */
export const MESSAGE_COLUMNS: Columns = {
  rows: 'messages',
  types: new Map(),
  open: true,
  removed: new Set(),
  closedBy: undefined,
};

const TEXTS = new Set([
  '_raw',
  '_collector',
  '_source',
  '_sourcecategory',
  '_sourcehost',
  '_sourcename',
  '_format',
  '_view',
  '_index',
]);
const TIMES = new Set(['_messagetime', '_receipttime', '_timeslice', '__timeslice_end', '_messagecount', '_size']);

/** True for a name that a template makes or fills in, so that nobody knows it. */
export function isOpenName(name: string): boolean {
  return name === '' || /[{$]/.test(name);
}

/** The type of a built-in field of messages (spec sumo §4.1). */
function builtInType(folded: string): ColumnType {
  if (TIMES.has(folded)) return 'long';
  return TEXTS.has(folded) ? 'text' : 'unknown';
}

/** The type of a column; undefined when it cannot be there. */
export function typeOfColumn(columns: Columns, name: string): ColumnType | undefined {
  const folded = foldColumn(name);
  const known = columns.types.get(folded);
  if (known) return known;
  if (columns.removed.has(folded)) return undefined;
  if (columns.rows === 'messages' && folded.startsWith('_')) return builtInType(folded);
  return columns.open || isOpenName(name) ? 'unknown' : undefined;
}

/** Columns with some more, or with other types. */
export function withColumns(columns: Columns, made: Iterable<readonly [name: string, type: ColumnType]>): Columns {
  const types = new Map(columns.types);
  const removed = new Set(columns.removed);
  let { open } = columns;
  for (const [name, type] of made) {
    if (isOpenName(name)) open = true;
    else types.set(foldColumn(name), type);
    removed.delete(foldColumn(name));
  }
  return { ...columns, types, removed, open };
}
