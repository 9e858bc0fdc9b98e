import type { Expression, Pipeline, Query, ScopeNode, Stage } from './ast.ts';
import { operatorNamed } from './operator-lookup.ts';

/** Direct parts of an expression, in the order of the text; a subquery has none here, see `queriesIn`. */
export function childExpressions(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'contains':
      return [node.left, node.right];
    case 'matches':
      return [node.left, node.pattern];
    case 'ternary':
      return [node.condition, node.then, node.otherwise];
    case 'in':
      return [node.left, ...node.items];
    case 'call':
      return node.args;
    default:
      return [];
  }
}

/** Visits an expression and everything in it, outermost first, subqueries' own expressions aside. */
export function visitExpression(node: Expression, visit: (node: Expression) => void): void {
  visit(node);
  for (const child of childExpressions(node)) visitExpression(child, visit);
}

/** Expressions that a stage holds directly, in the order of the text. */
export function stageExpressions(stage: Stage): readonly Expression[] {
  return operatorNamed(stage.operator)?.expressions?.(stage.args) ?? [];
}

/** Pipelines that a stage holds in parentheses. */
export function stagePipelines(stage: Stage): readonly Pipeline[] {
  return operatorNamed(stage.operator)?.pipelines?.(stage.args) ?? [];
}

function scopeQueries(node: ScopeNode): readonly Query[] {
  switch (node.kind) {
    case 'subquery':
      return [node.query];
    case 'not':
      return scopeQueries(node.item);
    case 'and':
    case 'or':
      return node.items.flatMap(scopeQueries);
    default:
      return [];
  }
}

function expressionQueries(node: Expression): readonly Query[] {
  const found: Query[] = [];
  visitExpression(node, (inner) => {
    if (inner.kind === 'subquery') found.push(inner.query);
  });
  return found;
}

/** A run of stages with the scope in front of it: a query, a subquery, or a pipeline in parentheses. */
export type Block = Query | Pipeline;

const knownBlocks = new WeakMap<Block, readonly Block[]>();

/** All runs of stages in a query, the query itself first; looked for once, for a tree does not change. */
export function blocksOf(block: Block): readonly Block[] {
  const before = knownBlocks.get(block);
  if (before) return before;
  const inScope = block.scope ? scopeQueries(block.scope) : [];
  const inStages = block.stages.flatMap((stage): readonly Block[] => [
    ...stagePipelines(stage),
    ...stageExpressions(stage).flatMap(expressionQueries),
  ]);
  const blocks = [block, ...[...inScope, ...inStages].flatMap(blocksOf)];
  knownBlocks.set(block, blocks);
  return blocks;
}

/** Visits every expression of a query, those of subqueries and inner pipelines included. */
export function visitExpressions(query: Query, visit: (node: Expression, stage: Stage) => void): void {
  for (const block of blocksOf(query)) {
    for (const stage of block.stages) {
      for (const node of stageExpressions(stage)) visitExpression(node, (inner) => visit(inner, stage));
    }
  }
}

/** Visits every scope node of a query, outermost first, those of subqueries and inner pipelines included. */
export function visitScopes(query: Query, visit: (node: ScopeNode) => void): void {
  const go = (node: ScopeNode): void => {
    visit(node);
    if (node.kind === 'not') go(node.item);
    if (node.kind === 'and' || node.kind === 'or') for (const item of node.items) go(item);
  };
  for (const block of blocksOf(query)) if (block.scope) go(block.scope);
}
