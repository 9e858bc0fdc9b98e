import { type DocumentQueries, holdsQuery } from './embedded-query.ts';
import { QueryFinder } from './find-queries.ts';
import { readTerraform, type TerraformResource } from './hcl-tree.ts';
import { readJsonTree } from './json-tree.ts';
import { memberOf } from './tree.ts';

/** Looks into `config`, which holds exported content as JSON. */
function lookIntoContent(finder: QueryFinder, resource: TerraformResource): void {
  const config = memberOf(resource.body, 'config');
  if (config?.kind === 'other' && config.isComputed) finder.skip('queries that Terraform computes');
  if (config?.kind === 'object' || config?.kind === 'list') finder.look(config, resource.name);
  if (config?.kind !== 'text') return;
  const tree = readJsonTree(config.text, config.map());
  if (tree) finder.look(tree, resource.name);
  else finder.skip('queries that Terraform computes');
}

/** The searches of the resources of Sumo Logic in a Terraform file; undefined for a text that is none or holds no query. */
export function readTerraformQueries(text: string): DocumentQueries | undefined {
  const resources = readTerraform(text)?.filter(({ type }) => type.startsWith('sumologic_'));
  if (!resources) return undefined;
  const finder = new QueryFinder();
  for (const resource of resources) {
    if (resource.type === 'sumologic_content') lookIntoContent(finder, resource);
    else finder.look(resource.body, resource.name, resource.type.startsWith('sumologic_cse_'));
  }
  return holdsQuery(finder) ? finder : undefined;
}
