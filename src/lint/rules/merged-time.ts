import { mergeOperator } from '../../languages/sumo/operators/merge.ts';
import { transactionizeOperator } from '../../languages/sumo/operators/transactionize.ts';
import type { LintRule } from '../rule.ts';
import { stagesOf } from '../stages.ts';

/** `_messageTime` merged by a strategy that it does not take (spec sumo §8.4, §17). */
export const mergedTime: LintRule = {
  code: 'lint/merged-time',
  severity: 'fails',
  title: 'Merge of the message time',
  why: '`_messageTime` takes only `takeFirst` and `takeLast`: joined or distinct times are no time.',
  help: 'Use `takeFirst` or `takeLast`.',
  unfixable: 'which of the times is meant is for the author to say',
  bad: ['* | merge _messageTime takeDistinct, User join with ","'],
  good: ['* | merge _messageTime takeFirst, User join with ","', '* | merge User takeDistinct'],
  check: ({ query }) =>
    [
      ...stagesOf(query, mergeOperator).flatMap(({ args }) => args.items),
      ...stagesOf(query, transactionizeOperator).flatMap(({ args }) => args.merge ?? []),
    ]
      .filter(
        ({ name, strategy }) =>
          name.name.toLowerCase() === '_messagetime' && !/^take(?:First|Last)$/.test(strategy ?? ''),
      )
      .map(({ name }) => ({ span: name.span, message: '`_messageTime` takes only `takeFirst` and `takeLast`' })),
};
