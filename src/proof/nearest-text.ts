import { foldCase } from '../value/index.ts';

/** Letters of a value that are looked at: some are whole scripts. */
const MOST_LETTERS = 20_000;

/** Letters that a part must have to say something. */
const FEWEST_LETTERS = 3;

/** The longest part of a text that stands in a value, without regard to letter case; empty if none is long enough to say something. */
export function longestPart(needle: string, value: string): string {
  const wanted = foldCase(needle, 'unicode').slice(0, MOST_LETTERS);
  const text = foldCase(value.slice(0, MOST_LETTERS), 'unicode');
  let best = '';
  for (let start = 0; start + best.length < wanted.length; start++) {
    let length = best.length + 1;
    while (start + length <= wanted.length && text.includes(wanted.slice(start, start + length))) length++;
    if (length - 1 > best.length) best = wanted.slice(start, start + length - 1);
  }
  return best.trim().length >= FEWEST_LETTERS || (best !== '' && best.length * 2 >= wanted.length) ? best : '';
}
