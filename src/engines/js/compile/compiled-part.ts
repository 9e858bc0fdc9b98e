import { extractedNames, makesUnknownNames, nodesOf, type Plan, type PlanOf } from '../../../ir/index.ts';
import { Layout } from './layout.ts';

/** Stages that can be compiled: rows go through them one by one. */
export type StreamNode = PlanOf<'filter'> | PlanOf<'extend'> | PlanOf<'project'> | PlanOf<'extract'>;

const isStreaming = (node: Plan): node is StreamNode =>
  node.kind === 'filter' || node.kind === 'extend' || node.kind === 'project' || node.kind === 'extract';

/** True if the names that a stage makes are known before any event is read. */
const isStatic = (node: StreamNode): boolean => node.kind !== 'extract' || !node.steps.some(makesUnknownNames);

/** The nodes from the scan upwards that can be compiled, and the layout behind them. */
export interface CompiledPart {
  readonly nodes: readonly { readonly node: StreamNode; readonly before: Layout; readonly after: Layout }[];
  readonly layout: Layout;
  /** The last node that was compiled: the interpreter goes on behind it. */
  readonly last: Plan;
}

function layoutBehind(node: StreamNode, before: Layout): Layout {
  switch (node.kind) {
    case 'filter':
      return before;
    case 'extend':
      return node.columns.reduce((layout, column) => layout.with(column.name, column.type), before);
    case 'project':
      return before.project(node.mode, node.names);
    case 'extract':
      return node.steps.flatMap(extractedNames).reduce((layout, name) => layout.with(name, 'text'), before);
  }
}

/** Finds how far a plan can be compiled. */
export function compiledPart(plan: Plan): CompiledPart {
  const [scan, ...rest] = nodesOf(plan);
  const nodes: CompiledPart['nodes'][number][] = [];
  let layout = Layout.EMPTY;
  let last = scan!;
  for (const node of rest) {
    if (!isStreaming(node) || !isStatic(node)) break;
    const after = layoutBehind(node, layout);
    nodes.push({ node, before: layout, after });
    layout = after;
    last = node;
  }
  return { nodes, layout, last };
}
