/** Bytes that are no valid BinXML; caught inside the reader, never seen by its callers. */
export class BinXmlFault extends Error {
  override readonly name = 'BinXmlFault';
}

/** Most elements, values and template instances of one record, against hostile input (spec evtx-format §11). */
export const MAX_NODES = 200_000;

/** Most UTF-16 units of text that one record may unfold to. */
export const MAX_TEXT = 16_000_000;

/** Deepest nesting of elements. */
export const MAX_DEPTH = 512;

/** Deepest nesting of template instances and embedded BinXML values. */
export const MAX_NESTING = 64;

/** What one record may still use up; a template that unfolds beyond it is a fault of the record. */
export class Budget {
  #nodes = MAX_NODES;
  #text = MAX_TEXT;
  depth = 0;
  nesting = 0;

  node(): void {
    if (--this.#nodes < 0) throw new BinXmlFault(`record has more than ${MAX_NODES} parts`);
  }

  text(units: number): void {
    this.#text -= units;
    if (this.#text < 0) throw new BinXmlFault('record unfolds to too much text');
  }
}
