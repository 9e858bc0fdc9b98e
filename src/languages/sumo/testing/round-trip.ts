import { isRefusal } from '../../../diagnostic/index.ts';
import { parseSumo } from '../parser.ts';
import { printSumo } from '../print.ts';
import { randomQuery } from './random-query.ts';
import { withoutSpans } from './without-spans.ts';

/** What is wrong with one random query, or undefined: it must parse, print, and parse again to the same tree. */
export function roundTripFault(seed: number): string | undefined {
  const text = randomQuery(seed);
  const first = parseSumo(text);
  const refused = first.diagnostics.find(isRefusal);
  if (refused) return `seed ${seed}: ${refused.message} at ${refused.span.start} in\n${text}`;
  const printed = printSumo(first.query);
  const second = parseSumo(printed);
  const refusedPrint = second.diagnostics.find(isRefusal);
  if (refusedPrint) return `seed ${seed}: ${refusedPrint.message} in the printed\n${printed}\nof\n${text}`;
  const isSame = JSON.stringify(withoutSpans(first.query)) === JSON.stringify(withoutSpans(second.query));
  if (!isSame) return `seed ${seed}: another tree from the printed\n${printed}\nof\n${text}`;
  return printSumo(second.query) === printed
    ? undefined
    : `seed ${seed}: printed differently the second time\n${printed}`;
}

/** The first faults of a run of seeds. */
export function roundTripFaults(first: number, count: number, most = 3): readonly string[] {
  const faults: string[] = [];
  for (let seed = first; seed < first + count && faults.length < most; seed++) {
    const fault = roundTripFault(seed);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}
