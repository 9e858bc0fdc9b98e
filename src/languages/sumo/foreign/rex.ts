import { spanAt } from '../../../source/index.ts';
import { parseRegexOperator } from '../operators/parse-regex.ts';
import { type ForeignOperator, foreignStage, stageOf } from './operator.ts';

/** `rex field=x "(?<n>…)"`, which keeps the rows that do not match. */
export const foreignRex: ForeignOperator = {
  words: ['rex'],
  bad: '* | rex field=Image "(?<exe>[^\\\\]+)$"',
  good: '* | parse regex field=Image "(?<exe>[^\\\\]+)$" nodrop',
  parse(cursor) {
    const word = cursor.take();
    if (!cursor.isString() && !cursor.isWord('field')) return undefined;
    const before = cursor.diagnostics.length;
    const args = parseRegexOperator.parse(cursor, 'parse regex');
    const edits = [
      { span: word.span, text: 'parse regex' },
      ...(args.nodrop ? [] : [{ span: spanAt(cursor.at), text: ' nodrop' }]),
    ];
    cursor.diagnostics.splice(before, 0, foreignStage(word.text, word.span, 'parse regex … nodrop', edits));
    const span = cursor.spanFrom(word.span.start);
    return [stageOf(parseRegexOperator.name, word.span, span, { ...args, nodrop: true })];
  },
};
