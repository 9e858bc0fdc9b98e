import type { ConditionTrace, EventTrace } from '../engines/js/trace.ts';

/** A selection of a rule, and for how many events it held. */
export interface SelectionCount {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly events: number;
}

/** Counts for how many events each selection of a rule held. */
export class SelectionCounts {
  readonly #counts = new Map<string, { name: string; line: number; column: number; events: number }>();

  add(trace: EventTrace): void {
    const seen = new Set<string>();
    for (const stage of trace.stages) if (stage.kind === 'filter') this.#count(stage.condition, seen);
  }

  #count({ outline, holds, parts }: ConditionTrace, seen: Set<string>): void {
    if (outline?.name === undefined) {
      for (const part of parts) this.#count(part, seen);
      return;
    }
    const { name, source, span } = outline;
    const key = `${source.name}\0${span.start}`;
    if (seen.has(key)) return;
    seen.add(key);
    let count = this.#counts.get(key);
    if (!count) {
      const { line, column } = source.lines.positionOf(span.start);
      count = { name, line, column, events: 0 };
      this.#counts.set(key, count);
    }
    if (holds) count.events++;
  }

  /** In the order in which the condition names them. */
  list(): readonly SelectionCount[] {
    return [...this.#counts.values()];
  }
}
