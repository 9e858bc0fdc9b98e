import { foldName } from '../../../event/index.ts';
import type { PatternContent, PatternElement } from '../pattern.ts';
import type { LineProgram } from './line-program.ts';
import { type PayloadPlan, payloadPlanOf } from './payload-plan.ts';
import { eachSlot, elementsOf, NotUnderstood } from './source.ts';
import { type SystemField, systemFieldsOf } from './system-plan.ts';

/** Slots of an inner template are numbered from here on, so that one array holds the values of both. */
export const INNER = 1024;
/** How a slot is used: not at all, where an array or BinXML would change the tree, or where an array repeats an element. */
export const USE = { none: 0, plain: 1, repeatable: 2 } as const;

const MOST_USES = 8;

/** How events of a pair of templates (outer, payload) are read; made once, never changed. */
export interface Plan {
  readonly number: number;
  readonly system: readonly SystemField[];
  readonly payload: PayloadPlan;
  /** `USE` by slot. */
  readonly uses: Uint8Array;
  /** Where a folded name stands: payload fields from 0 on, System fields behind them; the first that is present is meant. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Whether the order of the keys in an object is that of the fields: no name is an integer, none comes twice. */
  readonly isOrdered: boolean;
  /** How its lines are written, assembled when the first one is. */
  line: LineProgram | undefined;
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
  if (part.kind === 'slot') return { kind: 'slot', index: part.index + INNER };
  if (part.kind !== 'pattern') return part;
  return {
    ...part,
    dependency: part.dependency < 0 ? -1 : part.dependency + INNER,
    attributes: part.attributes.map(({ name, pieces }) => ({
      name,
      pieces: pieces.map((piece) => (piece.kind === 'slot' ? { kind: 'slot', index: piece.index + INNER } : piece)),
    })),
    content: part.content.map(renumber),
  };
}

function usesOf(event: PatternElement, repeatable: ReadonlySet<number>): Uint8Array {
  const uses = new Uint8Array(2 * INNER);
  const counts = new Map<number, number>();
  eachSlot(event, (slot, element, use) => {
    if ((slot & (INNER - 1)) === INNER - 1 || slot >= 2 * INNER) throw new NotUnderstood('too many values');
    const count = (counts.get(slot) ?? 0) + 1;
    if (count > MOST_USES) throw new NotUnderstood('one value is used many times');
    counts.set(slot, count);
    // An array is a value like others to what depends on it.
    const isContent = use === 'content' && repeatable.has(slot) && elementsOf(element).length === 0;
    const isPlain = uses[slot] === USE.plain || (use !== 'dependency' && !isContent);
    uses[slot] = isPlain ? USE.plain : USE.repeatable;
  });
  return uses;
}

const INDEX = /^(0|[1-9]\d*)$/;
let plans = 0;

/** Makes the plan of a pair of templates. Throws NotUnderstood for a shape that the generic walker has to read. */
export function planOf(outer: PatternElement, payloadSlot: number, inner: PatternElement | undefined): Plan {
  // Whether the event as a whole is absent shows in its XML only, which is not made from plans.
  const [event] = graft({ ...outer, dependency: -1 }, payloadSlot, inner) as [PatternElement];
  const children = elementsOf(event);
  const [system, ...more] = children.filter(({ name }) => name === 'System');
  if (more.length > 0 || (system && system.dependency >= 0)) throw new NotUnderstood('System is no single element');
  if (children.some(({ name }) => name === 'RenderingInfo')) throw new NotUnderstood('RenderingInfo');
  const payload = payloadPlanOf(event);
  const systemFields = systemFieldsOf(system, payload.nameField);
  const places = new Map<string, number[]>();
  for (const [place, { name }] of [...payload.fields, ...systemFields].entries()) {
    const folded = foldName(name);
    const known = places.get(folded);
    if (known) known.push(place);
    else places.set(folded, [place]);
  }
  const repeatable = new Set<number>();
  for (const { sources } of payload.fields)
    for (const { source, needsValue } of sources)
      if (source.kind === 'slot' && !needsValue) repeatable.add(source.slot);
  const names = [...payload.fields, ...systemFields].map(({ name }) => name);
  const uses = usesOf(event, repeatable);
  // A value of System is never repeated, not even if the payload shows it again.
  for (const { source } of systemFields) if (source.kind === 'slot') uses[source.slot] = USE.plain;
  return {
    number: plans++,
    system: systemFields,
    payload,
    uses,
    places,
    isOrdered: !names.some((name) => INDEX.test(name)) && !systemFields.some(({ name }) => name === payload.kind),
    line: undefined,
  };
}
