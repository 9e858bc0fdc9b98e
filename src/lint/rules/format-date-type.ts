import { spanAt } from '../../source/index.ts';
import { typeOfExpression, visitFlowExpressions } from '../columns/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** `formatDate` of something that is no whole number (spec sumo §4.3, §12, §17). */
export const formatDateType: LintRule = {
  code: 'lint/format-date-type',
  severity: 'fails',
  title: '`formatDate` of text or of a double',
  why: '`formatDate` takes milliseconds as a whole number. The results of `min` and `max` are doubles and parsed values are text, of which the platform says "Multiple definitions found".',
  help: 'Cast the value: `formatDate(toLong(newest), "HH:mm")`.',
  bad: [
    '* | max(_messageTime) as newest by User | formatDate(newest, "yyyy-MM-dd") as day',
    '* | json "started" as started | formatDate(started, "HH:mm") as at',
  ],
  good: [
    '* | max(_messageTime) as newest by User | formatDate(toLong(newest), "yyyy-MM-dd") as day',
    '* | formatDate(_messageTime, "HH:mm") as at',
    '* | timeslice 1h | count by _timeslice | formatDate(_timeslice, "HH") as hour',
  ],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitFlowExpressions(query, (node, { before }) => {
      if (node.kind !== 'call' || node.name.toLowerCase() !== 'formatdate') return;
      const [time] = node.args;
      const type = time && typeOfExpression(time, before);
      if (!time || (type !== 'double' && type !== 'text')) return;
      findings.push({
        span: time.span,
        message: `\`formatDate\` takes a whole number, and this is ${type === 'text' ? 'text' : 'a double'}`,
        fixes: [
          {
            title: 'cast with toLong',
            class: 'repair',
            edits: [
              { span: spanAt(time.span.start), text: 'toLong(' },
              { span: spanAt(time.span.end), text: ')' },
            ],
          },
        ],
      });
    });
    return findings;
  },
};
