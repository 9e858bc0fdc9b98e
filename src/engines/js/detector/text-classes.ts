/** Units below this are told apart by classes; all others break a text of ASCII. */
export const ASCII = 128;

/** What a search says of the units that it saw: one may stand for a letter of ASCII too, one is beyond ASCII. */
export const LIKE = 1;
export const BEYOND = 2;

/** Classes of the units of texts: those that no text has are 0, a letter has one class in both its cases. */
export function classesOf(texts: readonly string[]): { readonly classes: Uint8Array; readonly count: number } {
  const classes = new Uint8Array(ASCII);
  let count = 1;
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (classes[unit] === 0) classes[unit] = count++;
    }
  }
  for (let unit = 0x41; unit <= 0x5a; unit++) classes[unit] = classes[unit + 32]!;
  return { classes, count };
}

/** Numbers by states, laid one behind the other: those of state `s` stand from `starts[s]` to before `starts[s + 1]`. */
export interface Lists {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** Lays the lists of states one behind the other; a state without one has an empty list. */
export function listsOf(lists: readonly (readonly number[] | undefined)[], states: number): Lists {
  const starts = new Int32Array(states + 1);
  let size = 0;
  for (let state = 0; state < states; state++) {
    starts[state] = size;
    size += lists[state]?.length ?? 0;
  }
  starts[states] = size;
  const items = new Int32Array(size);
  for (let state = 0; state < states; state++) {
    const list = lists[state];
    if (list) items.set(list, starts[state]!);
  }
  return { starts, items };
}
