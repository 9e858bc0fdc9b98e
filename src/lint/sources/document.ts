import { IDENTITY_MAP, type SourceText } from '../../source/index.ts';
import type { DocumentQueries } from './embedded-query.ts';
import { readSumoJson } from './sumo-json.ts';
import { readTerraformQueries } from './terraform.ts';

/** What a file with queries is written in. */
export type DocumentForm = 'query' | 'sumo-json' | 'terraform';

/** What a file of a name holds; undefined for a name that says nothing. */
export function formOfName(name: string): DocumentForm | undefined {
  if (/\.sumo$/i.test(name)) return 'query';
  if (/\.json$/i.test(name)) return 'sumo-json';
  return /\.tf$/i.test(name) ? 'terraform' : undefined;
}

/** The queries of a file; undefined where it holds none. A file whose name says nothing is a query, or content exported as JSON. */
export function readDocument({ name, text }: SourceText): (DocumentQueries & { form: DocumentForm }) | undefined {
  const form = formOfName(name);
  if (form === 'terraform') {
    const found = readTerraformQueries(text);
    return found && { form, queries: found.queries, skipped: found.skipped };
  }
  if (form !== 'query') {
    const found = readSumoJson(text);
    if (found) return { form: 'sumo-json', queries: found.queries, skipped: found.skipped };
    if (form === 'sumo-json') return undefined;
  }
  return { form: 'query', queries: [{ text, name: undefined, map: IDENTITY_MAP }], skipped: new Map() };
}
