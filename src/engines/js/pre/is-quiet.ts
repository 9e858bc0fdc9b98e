import { type Expr, expressionsOf, type Plan, walkExpr } from '../../../ir/index.ts';
import { needsBacktracking, parseRegex } from '../../../value/index.ts';

/** Functions that never say anything about a value; only they may stay unevaluated. */
export const QUIET_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['text.lower', 'text.upper', 'text.length', 'text.concat', 'text.trim', 'text.contains', 'logic.if'],
  ...['test.null', 'test.missing', 'test.empty', 'test.blank', 'cast.long', 'cast.double', 'cast.text'],
  ...['windows.registryPath', 'windows.registryData', 'windows.volumePath'],
]);

/** True if evaluating an expression has no effect but its value: no warning can come of it, and no end of the row. */
export function isQuietExpr(expr: Expr): boolean {
  let quiet = true;
  walkExpr(expr, (one) => {
    if (one.kind === 'call' && !QUIET_FUNCTIONS.has(one.fn)) quiet = false;
  });
  return quiet;
}

/** True if evaluating a stage on a row has no effect but its rows. */
export function isQuiet(node: Plan): boolean {
  const quiet = expressionsOf(node).every(isQuietExpr);
  if (node.kind !== 'extract') return quiet;
  return (
    quiet &&
    node.steps.every(({ extractor }) => {
      if (extractor.kind !== 'regex') return true;
      const { ast } = parseRegex(extractor.source, { dialect: extractor.dialect });
      return ast !== undefined && !needsBacktracking(ast);
    })
  );
}
