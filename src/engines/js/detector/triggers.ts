import type { EventHeader } from '../../../event/index.ts';
import { type Formula, isLate, type ValueTest } from './formula.ts';

/** Most tests that trigger a plan: a list of more tells little. */
const MOST = 400;

/** Names that are in many events of a log: a test that finds one of them tells little. */
const FREQUENT =
  /powershell|pwsh|\\cmd\.exe|^cmd|rundll32|svchost|explorer|regsvr32|wmic|mshta|schtasks|\\net1?\.exe|\\reg\.exe|wscript|cscript|certutil|chrome|firefox|msedge|system32|windows|program files|microsoft|\.exe$|\.dll$|http/;

/** Fields whose values are few. */
const FEW_VALUES =
  /^(?:image|parentimage|originalfilename|newprocessname|parentprocessname|user|integritylevel|logontype|eventtype)$/;

/** How often a test holds in an event, as far as can be told beforehand. */
function frequency({ field, kind, text }: ValueTest, { eventId, channel }: EventHeader): number {
  if (kind === 'present' || kind === 'absent') return 0.7;
  if (kind === 'beyond') return 0.02;
  if (kind === 'length') return Math.min(0.6, 20 / Number(text));
  if (kind === 'number') {
    if (field === 'eventid') return text === String(eventId) ? 1 : 0;
    return 0.1;
  }
  if (field === 'channel' && kind === 'whole') return text === channel?.toLowerCase() ? 1 : 0;
  const byLength = 0.5 * 0.8 ** Math.min(text.length, 24);
  const byField = FEW_VALUES.test(field) ? 0.02 : 0;
  return Math.min(1, byLength + byField + (FREQUENT.test(text) ? 0.08 : 0));
}

interface Triggers {
  readonly tests: readonly ValueTest[];
  readonly frequency: number;
}

/** Finds the rarest tests of formulas, with what is known of a kind of events. */
export class TriggerFinder {
  readonly #header: EventHeader;
  readonly #frequencies = new Map<ValueTest, number>();

  constructor(header: EventHeader) {
    this.#header = header;
  }

  /** Tests of which one holds wherever a formula may, the rarest that are known; undefined if there are none. */
  of(formula: Formula): readonly ValueTest[] | undefined {
    return this.#rarest(formula)?.tests;
  }

  #frequencyOf(test: ValueTest): number {
    let known = this.#frequencies.get(test);
    if (known === undefined) {
      known = frequency(test, this.#header);
      this.#frequencies.set(test, known);
    }
    return known;
  }

  #rarest(formula: Formula): Triggers | undefined {
    switch (formula.kind) {
      case 'holds':
        // It is found when it is asked for only.
        if (isLate(formula.test)) return undefined;
        return { tests: [formula.test], frequency: this.#frequencyOf(formula.test) };
      case 'fails':
        return undefined;
      case 'and': {
        let best: Triggers | undefined;
        for (const item of formula.items) {
          const found = this.#rarest(item);
          if (found && (!best || found.frequency < best.frequency)) best = found;
        }
        return best;
      }
      case 'or':
        return this.#anyOf(formula.items);
    }
  }

  #anyOf(items: readonly Formula[]): Triggers | undefined {
    const tests: ValueTest[] = [];
    let sum = 0;
    for (const item of items) {
      if (item.kind === 'holds' && !isLate(item.test)) {
        tests.push(item.test);
        sum += this.#frequencyOf(item.test);
      } else {
        const found = this.#rarest(item);
        if (!found) return undefined;
        tests.push(...found.tests);
        sum += found.frequency;
      }
      if (tests.length > MOST) return undefined;
    }
    return { tests, frequency: sum };
  }
}
