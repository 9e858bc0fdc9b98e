import { compileRegex, toText } from '../../../value/index.ts';
import { inTime } from './in-time.ts';
import type { TableRun } from './table-run.ts';

/** Keeps the messages that a chain of ids links to the first id: a message that has one of the chain adds the others that it has (spec sumo §11.4). */
export const trace: TableRun<'trace'> = ({ pattern, start }, rows, { read }) => {
  const { regex } = compileRegex(pattern, { dialect: 'java' });
  if (!regex) throw new Error(`the pattern was not checked: ${pattern}`);
  const idsOf = inTime(rows).map((row) => {
    const text = toText(read(row, '_raw')) ?? '';
    return { row, ids: [...regex.findAll(text)].map(({ groups }) => groups[1] ?? groups[0] ?? '') };
  });
  const rowsWith = new Map<string, (typeof idsOf)[number][]>();
  for (const one of idsOf) {
    for (const id of new Set(one.ids)) {
      const known = rowsWith.get(id);
      if (known) known.push(one);
      else rowsWith.set(id, [one]);
    }
  }
  const chain = new Set([start]);
  const kept = new Set<(typeof rows)[number]>();
  for (const id of chain) {
    for (const { row, ids } of rowsWith.get(id) ?? []) {
      kept.add(row);
      for (const other of ids) chain.add(other);
    }
  }
  return rows.filter((row) => kept.has(row));
};
