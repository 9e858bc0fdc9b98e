import type { EvaluationContext } from '../../engines/js/evaluate.ts';
import { type EventTrace, traceOutlines } from '../../engines/js/trace.ts';
import type { Event } from '../../event/index.ts';
import { type DetectionRule, type LoadedRule, OutlinedRule } from '../../languages/sigma/index.ts';
import { NearMisses, SelectionCounts } from '../../proof/index.ts';
import { EventCounts, logsOf, runnableRule, visibilityOf } from '../../scan/index.ts';
import { countText } from '../../value/index.ts';
import type { Paint } from '../output/color.ts';
import { renderMisses } from '../output/near-misses.ts';
import { renderRuleTrace } from '../output/rule-trace.ts';
import { oneLine, renderTable } from '../output/table.ts';
import { traceObject } from '../output/trace.ts';
import { missObject, missWords } from './explain-query.ts';
import { type Explainer, type Explanation, placeOfRecord } from './explainer.ts';

/** Kinds of events that the line on missing logs names. */
const NAMED_KINDS = 5;

/** Follows events through a detection rule as its text has it. */
export function ruleTrace(rule: DetectionRule, context: EvaluationContext): (event: Event) => EventTrace {
  const outlined = new OutlinedRule(rule);
  return (event) => {
    const { source, condition } = outlined.of(event.header);
    return traceOutlines(source, condition, event, context);
  };
}

/** True if the event is one of the rule's log source. */
export const isOfSource = ({ stages: [first] }: EventTrace): boolean =>
  first?.kind === 'filter' && first.condition.holds;

/** Which logs the rule needs, where none is at hand, and what there is. */
export function missingLogLine(rule: LoadedRule, counts: EventCounts): string | undefined {
  const { id, reads, reach } = runnableRule(rule);
  const { sees, reason } = visibilityOf(id, reads, counts, reach);
  if (sees) return undefined;
  const kinds = [...counts.list()].sort((a, b) => b.events - a.events);
  const named = kinds.slice(0, NAMED_KINDS).map(({ channel, provider, eventId, events }) => {
    const place = channel || (provider === undefined ? 'no channel' : `${provider} without a channel`);
    return `${oneLine(place)}${eventId === undefined ? '' : ` ${eventId}`} (${countText(events)})`;
  });
  const more = kinds.length > NAMED_KINDS ? ` and ${countText(kinds.length - NAMED_KINDS)} more kinds of events` : '';
  const have = named.length === 0 ? 'There are no events at all' : `Here are ${named.join(', ')}${more}`;
  return `No event is of the rule's log source: ${reason}. ${have}.`;
}

/** Explains a detection rule by its selections and their entries. */
export class RuleExplainer implements Explainer {
  readonly #rule: LoadedRule;
  readonly #trace: (event: Event) => EventTrace;
  readonly #isVerbose: boolean;
  readonly #misses: NearMisses;
  readonly #selections = new SelectionCounts();
  readonly #counts = new EventCounts();
  readonly #records: { readonly event: Event; readonly trace: EventTrace }[] = [];
  #matched = 0;
  #ofSource = 0;

  constructor(rule: LoadedRule, context: EvaluationContext, isVerbose: boolean) {
    this.#rule = rule;
    this.#trace = ruleTrace(rule.asks[0]!, context);
    this.#isVerbose = isVerbose;
    this.#misses = new NearMisses(rule.source);
  }

  event(event: Event): void {
    this.#counts.add(event, undefined);
    const trace = this.#trace(event);
    if (!isOfSource(trace)) return;
    this.#ofSource++;
    this.#selections.add(trace);
    if (trace.passes) this.#matched++;
    else this.#misses.add(event, trace);
  }

  record(event: Event): void {
    this.#records.push({ event: event.keep(), trace: this.#trace(event) });
  }

  finish(width: number, paint: Paint): Explanation {
    if (this.#records.length > 0) return this.#explainRecords(width, paint);
    const summary = ` · ${countText(this.#ofSource)} of the log source${missWords(this.#matched, this.#misses)}`;
    if (this.#ofSource === 0) {
      const remark =
        missingLogLine(this.#rule, this.#counts) ??
        "No event is of the rule's log source: those with its channel and id are of another type.";
      return { objects: [], text: `${remark}\n`, remark, summary };
    }
    const objects = this.#misses.list().map(missObject);
    const misses = renderMisses(this.#misses.list(), width, paint);
    const text = `${this.#funnel(width, paint)}\n${misses === '' ? '' : `\n${misses}`}`;
    return { objects, text, summary };
  }

  /** For how many events of the log source each selection held. */
  #funnel(width: number, paint: Paint): string {
    const rows = this.#selections
      .list()
      .map(({ name, line, column, events }) => [countText(events), name, `${line}:${column}`]);
    const columns = [{ title: 'held for', right: true }, { title: 'selection' }, { title: 'at' }];
    const title = paint.bold(oneLine(this.#rule.head.title));
    const head = `${title}: ${countText(this.#matched)} of ${countText(this.#ofSource)} events of its log source match`;
    return rows.length === 0 ? head : `${head}\n${renderTable(columns, rows, width - 2, paint).replace(/^/gm, '  ')}`;
  }

  #explainRecords(width: number, paint: Paint): Explanation {
    const { source, head } = this.#rule;
    const shown = { title: head.title, reads: logsOf(runnableRule(this.#rule)), source };
    const texts = this.#records.map(({ event, trace }) =>
      renderRuleTrace(event, trace, shown, this.#isVerbose, width, paint),
    );
    const objects = this.#records.map(({ event, trace }) => ({
      ...placeOfRecord(event),
      ...(traceObject(trace, source) as object),
    }));
    return { objects, text: `${texts.join('\n')}`, summary: '' };
  }
}
