import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeepFirst } from './keep-first.ts';

test('keeps the smallest, in order, and says when one had to go', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 0, max: 20 }), (items, limit) => {
      const keeper = new KeepFirst<number>(limit, (a, b) => a - b);
      for (const item of items) keeper.add(item);
      expect(keeper.sorted()).toEqual([...items].sort((a, b) => a - b).slice(0, limit));
      expect(keeper.dropped).toBe(items.length > limit);
    }),
  );
});
