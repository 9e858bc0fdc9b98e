import type { EvaluationContext } from '../../engines/js/evaluate.ts';
import {
  type CorrelationPlan,
  CorrelationStudent,
  type CorrelationStudy,
} from '../../engines/js/table-functions/study-correlation.ts';
import type { EventTrace } from '../../engines/js/trace.ts';
import type { Event } from '../../event/index.ts';
import { type DetectionRule, type LoadedRule, OutlinedRule } from '../../languages/sigma/index.ts';
import { EventCounts, logsOf, runnableRule } from '../../scan/index.ts';
import { countText } from '../../value/index.ts';
import type { Paint } from '../output/color.ts';
import { renderCorrelation, studyObjects } from '../output/correlation-study.ts';
import { renderRuleTrace } from '../output/rule-trace.ts';
import { traceObject } from '../output/trace.ts';
import { missingLogLine, ruleTrace } from './explain-rule.ts';
import { type Explainer, type Explanation, placeOfRecord } from './explainer.ts';

/** A detection rule below a correlation, as if it stood alone. */
function alone(loaded: LoadedRule, rule: DetectionRule): LoadedRule {
  return { ...loaded, head: rule, source: rule.source, asks: [rule], reach: new OutlinedRule(rule).reach };
}

/** Explains a correlation: which of its rules an event is a hit of; over logs, how near the hits came to what it asks. */
export class CorrelationExplainer implements Explainer {
  readonly #rule: LoadedRule;
  readonly #student: CorrelationStudent;
  readonly #isVerbose: boolean;
  readonly #rules: readonly { readonly rule: LoadedRule; readonly trace: (event: Event) => EventTrace }[];
  readonly #counts = new EventCounts();
  readonly #records: Event[] = [];

  constructor(rule: LoadedRule, plan: CorrelationPlan, context: EvaluationContext, isVerbose: boolean) {
    this.#rule = rule;
    this.#student = new CorrelationStudent(plan, context);
    this.#isVerbose = isVerbose;
    this.#rules = rule.asks.map((one) => ({ rule: alone(rule, one), trace: ruleTrace(one, context) }));
  }

  event(event: Event, file: number, position: number): void {
    this.#counts.add(event, undefined);
    this.#student.add(event, file, position);
  }

  record(event: Event): void {
    this.#records.push(event.keep());
  }

  finish(width: number, paint: Paint): Explanation {
    if (this.#records.length > 0) return this.#explainRecords(width, paint);
    const study = this.#student.finish();
    const fired = study.groups.reduce((sum, group) => sum + group.firings, 0);
    const hits = study.hits.reduce((sum, one) => sum + one, 0);
    const remark = this.#missingLogs(study);
    const text = renderCorrelation(this.#rule.head.title, study, width, paint);
    return {
      objects: studyObjects(study),
      text: remark === undefined ? text : `${text}\n${remark}\n`,
      ...(remark !== undefined && { remark }),
      summary: ` · ${countText(hits)} ${hits === 1 ? 'hit' : 'hits'} of rules · ${countText(fired)} ${fired === 1 ? 'firing' : 'firings'}`,
    };
  }

  /** Rules without a hit of whose log source no event is. */
  #missingLogs({ hits }: CorrelationStudy): string | undefined {
    if (hits.every((count) => count > 0)) return undefined;
    const lines = this.#rules.flatMap(({ rule }) => {
      const line = missingLogLine(rule, this.#counts);
      return line === undefined ? [] : [`"${rule.head.title}": ${line}`];
    });
    return lines.length === 0 ? undefined : lines.join('\n');
  }

  #explainRecords(width: number, paint: Paint): Explanation {
    const traced = this.#records.flatMap((event) =>
      this.#rules.map(({ rule, trace }) => ({ event, rule, trace: trace(event) })),
    );
    const texts = traced.map(({ event, rule, trace }) => {
      const shown = { title: rule.head.title, reads: logsOf(runnableRule(rule)), source: rule.source };
      return renderRuleTrace(event, trace, shown, this.#isVerbose, width, paint);
    });
    const objects = traced.map(({ event, rule, trace }) => ({
      ...placeOfRecord(event),
      rule: rule.head.title,
      ...(traceObject(trace, rule.source) as object),
    }));
    return { objects, text: texts.join('\n'), summary: '' };
  }
}
