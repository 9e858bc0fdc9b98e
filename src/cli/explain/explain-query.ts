import type { EventTrace } from '../../engines/js/trace.ts';
import type { Event } from '../../event/index.ts';
import { type NearMiss, NearMisses } from '../../proof/index.ts';
import type { SourceText } from '../../source/index.ts';
import type { Paint } from '../output/color.ts';
import { renderMisses } from '../output/near-misses.ts';
import { renderTrace, traceObject } from '../output/trace.ts';
import { type Explainer, type Explanation, placeOfRecord } from './explainer.ts';

/** A near miss for scripts. */
export const missObject = ({ saw, ...miss }: NearMiss): unknown => ({ ...miss, saw: Object.fromEntries(saw) });

/** The words for what matched, and what nearly did. */
export function missWords(matched: number, misses: NearMisses): string {
  const near = misses.list().reduce((sum, miss) => sum + miss.events, 0) + misses.others;
  return ` · ${matched} matched · ${near} failed by one test`;
}

/** Explains a query by its stages and tests. */
export class QueryExplainer implements Explainer {
  readonly #trace: (event: Event) => EventTrace;
  readonly #source: SourceText;
  readonly #misses: NearMisses;
  readonly #records: { readonly event: Event; readonly trace: EventTrace }[] = [];
  #matched = 0;

  constructor(trace: (event: Event) => EventTrace, source: SourceText) {
    this.#trace = trace;
    this.#source = source;
    this.#misses = new NearMisses(source);
  }

  event(event: Event): void {
    const trace = this.#trace(event);
    if (trace.passes) this.#matched++;
    else this.#misses.add(event, trace);
  }

  record(event: Event): void {
    this.#records.push({ event: event.keep(), trace: this.#trace(event) });
  }

  finish(width: number, paint: Paint): Explanation {
    if (this.#records.length === 0)
      return {
        objects: this.#misses.list().map(missObject),
        text: renderMisses(this.#misses.list(), width, paint),
        summary: missWords(this.#matched, this.#misses),
      };
    const texts = this.#records.map(({ event: { origin }, trace }) => {
      const place = paint.bold(`${origin.file}#${origin.record}`);
      return `${place} ${renderTrace(trace, this.#source, width, paint)}\n`;
    });
    const objects = this.#records.map(({ event, trace }) => ({
      ...placeOfRecord(event),
      ...(traceObject(trace, this.#source) as object),
    }));
    return { objects, text: texts.join(''), summary: '' };
  }
}
