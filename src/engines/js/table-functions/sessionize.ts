import type { SessionAnchor } from '../../../ir/index.ts';
import { toText } from '../../../value/index.ts';
import { matchAnchor } from '../anchor.ts';
import { bounded } from '../joined-rows.ts';
import { keyId } from '../key-id.ts';
import { type Row, withCells } from '../row.ts';
import { provenanceOfAll } from '../row-groups.ts';
import { inTime } from './in-time.ts';
import type { TableRun } from './table-run.ts';

interface Match {
  readonly row: Row;
  readonly captures: ReadonlyMap<string, string>;
  /** Identity of the values that stand where the anchor refers to earlier captures. */
  readonly refersTo: string;
}

/** An anchor as literal pieces around stars, and what each star is. */
function shapeOf({ pieces }: SessionAnchor): {
  texts: string[];
  stars: readonly Exclude<(typeof pieces)[number], { kind: 'text' }>[];
} {
  const texts = [''];
  const stars: Exclude<(typeof pieces)[number], { kind: 'text' }>[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') texts[texts.length - 1] += piece.text;
    else {
      stars.push(piece);
      texts.push('');
    }
  }
  return { texts, stars };
}

function referencesOf(anchor: SessionAnchor): string[] {
  return anchor.pieces.flatMap((piece) => (piece.kind === 'reference' ? [piece.name] : []));
}

function matchOf(anchor: SessionAnchor, text: string, row: Row): Match | undefined {
  const { texts, stars } = shapeOf(anchor);
  const values = matchAnchor(texts, text);
  if (!values) return undefined;
  const captures = new Map<string, string>();
  const references: string[] = [];
  for (const [index, star] of stars.entries()) {
    if (star.kind === 'capture') captures.set(star.name.toLowerCase(), values[index]!);
    else references.push(values[index]!);
  }
  return { row, captures, refersTo: keyId(references) };
}

interface Session {
  readonly rows: readonly Row[];
  readonly captures: ReadonlyMap<string, string>;
}

/** Sessions with each of the matches that fit; made one by one, since there may be many. */
function* extended(sessions: Iterable<Session>, fitting: (session: Session) => readonly Match[]): Iterable<Session> {
  for (const session of sessions)
    for (const { row, captures } of fitting(session))
      yield { rows: [...session.rows, row], captures: new Map([...session.captures, ...captures]) };
}

/** Inner join of messages by anchors: each further anchor fits where it refers to what an earlier one captured (spec sumo §11.4). */
export const sessionize: TableRun<'sessionize'> = function* ({ anchors, column }, rows, { read, context }) {
  const ordered = inTime(rows);
  let sessions: Iterable<Session> = [{ rows: [], captures: new Map() }];
  for (const anchor of anchors) {
    const names = referencesOf(anchor);
    const byReference = new Map<string, Match[]>();
    for (const row of ordered) {
      const match = matchOf(anchor, toText(read(row, column)) ?? '', row);
      if (!match) continue;
      const known = byReference.get(match.refersTo);
      if (known) known.push(match);
      else byReference.set(match.refersTo, [match]);
    }
    sessions = extended(bounded(sessions, 'sessionize', context), (session) => {
      return byReference.get(keyId(names.map((name) => session.captures.get(name.toLowerCase())))) ?? [];
    });
  }
  for (const { rows: own, captures } of bounded(sessions, 'sessionize', context)) {
    const last = own.at(-1);
    if (!last) continue;
    const cells = [...captures].map(([name, value]) => ({ name, value }));
    yield { ...withCells(last, cells), provenance: provenanceOfAll(own) };
  }
};
