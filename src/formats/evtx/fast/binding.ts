import {
  aliasesOf,
  type EventHeader,
  type FieldId,
  type FieldPlaces,
  type FieldTable,
  foldName,
} from '../../../event/index.ts';
import type { RecallPlace } from '../../recall.ts';
import type { Plan } from './plan.ts';

const ITEM = /^data\[(0|[1-9]\d{0,5})\]$/;
const SHAPE = 'evtx';

/**
 * Where a name may stand in events of a plan and a header, best first: a place in the plan's fields, or, below zero, an item of
 * unnamed Data (-1 is the first). The first that the record has is meant.
 */
export type Places = readonly number[];

const NOWHERE: Places = [];

/** A slot of the payload, one of System that may hold no value, or a text that all events have. */
export type WrittenSource =
  | { readonly kind: 'payload' | 'system'; readonly slot: number }
  | { readonly kind: 'literal'; readonly text: string };

/** Finds the places of names, once per name, by the order of `RecordEvent.get`: payload, System, derived names, aliases. */
export class Binding implements FieldPlaces {
  readonly #plan: Plan;
  readonly #header: EventHeader;
  readonly #byName = new Map<string, Places>();
  readonly #byId: Places[] = [];
  readonly #slots: number[] = [];

  constructor(plan: Plan, header: EventHeader) {
    this.#plan = plan;
    this.#header = header;
  }

  ofName(name: string): Places {
    let places = this.#byName.get(name);
    if (!places) {
      const folded = foldName(name);
      const names = [folded, ...aliasesOf(folded, SHAPE, this.#header)];
      places = names.flatMap((one) => this.#standing(one));
      if (this.#byName.size < 4096) this.#byName.set(name, places);
    }
    return places;
  }

  ofId(id: FieldId, fields: FieldTable): Places {
    return (this.#byId[id] ??= this.ofName(fields.nameOf(id)));
  }

  /** The slot that a field's value always comes from, -1 if it has no such slot. */
  slotOf(id: FieldId, fields: FieldTable): number {
    let slot = this.#slots[id];
    if (slot === undefined) {
      const [first = -1] = this.ofId(id, fields);
      slot = this.#plan.payload.fields[first]?.slot ?? -1;
      this.#slots[id] = slot;
    }
    return slot;
  }

  /** Where what a field's value is made of stands; undefined if it is not one slot alone. */
  recallPlace(name: string): RecallPlace | undefined {
    const [place, another] = this.ofName(name);
    if (place === undefined) return { slot: -1, isCommon: true };
    const { payload, system } = this.#plan;
    const field = payload.fields[place];
    if (field && field.slot >= 0) return { slot: field.slot, isCommon: true };
    if (place < 0 || another !== undefined || (field && field.sources.length > 1)) return undefined;
    const { source, dependency } = field ? field.sources[0]! : system[place - payload.fields.length]!;
    if (source.kind === 'pieces' || source.kind === 'list') return undefined;
    const slots = new Set(source.kind === 'slot' ? [source.slot, dependency] : [dependency]);
    slots.delete(-1);
    return slots.size > 1 ? undefined : { slot: [...slots][0] ?? -1, isCommon: false };
  }

  /** What writes a field, where all events have it and it is one value; undefined if that is not so or differs from event to event. */
  writtenSource(name: string): WrittenSource | undefined {
    const [place = -1] = this.ofName(name);
    if (place < 0) return undefined;
    const { payload, system } = this.#plan;
    const field = payload.fields[place];
    if (field && field.slot >= 0) return { kind: 'payload', slot: field.slot };
    if (field && (field.isArray || field.sources.length > 1 || field.sources[0]!.needsValue)) return undefined;
    const { source, dependency } = field ? field.sources[0]! : system[place - payload.fields.length]!;
    if (dependency >= 0) return undefined;
    if (source.kind === 'literal') return source;
    return source.kind === 'slot' && !field ? { kind: 'system', slot: source.slot } : undefined;
  }

  has(name: string): boolean | undefined {
    return this.ofName(name).length === 0 ? false : this.writtenSource(name) ? true : undefined;
  }

  #standing(folded: string): Places {
    const { places, payload } = this.#plan;
    const found = places.get(folded) ?? NOWHERE;
    const item = ITEM.exec(folded)?.[1];
    const isItem = item !== undefined && payload.fields.some(({ name }) => name === 'Data');
    return isItem ? [...found, -1 - Number(item)] : found;
  }
}
