import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { writeMmdb } from './write-mmdb.ts';

/** A case of a spec file, as written (docs/guide/specs.md). */
export interface SpecCase {
  readonly name: string;
  /** What the case is written in: the Sumo Logic search language, a query, or Sigma, a file of rules. */
  readonly language?: 'sumo' | 'sigma';
  readonly query: string;
  readonly rule?: string;
  readonly input?: string;
  readonly output?: string;
  readonly now?: string;
  readonly timezone?: string;
  readonly range?: { readonly from: string; readonly to: string };
  readonly strict?: boolean;
  /** Values of templates. */
  readonly params?: Readonly<Record<string, string>>;
  /** Tables by name, as CSV or NDJSON text; `indicators` is the user's threat list. */
  readonly tables?: Readonly<Record<string, string>>;
  /** MaxMind databases by the name of their table: networks with their entries. */
  readonly networks?: Readonly<Record<string, Parameters<typeof writeMmdb>[1]>>;
  readonly order?: 'any';
  readonly plan?: string;
  readonly printed?: string;
  readonly repaired?: string;
  readonly diagnostics?: readonly string[];
  /** Where the rule that the case holds comes from. */
  readonly evidence?: string;
  readonly deviates?: Readonly<Record<string, string>>;
}

const KNOWN = new Set([
  'name',
  'language',
  'query',
  'rule',
  'input',
  'output',
  'now',
  'timezone',
  'range',
  'strict',
  'params',
  'tables',
  'networks',
  'order',
  'plan',
  'printed',
  'repaired',
  'diagnostics',
  'evidence',
  'deviates',
]);

/** Reads the cases of a spec file. Throws for a key that no runner reads. */
export function readSpecs(path: string): SpecCase[] {
  const document = parseDocument(readFileSync(path, 'utf8'));
  if (document.errors[0]) throw new Error(`${path}: ${document.errors[0].message}`);
  const cases = document.toJS() as SpecCase[];
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`${path}: a list of cases is expected`);
  for (const one of cases) {
    const unknown = Object.keys(one).find((key) => !KNOWN.has(key));
    if (unknown) throw new Error(`${path}: ${one.name}: unknown key ${unknown}`);
    const text = one.language === 'sigma' ? one.rule : one.query;
    if (typeof one.name !== 'string' || typeof text !== 'string')
      throw new Error(`${path}: a case needs name and query, or name, language and rule`);
  }
  return cases;
}

/** Rows of a golden part: one JSON object a line. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
