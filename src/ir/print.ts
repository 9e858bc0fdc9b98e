import type { Expr, ExprTable, Pattern, TableKey } from './expr.ts';
import type { Extractor, Plan, PlanTable } from './plan.ts';
import { inputsOf, pipelinesOf } from './walk.ts';

const COMPARE_SIGNS = { eq: '=', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

const text = (value: unknown): string => JSON.stringify(value);

function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'wildcard':
      return `wildcard ${text(pattern.text)} ${pattern.case}${pattern.question ? ' ?' : ''}`;
    case 'literal':
      return `${pattern.part} ${text(pattern.text)} ${pattern.case}`;
    case 'regex':
      return `regex ${text(pattern.source)} ${pattern.dialect}`;
    case 'affix':
      return `${pattern.part} ${text(pattern.text)} ${pattern.case}`;
    case 'pieces': {
      const pieces = pattern.pieces.map((one) => (one.kind === 'literal' ? text(one.text) : one.kind));
      return `pieces [${pieces.join(' ')}] ${pattern.case}`;
    }
    case 'network':
      return `network ${text(pattern.text)}`;
    case 'number':
      return `number ${COMPARE_SIGNS[pattern.op]} ${pattern.text}`;
    case 'present':
      return 'present';
    case 'dynamic':
      return `${pattern.part} (${printExpr(pattern.pattern)}) ${pattern.case}`;
  }
}

const list = (items: readonly Expr[]): string => items.map(printExpr).join(' ');

const printKey = ({ left, right }: TableKey): string => `${left.name}=${right.name}`;

const EXPR: ExprTable<string> = {
  literal: (node) => text(node.value),
  field: (node) => node.name,
  param: (node) => `{{${node.name}}}`,
  call: (node) => `(${node.fn}${node.args.length ? ' ' : ''}${list(node.args)})`,
  compare: (node) =>
    `(${COMPARE_SIGNS[node.op]} ${printExpr(node.left)} ${printExpr(node.right)} ${node.textCase} numbers:${node.numbers} nulls:${node.nulls})`,
  match: (node) => `(match ${printExpr(node.value)} ${printPattern(node.pattern)})`,
  and: (node) => `(and ${list(node.items)})`,
  or: (node) => `(or ${list(node.items)})`,
  not: (node) => `(not ${printExpr(node.item)})`,
  case: (node) =>
    `(case ${node.branches.map((one) => `[${printExpr(one.when)} ${printExpr(one.value)}]`).join(' ')} ${printExpr(node.otherwise)})`,
  quantified: (node) => `(${node.quantifier} ${node.item} in ${printExpr(node.over)} ${printExpr(node.test)})`,
  search: (node) => `(search ${node.form} ${text(node.text)})`,
  'in-table': (node) => `(in-table ${node.table} on ${node.on.map(printKey).join(', ')} ${node.textCase})`,
  'search-table': (node) => `(search-table ${node.table} ${node.columns.join(', ')})`,
};

/** The text form of an expression: prefix notation, every semantic choice written out. */
export function printExpr(expr: Expr): string {
  return (EXPR[expr.kind] as (node: Expr) => string)(expr);
}

function printExtractor(extractor: Extractor): string {
  switch (extractor.kind) {
    case 'anchor':
      return `anchor ${extractor.pieces.map(text).join(' * ')} as ${extractor.names.join(', ')}`;
    case 'regex':
      return `regex ${text(extractor.source)} ${extractor.dialect} as ${extractor.names.join(', ')}`;
    case 'json':
      return `json ${extractor.paths.map((one) => `${text(one.path)} as ${one.name}`).join(', ')}`;
    case 'xml':
      return `xml ${extractor.paths.map((one) => `${text(one.path)} as ${one.name}`).join(', ')}`;
    case 'columns':
      return `columns ${text(extractor.delimiter)} escape:${text(extractor.escape)} quote:${text(extractor.quote)} ${extractor.columns.map((one) => `${one.at} as ${one.name}`).join(', ')}`;
    case 'key-value': {
      const keys = extractor.keys?.map((one) => ` ${text(one.key)} as ${one.name}`).join(',') ?? '';
      return `key-value ${text(extractor.how)}${keys}${extractor.onlyKeys ? '' : ' and others'}`;
    }
    case 'json-auto':
      return `json-auto${extractor.keys ? ` ${extractor.keys.map((one) => `${text(one.key)} as ${one.name}`).join(', ')}` : ''}`;
  }
}

