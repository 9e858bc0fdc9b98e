import { foldName, type Raw } from '../../../event/index.ts';
import { DROP_ROW, FUNCTIONS } from '../../../functions/index.ts';
import type { Compare, Expr, ExprTable, Match } from '../../../ir/index.ts';
import { compareValues, compileTerms, toBoolean, toText, type Value } from '../../../value/index.ts';
import { DroppedRow, type EvaluationContext } from '../evaluate.ts';
import { compilePattern, dynamicPattern } from '../pattern.ts';
import { builtinOf, textOfRaw } from '../row.ts';
import { membership, tableSearch } from '../tables/membership.ts';
import { type AnyText, withAnyTexts } from './any-text.ts';
import type { Layout } from './layout.ts';
import { isOfHeader, oncePerHeader } from './of-header.ts';
import type { SlotRow } from './slot-row.ts';

/** The value of an expression on a row. */
export type Evaluate = (row: SlotRow) => Value;
/** A condition on a row. */
export type Holds = (row: SlotRow) => boolean;

/** What compiling an expression needs. */
export interface CompileScope {
  readonly layout: Layout;
  readonly context: EvaluationContext;
}

const asText = (value: Raw): Value => textOfRaw(value);

/** Reads a field as the interpreter does: column, built-in field, event field. The name is resolved here, once. */
function fieldReader(name: string, { layout, context }: CompileScope): Evaluate {
  const slot = layout.slotOf(name);
  const ofEvent = eventReader(name, layout, context);
  if (slot === undefined) return ofEvent;
  return (row) => {
    const value = row.slots[slot];
    return value === undefined ? ofEvent(row) : value;
  };
}

/** The field of the event as a scalar. */
function eventReader(name: string, layout: Layout, context: EvaluationContext): Evaluate {
  const read = rawReader(name, layout, context);
  if (context.fieldsAs === 'text' && !name.startsWith('_')) return (row) => asText(read(row));
  return (row) => {
    const value = read(row);
    return Array.isArray(value) ? asText(value) : (value as Value);
  };
}

function rawReader(name: string, layout: Layout, context: EvaluationContext): (row: SlotRow) => Raw {
  const folded = foldName(name);
  const isSeen = layout.sees(folded);
  if (!folded.startsWith('_')) return isSeen ? (row) => row.event.get(name) : () => undefined;
  return (row) => {
    const builtin = builtinOf(folded, row.event, context.metadata);
    if (builtin !== undefined) return builtin;
    return isSeen ? row.event.get(name) : undefined;
  };
}

/** Calls `test` with the values of an operand until it holds: the items of a multi-valued event field, else the one value. */
function anyValue(expr: Expr, scope: CompileScope, test: (value: Value, row: SlotRow) => boolean): Holds {
  if (expr.kind !== 'field') {
    const evaluate = compileExpression(expr, scope);
    return (row) => test(evaluate(row), row);
  }
  const ofEvent = anyEventValue(expr.name, scope, test);
  const slot = scope.layout.slotOf(expr.name);
  if (slot === undefined) return ofEvent;
  return (row) => {
    const value = row.slots[slot];
    return value === undefined ? ofEvent(row) : test(value, row);
  };
}

function anyEventValue(
  name: string,
  { layout, context }: CompileScope,
  test: (value: Value, row: SlotRow) => boolean,
): Holds {
  const read = rawReader(name, layout, context);
  const isText = context.fieldsAs === 'text' && !name.startsWith('_');
  const isItemText = context.fieldsAs === 'text';
  return (row) => {
    const value = read(row);
    if (!Array.isArray(value)) return test(isText ? asText(value) : (value as Value), row);
    for (const item of value as readonly Raw[]) {
      if (test(isItemText || Array.isArray(item) ? asText(item) : (item as Value), row)) return true;
    }
    return false;
  };
}

/** All values of an operand; both sides of a comparison are evaluated even where one has none, since a function may drop the row. */
function allValues(expr: Expr, scope: CompileScope): (row: SlotRow) => readonly Value[] {
  let values: Value[] = [];
  const collect = anyValue(expr, scope, (value) => {
    values.push(value);
    return false;
  });
  return (row) => {
    values = [];
    collect(row);
    return values;
  };
}

function compileCompare(node: Compare, scope: CompileScope): Holds {
  const rule = { text: node.textCase, numbers: node.numbers, nulls: node.nulls } as const;
  const { op } = node;
  if (node.right.kind === 'literal') {
    const right = node.right.value;
    return anyValue(node.left, scope, (left) => compareValues(op, left, right, rule));
  }
  const [left, right] = [allValues(node.left, scope), allValues(node.right, scope)];
  return (row) => {
    const [wanted, given] = [right(row), left(row)];
    return given.some((a) => wanted.some((b) => compareValues(op, a, b, rule)));
  };
}

