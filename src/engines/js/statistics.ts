import { ExactSum } from './exact-sum.ts';

/** The exact sum, rounded once. */
export function sumOf(numbers: readonly number[]): number {
  const sum = new ExactSum();
  for (const number of numbers) sum.add(number);
  return sum.value;
}

/** The mean; NaN of none. */
export function meanOf(numbers: readonly number[]): number {
  return sumOf(numbers) / numbers.length;
}

/** Sample standard deviation, divisor n − 1; 0 of one number (spec sumo §8.1, §10, 18.9). */
export function deviationOf(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  const mean = meanOf(numbers);
  return Math.sqrt(sumOf(numbers.map((one) => (one - mean) ** 2)) / (numbers.length - 1));
}
