import type { SessionAnchor } from '../../../ir/index.ts';
import type { NameNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { tableCall } from '../lower-table-call.ts';
import type { OperatorDefinition } from '../operator.ts';
import { checkNameCount, parseAsNames, parseSource, printSource } from '../stage-parts.ts';
import { decodeAnchor } from '../strings.ts';
import type { Anchor } from './parse.ts';

/** Arguments of `sessionize`; `$name` in an anchor refers to a field of an anchor before it. */
export interface SessionizeArgs {
  readonly field: NameNode | undefined;
  readonly anchors: readonly Anchor[];
}

/** Reads an anchor with a name for each of its stars. */
function parseAnchor(cursor: Cursor): Anchor {
  const pattern = cursor.string();
  const names = parseAsNames(cursor);
  const stars = decodeAnchor(pattern.raw).length - 1;
  if (names.length === 0 && stars > 0) cursor.unexpected('`as` and a name for each star');
  checkNameCount(cursor, names, stars, 'stars');
  return { pattern, names };
}

/** An anchor with its stars, and with the references to captures of the anchors before it. */
function lowerAnchor({ pattern, names }: Anchor, known: ReadonlySet<string>): SessionAnchor {
  const pieces: SessionAnchor['pieces'][number][] = [];
  for (const [index, text] of decodeAnchor(pattern.raw).entries()) {
    if (index > 0) pieces.push({ kind: 'capture', name: names[index - 1]?.name ?? '' });
    let from = 0;
    for (const found of text.matchAll(/\$(\w+)/g)) {
      if (!known.has(found[1]!.toLowerCase())) continue;
      pieces.push({ kind: 'text', text: text.slice(from, found.index) }, { kind: 'reference', name: found[1]! });
      from = found.index + found[0].length;
    }
    pieces.push({ kind: 'text', text: text.slice(from) });
  }
  return { pieces };
}

/** `sessionize "…" as (a), "… $a *" as (b)` (spec sumo §11.4). */
export const sessionizeOperator: OperatorDefinition<SessionizeArgs> = {
  name: 'sessionize',
  summary: 'Joins messages by anchors that refer to each other.',
  syntax: 'sessionize "… *" as (a), "… $a … *" as (b)',
  evidence: 'spec sumo §11.4',
  chosen:
    'A message fits a later anchor where all its references fit; the last message of a session gives the row its time.',
  examples: [
    { title: 'a job', query: '* | sessionize "task * queued" as (task), "task $task done in * s" as (seconds)' },
  ],
  parse(cursor) {
    const field = parseSource(cursor);
    const anchors: Anchor[] = [];
    do anchors.push(parseAnchor(cursor));
    while (cursor.takePunct(',') && !cursor.panicking);
    return { field, anchors };
  },
  print(args, printer) {
    const anchors = args.anchors.map(({ pattern, names }) => {
      return printer.string(pattern) + (names.length > 0 ? ` as (${printer.names(names)})` : '');
    });
    return `sessionize${printSource(args.field, printer)} ${anchors.join(', ')}`;
  },
  lower(args, lowering) {
    const known = new Set<string>();
    const anchors = args.anchors.map((anchor) => {
      const lowered = lowerAnchor(anchor, known);
      for (const { name } of anchor.names) known.add(name.toLowerCase());
      return lowered;
    });
    return tableCall({ fn: 'sessionize', column: args.field?.name ?? '_raw', anchors }, lowering);
  },
};
