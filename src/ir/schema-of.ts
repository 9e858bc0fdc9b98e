import { foldName } from '../event/index.ts';
import type { ExtractStep, Plan, PlanOf, PlanTable } from './plan.ts';
import { type Column, EVENT_SCHEMA, type RowSchema, withColumns, withMade } from './schema.ts';
import { joinedName, pivotSchema, recordsOf, schemaBehind } from './table-schema.ts';

/** Columns that a parse makes, as far as they are known before any event is read. */
export function extractedNames({ extractor }: ExtractStep): readonly string[] {
  switch (extractor.kind) {
    case 'anchor':
    case 'regex':
      return extractor.names;
    case 'json':
    case 'xml':
      return extractor.paths.map((one) => one.name);
    case 'columns':
      return extractor.columns.map((one) => one.name);
    case 'key-value':
    case 'json-auto':
      return extractor.keys?.map((one) => one.name) ?? [];
  }
}

/** True if a parse may make columns whose names are known at run time only. */
export function makesUnknownNames({ extractor }: ExtractStep): boolean {
  return extractor.kind === 'json-auto' || (extractor.kind === 'key-value' && !extractor.onlyKeys);
}

function projectSchema(node: PlanOf<'project'>, input: RowSchema): RowSchema {
  const names = new Set(node.names.map(foldName));
  const stays = (folded: string): boolean =>
    names.has(folded) === (node.mode === 'keep') || (input.rows === 'messages' && folded.startsWith('_'));
  const columns = new Map([...input.columns].filter(([folded]) => stays(folded)));
  if (node.mode === 'keep') return { ...input, columns, projected: node.names };
  const projected = input.projected?.filter((name) => !names.has(foldName(name)));
  const dropped = [...(input.dropped ?? []), ...names];
  return { ...input, columns, projected, dropped };
}

const SCHEMAS: PlanTable<RowSchema> = {
  scan: () => EVENT_SCHEMA,
  filter: (node) => schemaOf(node.input),
  extend: (node) => withMade(schemaOf(node.input), node.columns),
  project: (node) => projectSchema(node, schemaOf(node.input)),
  extract: (node) => {
    const input = schemaOf(node.input);
    const names = node.steps.flatMap(extractedNames);
    const open = input.open || node.steps.some(makesUnknownNames);
    return {
      ...withMade(
        input,
        names.map((name) => ({ name, type: 'text' })),
      ),
      open,
    };
  },
  aggregate: (node) =>
    withColumns({ rows: 'records', columns: new Map(), projected: undefined, open: false }, [
      ...node.keys,
      ...node.aggregates,
    ]),
  analytic: (node) => withMade(schemaOf(node.input), [{ name: node.name, type: node.type }]),
  sort: (node) => schemaOf(node.input),
  limit: (node) => schemaOf(node.input),
  distinct: (node) => schemaOf(node.input),
  top: (node) => withMade(schemaOf(node.input), [{ name: node.rank, type: 'long' }]),
  given: (node) => schemaOf(node.of),
  table: () => recordsOf([], true),
  join: (node) => {
    const inner = node.tables.map(({ name, plan }) => ({ name, schema: schemaOf(plan) }));
    const columns = inner.flatMap(({ name, schema }) =>
      [...schema.columns.values()].map((column) => ({ name: joinedName(name, column.name), type: column.type })),
    );
    return recordsOf(
      columns,
      inner.some(({ schema }) => schema.open || schema.rows === 'messages'),
    );
  },
  union: (node) => (node.inputs[0] ? schemaOf(node.inputs[0]) : EVENT_SCHEMA),
  lookup: (node) => {
    const input = schemaOf(node.input);
    const columns = (node.columns ?? []).map(({ name }): Column => ({ name, type: 'any' }));
    return { ...withMade(input, columns), open: input.open || node.columns === undefined };
  },
  unnest: (node) => withMade(schemaOf(node.input), [{ name: node.name, type: 'any' }]),
  pivot: (node) => pivotSchema(node, schemaOf(node.input)),
  sequence: () => ({ ...EVENT_SCHEMA, rows: 'records', open: true }),
  'table-call': (node) => schemaBehind(node.call, schemaOf(node.input)),
};

/** The schema of the rows that a plan gives. */
export function schemaOf(plan: Plan): RowSchema {
  return (SCHEMAS[plan.kind] as (node: Plan) => RowSchema)(plan);
}
