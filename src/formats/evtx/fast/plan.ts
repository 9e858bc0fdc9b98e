import { foldName } from '../../../event/index.ts';
import type { TextScreen } from '../../../value/index.ts';
import { derivedNames } from '../../derived-fields.ts';
import { HEADER_NAMES } from '../../format.ts';
import type { PatternContent, PatternElement } from '../pattern.ts';
import { INNER } from './layout.ts';
import type { LineProgram } from './line-program.ts';
import { type PayloadPlan, payloadPlanOf } from './payload-plan.ts';
import { eachSlot, elementsOf, NotUnderstood } from './source.ts';
import { literalField, renderedFieldsOf, type SystemField, systemFieldsOf } from './system-plan.ts';

/** How a slot is used: where an array or BinXML would change the tree, or where an array repeats an element. */
export const USE = { plain: 1, repeatable: 2 } as const;

const MOST_USES = 8;

/** What the outer template says of its events. */
export interface SystemPart {
  readonly fields: readonly SystemField[];
  /** Slots that a field shows or depends on. */
  readonly uses: ReadonlySet<number>;
  /** How it is written, assembled when the first line is. */
  line: LineProgram | undefined;
}

/** What a payload's template says, in the place that an outer template gives it. */
export interface PayloadPart extends PayloadPlan {
  /** `USE` by slot; one that is not in it is not used. */
  readonly uses: ReadonlyMap<number, number>;
  line: LineProgram | undefined;
}

/** A payload's part as text, for a later run. */
export function textOfPayload({ kind, fields, nameField, uses }: PayloadPart): string {
  return JSON.stringify({ kind, fields, nameField, uses: [...uses] });
}

/** The payload's part of such a text. */
export function payloadOfText(text: string): PayloadPart {
  const { uses, ...part } = JSON.parse(text) as PayloadPlan & { readonly uses: readonly [number, number][] };
  return { ...part, uses: new Map(uses), line: undefined };
}

let plans = 0;

/** How events of a pair of templates (outer, payload) are read. */
export class Plan {
  readonly number = plans++;
  readonly systemPart: SystemPart;
  readonly payload: PayloadPart;
  /**
   * Whether the order of the keys in an object is that of the fields: no name is an integer, none comes twice, nothing is rendered. Else
   * lines are made by way of an event.
   */
  readonly isOrdered: boolean;
  /** True if the payload has a field that is read in place of one of the header. */
  readonly hidesHeader: boolean;
  readonly #rendered: readonly SystemField[];
  #system: readonly SystemField[] | undefined;
  #literals: string | null | undefined;
  #screen: TextScreen | undefined;
  #lacks = false;
  #places: Map<string, number[]> | undefined;
  #systemPlaces: ReadonlyMap<string, number> | undefined;
  #payloadPlaces: ReadonlyMap<string, number> | undefined;

  /** `rendered` are fields that a collector added; they come last. */
  constructor(systemPart: SystemPart, payload: PayloadPart, rendered: readonly SystemField[] = []) {
    this.systemPart = systemPart;
    this.payload = payload;
    this.#rendered = rendered;
    const { fields } = systemPart;
    const isOfHeader = (name: string): boolean => HEADER_NAMES.has(foldName(name));
    this.hidesHeader = payload.fields.some(({ name }) => isOfHeader(name) || derivedNames(name).some(isOfHeader));
    const isInteger = ({ name }: { readonly name: string }): boolean => INDEX.test(name);
    this.isOrdered =
      rendered.length === 0 &&
      !fields.some(isInteger) &&
      !payload.fields.some(isInteger) &&
      !fields.some(({ name }) => name === payload.kind);
  }

  /** System fields in canonical order, behind them that of the payload's name and what was rendered. */
  get system(): readonly SystemField[] {
    const { nameField } = this.payload;
    this.#system ??= [...this.systemPart.fields, ...(nameField ? [literalField(...nameField)] : []), ...this.#rendered];
    return this.#system;
  }

  /** How a slot is used, in `USE`; 0 if it is not. */
  useOf(slot: number): number {
    return this.systemPart.uses.has(slot) ? USE.plain : (this.payload.uses.get(slot) ?? 0);
  }

  /** Texts of fields that the templates hold themselves, with NULs between them; null if a field is put together of several pieces. */
  get literals(): string | null {
    if (this.#literals === undefined) {
      const sources = [
        ...this.system.flatMap(({ source }) => (source.kind === 'list' ? source.items : source)),
        ...this.payload.fields.flatMap((field) => field.sources.map(({ source }) => source)),
      ];
      const isPieced = sources.some(({ kind }) => kind === 'pieces');
      this.#literals = isPieced
        ? null
        : sources.flatMap((one) => (one.kind === 'literal' ? [one.text] : [])).join('\0');
    }
    return this.#literals;
  }

  /** True if the texts that all of its events have hold none of a screen's. */
  lacks(screen: TextScreen): boolean {
    if (screen !== this.#screen) {
      this.#screen = screen;
      this.#lacks = this.literals !== null && !screen.mayHold(this.literals);
    }
    return this.#lacks;
  }

  /** Places of System fields, as `places` has them, by their names as they are written. */
  get systemPlaces(): ReadonlyMap<string, number> {
    this.#systemPlaces ??= new Map(this.system.map(({ name }, i) => [name, this.payload.fields.length + i]));
    return this.#systemPlaces;
  }

  /** Places of payload fields by their names as logged. */
  get payloadPlaces(): ReadonlyMap<string, number> {
    this.#payloadPlaces ??= new Map(this.payload.fields.map(({ name }, i) => [name, i]));
    return this.#payloadPlaces;
  }

