/** A remark about the data. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Remarks that are told apart; a message may quote a value, so a log can bring any number of them. */
const MOST = 20;

/** Stands for all remarks that were left out. */
const MORE = 'run/more-warnings';

/** Remarks of a run, each once; of more than twenty only how it goes on. */
export class Warnings {
  readonly #seen = new Set<string>();
  #list: Warning[] = [];
  #more = false;

  add(code: string, message: string): void {
    if (this.#more) return;
    if (code === MORE) {
      this.#more = true;
      return;
    }
    const key = `${code} ${message}`;
    if (this.#seen.has(key)) return;
    if (this.#list.length >= MOST) {
      this.#more = true;
      return;
    }
    this.#seen.add(key);
    this.#list.push({ code, message });
  }

  /** The remarks so far; further ones are counted anew. */
  take(): readonly Warning[] {
    const taken = this.list();
    this.#seen.clear();
    this.#list = [];
    this.#more = false;
    return taken;
  }

  /** The remarks in the order in which they came. */
  list(): readonly Warning[] {
    return this.#more
      ? [...this.#list, { code: MORE, message: `There are more than ${MOST} warnings; the rest is left out.` }]
      : this.#list;
  }
}
