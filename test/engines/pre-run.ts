import { expect } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { compiledPart } from '../../src/engines/js/compile/compiled-part.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { Readings } from '../../src/engines/js/pre/operand.ts';
import { preOf } from '../../src/engines/js/pre/pre.ts';
import { showing } from '../../src/engines/js/pre/sieve.ts';
import type { Event } from '../../src/event/index.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { type Observed, observe, observing, planOf } from './agreement.ts';
import { PreQueryMaker } from './pre-query.ts';

/** An input of random events, and how its events are given. */
export interface PreInput {
  readonly name: string;
  bytes(random: Random): Uint8Array;
}

/** How often units showed that an event is dropped, how often not, how often nothing could be tried. */
export interface PreReport {
  refused: number;
  withoutPre: number;
  dropped: number;
  passed: number;
  /** Events that units showed nothing of although no row came of them. */
  missed: number;
  withoutTexts: number;
}

/** Reads an input and hands each event over while it is valid. */
async function read(input: PreInput, bytes: Uint8Array, take: (event: Event, position: number) => void): Promise<void> {
  const found = recognizeFormat(bytes, input.name);
  if (!found || typeof found !== 'object') throw new Error(`${input.name} is not known`);
  let position = 0;
  await found.format.read(
    memorySource(input.name, bytes),
    {
      event: (event) => {
        take(event, position++);
        return true;
      },
      damage: (damage) => {
        throw new Error(damage.reason);
      },
    },
    {},
  );
}

/** What a run gives over events that are valid only while they are pushed. */
async function observeReader(plan: Plan, input: PreInput, bytes: Uint8Array, isStreamed: boolean): Promise<Observed> {
  const { run, result } = observing(compiledEngine, plan, isStreamed);
  await read(input, bytes, (event, position) => run.push(event, 0, position));
  return result();
}

/** Random queries over the events of a reader: the compiled engine on its cursor, the interpreter on lasting events. */
export async function runPreSeries(input: PreInput, runs: number, firstSeed: number): Promise<PreReport> {
  const report: PreReport = { refused: 0, withoutPre: 0, dropped: 0, passed: 0, missed: 0, withoutTexts: 0 };
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const random = new Random(seed);
    const query =
      new PreQueryMaker(random).query() +
      (random.chance(0.5) ? ' | fields User, Image, FileName, Base, _messageTime' : '');
    const plan = planOf(query);
    if (!plan) {
      report.refused++;
      continue;
    }
    const bytes = input.bytes(random);
    const sieve = preOf(compiledPart(plan).nodes);
    const pre = sieve && showing(sieve, new Readings());
    if (!pre) report.withoutPre++;
    const kept: Event[] = [];
    const dropped: boolean[] = [];
    await read(input, bytes, (event) => {
      kept.push(event.keep());
      if (!event.texts) report.withoutTexts++;
      dropped.push(pre !== undefined && event.texts !== undefined && pre(event.texts));
    });
    const context = `seed ${seed}: ${query}`;
    if (pre) {
      for (const [index, event] of kept.entries()) {
        if (dropped[index]) report.dropped++;
        else report.passed++;
        const alone = observe(interpreter, plan, [event]);
        const isCounted = alone.provenance.some((origins) => (origins as readonly unknown[]).length > 0);
        if (dropped[index]) {
          expect(isCounted, `${context}\n${event.raw()}`).toBe(false);
          expect(alone.warnings, context).toEqual([]);
        } else if (!isCounted) report.missed++;
      }
    }
    const expected = observe(interpreter, plan, kept);
    expect(await observeReader(plan, input, bytes, false), context).toEqual(expected);
    const streamed = observing(interpreter, plan, true);
    for (const [position, event] of kept.entries()) streamed.run.push(event, 0, position);
    const given = await observeReader(plan, input, bytes, true);
    expect(given, context).toEqual(streamed.result());
  }
  return report;
}