  /**
   * Where a folded name stands: payload fields from 0 on, System fields behind them, then those of which it is a further name; the
   * first that is present is meant.
   */
  get places(): ReadonlyMap<string, readonly number[]> {
    if (this.#places) return this.#places;
    const places = new Map<string, number[]>();
    const add = (name: string, place: number): void => {
      const folded = foldName(name);
      const known = places.get(folded);
      if (!known) places.set(folded, [place]);
      else if (!known.includes(place)) known.push(place);
    };
    const { fields } = this.payload;
    for (let i = 0; i < fields.length; i++) add(fields[i]!.name, i);
    for (let i = 0; i < this.system.length; i++) add(this.system[i]!.name, fields.length + i);
    for (let i = 0; i < fields.length; i++) for (const name of derivedNames(fields[i]!.name)) add(name, i);
    this.#places = places;
    return places;
  }
}

/**
 * The payload's pattern put in the place of its slot, its slots renumbered. Elements that depend on the payload are there with
 * it, and gone without.
 */
function graft(part: PatternContent, slot: number, inner: PatternElement | undefined): PatternContent[] {
  if (part.kind === 'slot' && part.index === slot) return inner ? [renumber(inner)] : [];
  if (part.kind !== 'pattern') return [part];
  const depends = slot >= 0 && part.dependency === slot;
  if (depends && !inner) return [];
  const content = part.content.flatMap((child) => graft(child, slot, inner));
  return [{ ...part, dependency: depends ? -1 : part.dependency, content }];
}

function renumber<Part extends PatternContent>(part: Part): PatternContent {
  if (part.kind === 'slot') return { ...part, index: part.index + INNER };
  if (part.kind !== 'pattern') return part;
  return {
    ...part,
    dependency: part.dependency < 0 ? -1 : part.dependency + INNER,
    attributes: part.attributes.map(({ name, pieces }) => ({
      name,
      pieces: pieces.map((piece) => (piece.kind === 'slot' ? { ...piece, index: piece.index + INNER } : piece)),
    })),
    content: part.content.map(renumber),
  };
}

function usesOf(event: PatternElement, repeatable: ReadonlySet<number>): Map<number, number> {
  const uses = new Map<number, number>();
  const counts = new Map<number, number>();
  eachSlot(event, (slot, element, use) => {
    if ((slot & (INNER - 1)) === INNER - 1 || slot >= 2 * INNER) throw new NotUnderstood('too many values');
    const count = (counts.get(slot) ?? 0) + 1;
    if (count > MOST_USES) throw new NotUnderstood('one value is used many times');
    counts.set(slot, count);
    // An array is a value like others to what depends on it.
    const isContent = use === 'content' && repeatable.has(slot) && element.content.length === 1;
    const isPlain = uses.get(slot) === USE.plain || (use !== 'dependency' && !isContent);
    uses.set(slot, isPlain ? USE.plain : USE.repeatable);
  });
  return uses;
}

const INDEX = /^(0|[1-9]\d*)$/;

/** The part of an outer template. Throws NotUnderstood for a shape that the generic walker has to read. */
export function systemPartOf(outer: PatternElement): SystemPart {
  const [system, ...more] = elementsOf(outer).filter(({ name }) => name === 'System');
  if (more.length > 0 || (system && system.dependency >= 0)) throw new NotUnderstood('System is no single element');
  const uses = new Set<number>();
  if (system) eachSlot(system, (slot) => void uses.add(slot));
  return { fields: systemFieldsOf(system), uses, line: undefined };
}

/** The plan of an event that stands in a record itself. Throws NotUnderstood for a shape that the generic walker has to read. */
export function inlinePlanOf(event: PatternElement, system: SystemPart): Plan {
  const isRendering = (part: PatternContent): part is PatternElement =>
    part.kind === 'pattern' && part.name === 'RenderingInfo';
  const [rendering, ...more] = event.content.filter(isRendering);
  if (more.length > 0) throw new NotUnderstood('RenderingInfo is no single element');
  const rest = { ...event, content: event.content.filter((part) => !isRendering(part)) };
  const rendered = rendering ? renderedFieldsOf(rendering) : [];
  const names = [...system.fields, ...rendered].map(({ name }) => name);
  if (new Set(names).size < names.length) throw new NotUnderstood('two fields of System have one name');
  return new Plan(system, payloadPartOf(rest, -1, undefined), rendered);
}

/** What of an outer template bears on the payload's part, as a key: all but System. */
export function contextOf(outer: PatternElement): string {
  return JSON.stringify(outer.content.filter((part) => part.kind !== 'pattern' || part.name !== 'System'));
}

/** The part of a payload in an outer template. Throws NotUnderstood for a shape that the generic walker has to read. */
export function payloadPartOf(
  outer: PatternElement,
  payloadSlot: number,
  inner: PatternElement | undefined,
): PayloadPart {
  const around = outer.content.filter((part) => part.kind !== 'pattern' || part.name !== 'System');
  // Whether the event as a whole is absent shows in its XML only, which is not made from plans.
  const [event] = graft({ ...outer, content: around, dependency: -1 }, payloadSlot, inner) as [PatternElement];
  if (elementsOf(event).some(({ name }) => name === 'RenderingInfo')) throw new NotUnderstood('RenderingInfo');
  if (elementsOf(event).some(({ name }) => name === 'System')) throw new NotUnderstood('System stands in the payload');
  const payload = payloadPlanOf(event);
  const repeatable = new Set<number>();
  for (const { sources } of payload.fields)
    for (const { source, needsValue } of sources)
      if (source.kind === 'slot' && !needsValue) repeatable.add(source.slot);
  return { ...payload, uses: usesOf(event, repeatable), line: undefined };
}
