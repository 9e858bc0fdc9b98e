import { foldName } from '../../../event/index.ts';
import { type Expr, type Field, WritingNotes } from '../../../ir/index.ts';
import type { FieldNode, Stage } from '../ast.ts';
import { isRendered, type SourceFormat } from './source-format.ts';
import { fieldNode } from './tree.ts';

/** How a search is written. */
export interface EmitOptions {
  readonly sourceFormat: SourceFormat;
  /** Tested in the scope, `*` a wildcard. */
  readonly sourceCategory: string | undefined;
}

/** Names that the IR has for what every event has, and the fields of the platform's Windows events. */
const HEADER_FIELDS: Readonly<Record<string, string>> = {
  '_event.channel': 'Channel',
  '_event.id': 'EventID',
  '_event.provider': 'Provider_Name',
};

/** What the IR calls all values of an event. */
export const ALL_VALUES = '_event.values';

/** Names that neither `%"…"` nor the paths of `json` and `parse xml` can say. */
const UNWRITABLE_NAME = /^\s*$|["\\]|(?! )[\p{Z}\p{C}]/u;

/** A search that is being written: notes, the fields that have to be read, the columns that stages made. */
export class Emission {
  readonly notes = new WritingNotes();
  readonly options: EmitOptions;
  readonly #read = new Map<string, string>();
  readonly #made = new Set<string>();
  /** Stages that have to stand in front of the one that is being written. */
  #lifted: Stage[] = [];
  #lifts = 0;

  constructor(options: EmitOptions) {
    this.options = options;
  }

  /** Event fields that were read before any stage made them, as first spelled. */
  get fieldsRead(): readonly string[] {
    return [...this.#read.values()];
  }

  /** The field that a field of the IR is. */
  field({ name, origin }: Field): FieldNode {
    if (name === ALL_VALUES) {
      const message = 'keywords are looked for in the whole message, names of fields included, not in the values alone';
      this.notes.approximate(origin, 'keywords', message);
      return fieldNode('_raw');
    }
    const own = HEADER_FIELDS[name] ?? name;
    const folded = foldName(own);
    if (this.#made.has(folded) || own.startsWith('_')) return fieldNode(own);
    if (UNWRITABLE_NAME.test(own) || (own.includes("'") && this.options.sourceFormat === 'xml'))
      this.notes.unsupported(origin, 'field-name', 'a search has no form for a field of this name');
    if (!this.#read.has(folded)) this.#read.set(folded, own);
    if (isRendered(own) && this.options.sourceFormat === 'json') {
      const message = `the platform's JSON of Windows events has ${own} as a text, such as Information, not as the code`;
      this.notes.approximate(origin, 'rendered-field', message);
    }
    return fieldNode(this.#read.get(folded)!);
  }

  /** True for a value that the search reads as JSON: the message, or Data elements without names, of which there may be several. */
  isJsonText(value: Expr): boolean {
    if (value.kind !== 'field' || this.options.sourceFormat !== 'json') return false;
    return value.name === ALL_VALUES || (foldName(value.name) === 'data' && !this.#made.has('data'));
  }

  /** Says that a stage makes a column. */
  makes(name: string): void {
    this.#made.add(foldName(name));
  }

  /** A name for a column that no rule has. */
  helperName(stem: string): string {
    this.#lifts++;
    const name = `${stem}_${this.#lifts}`;
    this.makes(name);
    return name;
  }

  /** Puts a stage in front of the one that is being written. */
  lift(stage: Stage): void {
    this.#lifted.push(stage);
  }

  /** The stages that were lifted since the last call. */
  takeLifted(): Stage[] {
    const lifted = this.#lifted;
    this.#lifted = [];
    return lifted;
  }
}
