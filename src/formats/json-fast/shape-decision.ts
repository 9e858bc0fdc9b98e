import type { JsonObject } from '../json-value.ts';
import { shapedOf } from '../shaped.ts';
import { SHAPES } from '../shapes/index.ts';
import type { Shape } from '../shapes/shape.ts';
import { HABITS, type ShapeHabits, textsThatDecide } from './habits.ts';
import { LIST, OBJECT, STRING } from './layout.ts';

/** What keys and kinds decide about how an object is read. */
export interface ShapeDecision {
  readonly shape: Shape;
  readonly habits: ShapeHabits;
  /** Members whose texts must not be events themselves. */
  readonly envelopes: readonly number[];
}

/** The shape of an object and the members whose texts have a part in it; undefined if values decide, or it is not read from bytes. */
export function decisionOf(object: JsonObject, names: readonly string[], kinds: Uint8Array): ShapeDecision | undefined {
  const asked = new Set<string>();
  const watched = new Proxy(object, {
    get(target, key) {
      asked.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
  const { shape } = shapedOf(watched);
  const given = [...asked].filter((key) => names.includes(key));
  const texts = textsThatDecide(
    given.map((key) => {
      const kind = kinds[names.indexOf(key)];
      return [key, kind === OBJECT || kind === LIST ? 'nested' : kind === STRING ? 'text' : 'plain'] as const;
    }),
  );
  // This object's text is an event itself, so that it says nothing of the others.
  if (texts && texts.length > 0 && shape !== 'json') return undefined;
  const found = texts && SHAPES.find(({ name }) => name === shape);
  const habits = found && HABITS.get(shape);
  return habits && { shape: found, habits, envelopes: texts.map((key) => names.indexOf(key)) };
}
