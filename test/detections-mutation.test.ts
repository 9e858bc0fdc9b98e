import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DetectionPackage, loadPackage, prepareQuery } from '../src/detection/index.ts';
import { interpreter } from '../src/engines/js/interpret.ts';
import { packageFolder } from '../src/host/node/index.ts';
import {
  type Expression,
  parseSumo,
  printExpression,
  printStage,
  printSumo,
  type Query,
  stageExpressions,
  visitExpression,
} from '../src/languages/sumo/index.ts';
import { formsOf, type ProofForm, prove } from '../src/proof/index.ts';
import { metadataReader } from '../src/scan/index.ts';
import { SourceText } from '../src/source/index.ts';

const FOLDER = join(import.meta.dirname, '../detections/t1021.006-windows-remote-management');

/** Parts that nothing can miss, with the reason; every other part must be missed by some test or case. */
const SUBSUMED: Readonly<Record<'shipped' | 'specimen', Readonly<Record<string, string>>>> = {
  shipped: {
    'drops in parse regex field=ParentImage "(?<ParentFileName>[^\\\\]+)$" nodrop':
      'the last of a chain drops only what no earlier parse matched, and an event with neither name fits no branch',
    'without CommandLine matches /(?i)wsman:\\/\\//': 'WSMan takes every text that wsman:// takes',
    'always if(FileName matches /(?i)^winrs\\.exe$/, "WinRM_DirectTool", "Unknown")':
      'what is neither of the first two is winrs, so "Unknown" is never reached',
  },
  specimen: {
    'drops in parse regex field=Image "(?i)(?<FileName>[^\\\\]+)$" nodrop':
      'the last of a chain drops only what no earlier parse matched, and an event with neither name fits no branch',
    'without CommandLine matches /(?i)wsman:\\/\\//': 'WSMan takes every text that wsman:// takes',
    'always if(FileName matches /(?i)winrs.exe/, "WinRM_DirectTool", "Unknown")':
      'what is neither of the first two is winrs, so "Unknown" is never reached',
  },
};

interface Mutant {
  readonly name: string;
  readonly query: Query;
}

/** A copy of a tree with one node, found by identity, in another form. */
function replaced<T>(tree: T, target: object, by: unknown): T {
  if (tree === target) return by as T;
  if (Array.isArray(tree)) return tree.map((item) => replaced(item, target, by)) as T;
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, replaced(value, target, by)])) as T;
}

/** The operands of a run of one operator: `a and b and c` has three. */
function operandsOf(node: Expression, operator: 'and' | 'or'): readonly Expression[] {
  return node.kind === 'binary' && node.operator === operator
    ? [...operandsOf(node.left, operator), ...operandsOf(node.right, operator)]
    : [node];
}

/** A run of an operator without one of its operands. */
function withoutOperand(node: Expression, dropped: Expression): Expression | undefined {
  if (node === dropped) return undefined;
  if (node.kind !== 'binary') return node;
  const left = withoutOperand(node.left, dropped);
  const right = withoutOperand(node.right, dropped);
  return left && right ? { ...node, left, right } : (left ?? right);
}

/** Every way to take one branch, exclusion, pattern or stage out of a query behind its scope. */
function mutantsOf(query: Query): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const add = (name: string, target: object, by: unknown): void => {
    mutants.push({ name, query: replaced(query, target, by) });
  };
  for (const stage of query.stages) {
    if (stage.operator === 'where' || stage.operator === 'parse regex')
      mutants.push({
        name: `no stage ${printStage(stage)}`,
        query: { ...query, stages: query.stages.filter((one) => one !== stage) },
      });
    const args = stage.args as { nodrop?: boolean };
    if (args.nodrop) add(`drops in ${printStage(stage)}`, args, { ...args, nodrop: false });
    const inner = new Set<Expression>();
    for (const root of stageExpressions(stage)) {
      visitExpression(root, (node) => {
        if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or') && !inner.has(node)) {
          const mark = (part: Expression): void => {
            if (part.kind !== 'binary' || part.operator !== node.operator) return;
            inner.add(part);
            mark(part.left);
            mark(part.right);
          };
          mark(node);
          for (const operand of operandsOf(node, node.operator))
            add(`without ${printExpression(operand)}`, node, withoutOperand(node, operand));
        }
        if (node.kind === 'call' && node.name === 'if') {
          add(`no branch ${printExpression(node)}`, node, node.args[2]);
          add(`always ${printExpression(node)}`, node, node.args[1]);
        }
        if (node.kind === 'regex' && /\(\w+\|\w+\)/.test(node.raw)) {
          const [, first, second] = /\((\w+)\|(\w+)\)/.exec(node.raw) ?? [];
          for (const kept of [first, second])
            add(`only ${kept} of ${node.raw}`, node, { ...node, raw: node.raw.replace(/\(\w+\|\w+\)/, String(kept)) });
        }
      });
    }
  }
  return mutants;
}

describe.each(['shipped', 'specimen'] as const)('the %s query of T1021.006', (which) => {
  let detection: DetectionPackage;
  let form: ProofForm;

  beforeAll(() => {
    const { loaded } = loadPackage(packageFolder(FOLDER));
    if (!loaded) throw new Error('the package does not load');
    detection = loaded;
    form = formsOf(detection).findLast((one) => one.query === which)!;
  });

  const isNoticed = async (text: string): Promise<boolean> => {
    const prepared = prepareQuery(new SourceText('mutant', text), { strict: true });
    const forms = [{ form: form.form, query: which, prepared }];
    const proof = await prove(detection, { engine: interpreter, metadata: metadataReader([]), now: 0, forms });
    return !proof.isAsExpected;
  };

  it('is held by the tests and cases: taking any part out is noticed', async () => {
    if (form.prepared.status !== 'ready') throw new Error('the query cannot run');
    const { query } = parseSumo(form.prepared.source.text);
    expect(await isNoticed(printSumo(query))).toBe(false);
    const mutants = mutantsOf(query);
    expect(mutants.length).toBeGreaterThan(25);
    const unnoticed: string[] = [];
    for (const mutant of mutants) {
      const text = printSumo(mutant.query);
      expect(text).not.toBe(printSumo(query));
      if (!(await isNoticed(text))) unnoticed.push(mutant.name);
    }
    expect(unnoticed.sort()).toEqual(Object.keys(SUBSUMED[which]).sort());
  });
});