function compileMatch(node: Match, scope: CompileScope): Holds {
  const { pattern } = node;
  if (pattern.kind === 'present') return anyValue(node.value, scope, (value) => value !== null && value !== undefined);
  if (pattern.kind === 'dynamic') {
    const evaluate = compileExpression(pattern.pattern, scope);
    const values = allValues(node.value, scope);
    return (row) => {
      const given = values(row);
      const wanted = toText(evaluate(row));
      if (wanted === null) return false;
      const test = dynamicPattern(pattern, wanted);
      return given.some((value) => {
        const text = toText(value);
        return text !== null && test(text);
      });
    };
  }
  const test = compilePattern(pattern);
  return anyValue(node.value, scope, (value) => {
    const text = typeof value === 'string' ? value : toText(value);
    return text !== null && test(text);
  });
}

/** Reads the value once and tries all texts on it. */
function compileAnyText({ field, test }: AnyText, scope: CompileScope): Holds {
  return anyValue(field, scope, (value) => {
    const text = typeof value === 'string' ? value : toText(value);
    return text !== null && test(text);
  });
}

const VALUES: Pick<ExprTable<Evaluate, [CompileScope]>, 'literal' | 'field' | 'param' | 'call' | 'case'> = {
  literal:
    ({ value }) =>
    () =>
      value,
  field: (node, scope) => fieldReader(node.name, scope),
  param: (node, { context }) => {
    const value = context.params.get(node.name);
    return () => value;
  },
  call: (node, scope) => {
    const definition = FUNCTIONS.get(node.fn);
    if (!definition) throw new Error(`no function ${node.fn}`);
    const args = node.args.map((arg) => compileExpression(arg, scope));
    const { context } = scope;
    return (row) => {
      const value = definition.evaluate(
        args.map((arg) => arg(row)),
        context,
      );
      if (value === DROP_ROW) throw new DroppedRow();
      return value as Value;
    };
  },
  case: (node, scope) => {
    const branches = node.branches.map(({ when, value }) => ({
      when: compileCondition(when, scope),
      value: compileExpression(value, scope),
    }));
    const otherwise = compileExpression(node.otherwise, scope);
    return (row) => {
      for (const branch of branches) if (branch.when(row)) return branch.value(row);
      return otherwise(row);
    };
  },
};

const CONDITIONS: Pick<
  ExprTable<Holds, [CompileScope]>,
  'compare' | 'match' | 'and' | 'or' | 'not' | 'quantified' | 'search' | 'in-table' | 'search-table'
> = {
  compare: compileCompare,
  match: compileMatch,
  and: (node, scope) => {
    const items = node.items.map((item) => compileCondition(item, scope));
    return (row) => {
      for (const item of items) if (!item(row)) return false;
      return true;
    };
  },
  or: (node, scope) => {
    const items = withAnyTexts(node.items).map((item) =>
      'test' in item && 'field' in item ? compileAnyText(item, scope) : compileCondition(item, scope),
    );
    return (row) => {
      for (const item of items) if (item(row)) return true;
      return false;
    };
  },
  not: (node, scope) => {
    const item = compileCondition(node.item, scope);
    return (row) => !item(row);
  },
  quantified: (node, scope) => {
    const layout = scope.layout.with(node.item, 'any');
    const slot = layout.slotOf(node.item)!;
    const test = compileCondition(node.test, { ...scope, layout });
    const isAny = node.quantifier === 'any';
    const found = anyValue(node.over, scope, (value, row) => {
      // An undefined slot would mean the event's field.
      row.slots[slot] = value ?? null;
      return test(row) === isAny;
    });
    return (row) => found(row) === isAny;
  },
  search: (node) => {
    const test = compileTerms(node.text, node.form);
    return (row) => test(row.event.raw());
  },
  'in-table': (node, scope) => {
    const { fields, has } = membership(node, scope.context);
    const values = fields.map((field) => compileExpression(field, scope));
    return (row) => has(values.map((value) => value(row)));
  },
  'search-table': (node, { context }) => {
    const test = tableSearch(node, context);
    return (row) => test(row.event.raw());
  },
};

/** Compiles a condition; what is no condition by itself holds where its value reads as true. */
export function compileCondition(expr: Expr, scope: CompileScope): Holds {
  const holds = compileHolds(expr, scope);
  return isOfHeader(expr, scope.layout) ? oncePerHeader(holds) : holds;
}

function compileHolds(expr: Expr, scope: CompileScope): Holds {
  if (expr.kind in CONDITIONS) {
    return (CONDITIONS as Record<string, (node: Expr, scope: CompileScope) => Holds>)[expr.kind]!(expr, scope);
  }
  const evaluate = compileExpression(expr, scope);
  return (row) => toBoolean(evaluate(row)) === true;
}

/** Compiles an expression to a closure over slots; agrees with the interpreter on every row. */
export function compileExpression(expr: Expr, scope: CompileScope): Evaluate {
  if (expr.kind in VALUES) {
    return (VALUES as Record<string, (node: Expr, scope: CompileScope) => Evaluate>)[expr.kind]!(expr, scope);
  }
  return compileCondition(expr, scope);
}
