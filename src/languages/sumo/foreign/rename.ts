import { spanAt } from '../../../source/index.ts';
import type { NameNode, Stage } from '../ast.ts';
import { type ForeignOperator, foreignStage, stageOf } from './operator.ts';

/** `rename a as b, c as d`. */
export const foreignRename: ForeignOperator = {
  words: ['rename'],
  bad: '* | rename Computer as host, User as account',
  good: '* | Computer as host\n| User as account\n| fields - Computer, User',
  parse(cursor) {
    const word = cursor.take();
    const first = cursor.peek();
    if (!cursor.isName() || cursor.peekSecond().text.toLowerCase() !== 'as') return undefined;
    const stages: Stage[] = [];
    const old: NameNode[] = [];
    const edits = [{ span: { start: word.span.start, end: first.span.start }, text: '' }];
    for (;;) {
      const field = cursor.name();
      if (!cursor.expectWord('as')) break;
      const alias = cursor.name();
      old.push(field);
      const expression = { kind: 'field' as const, name: field.name, quoted: field.quoted, span: field.span };
      stages.push(stageOf('expression', word.span, cursor.spanFrom(field.span.start), { expression, alias }));
      if (!cursor.isPunct(',')) break;
      const comma = cursor.take();
      edits.push({ span: { start: comma.span.start, end: cursor.peek().span.start }, text: '\n| ' });
    }
    const names = old.map(({ span }) => cursor.text.slice(span.start, span.end)).join(', ');
    edits.push({ span: spanAt(cursor.at), text: `\n| fields - ${names}` });
    cursor.report(foreignStage(word.text, word.span, 'old as new | fields - old', edits));
    return [
      ...stages,
      stageOf('fields', word.span, cursor.spanFrom(word.span.start), { mode: 'remove' as const, names: old }),
    ];
  },
};
