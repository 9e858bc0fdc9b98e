import { reportTemplate } from '../lower-diagnostics.ts';
import type { OperatorDefinition } from '../operator.ts';

/** Arguments of a stage that is one template. */
export interface TemplateArgs {
  readonly raw: string;
  /** False if no pipe stands before it: the template brings its own. */
  readonly piped: boolean;
}

/** A template that stands for one or more stages (spec sumo §2). */
export const templateOperator: OperatorDefinition<TemplateArgs> = {
  name: 'template',
  keywords: [],
  summary: 'A template that the platform replaces with one or more stages before it parses.',
  syntax: '{{name}}',
  evidence: 'spec sumo §2',
  examples: [{ title: 'a stage filled in by a dashboard', query: '* | count by Computer | {{order}}' }],
  parse: (cursor) => ({ raw: cursor.text.slice(cursor.stageStart, cursor.at), piped: true }),
  print: (args) => args.raw,
  lower(args, { input, stage, report }) {
    reportTemplate(args.raw, stage.span, { report });
    return input;
  },
};