const PLAN: PlanTable<string> = {
  scan: (node) => `scan fields:${node.fieldsAs}`,
  filter: (node) => `filter ${node.role} ${printExpr(node.condition)}`,
  extend: (node) =>
    `extend ${node.columns.map((one) => `${one.name}:${one.type} = ${printExpr(one.value)}`).join(', ')}`,
  project: (node) => `project ${node.mode} ${node.names.join(', ')}`,
  extract: (node) =>
    `extract ${node.steps
      .map(
        (step) =>
          `${printExtractor(step.extractor)} from ${printExpr(step.from)} miss:${step.onMiss}${step.multi ? ' multi' : ''}`,
      )
      .join(' | ')}`,
  aggregate: (node) =>
    `aggregate ${node.aggregates
      .map(
        (one) =>
          `${one.name}:${one.type} = ${one.fn}${one.arg ? ` ${printExpr(one.arg)}` : ''}${one.parameter === undefined ? '' : ` ${one.parameter}`}`,
      )
      .join(
        ', ',
      )}${node.keys.length ? ` by ${node.keys.map((key) => `${key.name}:${key.type} = ${printExpr(key.value)}`).join(', ')}` : ''}`,
  analytic: (node) =>
    `analytic ${node.name}:${node.type} = ${node.fn} ${printExpr(node.value)} ${node.length}${node.by.length ? ` by ${list(node.by)}` : ''}`,
  sort: (node) => `sort ${node.keys.map((key) => `${printExpr(key.value)} ${key.direction}`).join(', ')}`,
  limit: (node) => `limit ${node.count}`,
  distinct: (node) => `distinct ${node.count} by ${list(node.by)}${node.consecutive ? ' consecutive' : ''}`,
  top: (node) =>
    `top ${node.count} by ${list(node.by)} ${node.keys.map((key) => `${printExpr(key.value)} ${key.direction}`).join(', ')} rank ${node.rank}`,
  given: () => 'given',
  table: (node) => `table ${text(node.table)}`,
  join: (node) =>
    `join ${node.tables.map((one) => one.name).join(', ')} on ${node.on.map(({ left, right }) => `${left.table}.${left.column}=${right.table}.${right.column}`).join(', ')}${node.within === undefined ? '' : ` within ${node.within}`}`,
  union: () => 'union',
  lookup: (node) =>
    `lookup ${node.columns?.map((one) => `${one.column} as ${one.name}`).join(', ') ?? '*'} from ${text(node.table)} on ${node.on.map(printKey).join(', ')}${node.every ? ' every' : ''}`,
  unnest: (node) => `unnest ${node.name} = ${printExpr(node.list)}`,
  pivot: (node) =>
    `pivot ${node.rows.join(', ')} by ${node.columns.join(', ')} as ${[...node.listed, ...(node.rest ? ['*'] : [])].join(', ')}`,
  sequence: (node) => `sequence ${node.ordered ? 'ordered' : 'any'} within ${node.within} by ${list(node.by)}`,
  'table-call': ({ call: { fn, ...rest } }) =>
    `call ${fn} ${text({ ...rest, ...('plan' in rest && { plan: undefined }) })}`,
};

/** The text form of a plan, one node a line, the scan first; nodes with several inputs indent them. */
export function printPlan(plan: Plan): string {
  const own = (PLAN[plan.kind] as (node: Plan) => string)(plan);
  const inputs = inputsOf(plan);
  const pipelines = pipelinesOf(plan).map((pipeline) => printPlan(pipeline).replace(/^/gm, '  '));
  if (pipelines.length > 0) return [...inputs.map(printPlan), own, ...pipelines].join('\n');
  if (inputs.length <= 1) return [...inputs.map(printPlan), own].join('\n');
  return [...inputs.map((input) => printPlan(input).replace(/^/gm, '  ')), own].join('\n');
}
