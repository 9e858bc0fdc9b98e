import { expect, test } from 'vitest';
import { bounded } from './joined-rows.ts';

function run(count: number, most: number) {
  const codes: string[] = [];
  let made = 0;
  const source = (function* () {
    while (made < count) yield made++;
  })();
  const taken = [...bounded(source, 'join', { warn: (code) => codes.push(code) }, most)];
  return { taken, made, codes };
}

test('hands on what is within the bound without a word', () => {
  expect(run(3, 3)).toEqual({ taken: [0, 1, 2], made: 3, codes: [] });
});

test('stops behind the bound, makes no more, and says so', () => {
  expect(run(1000, 2)).toEqual({ taken: [0, 1], made: 3, codes: ['engine/combinations'] });
});
