import type { DocumentQueries, EmbeddedQuery, SkippedKind } from './embedded-query.ts';
import { memberOf, type ObjectNode, type TreeNode, textOf } from './tree.ts';

/** Texts of a Cloud SIEM rule that are conditions over records (spec cloud-siem). */
const EXPRESSION_KEYS = new Set(['expression', 'matchExpression', 'filterExpression']);
/** Keys that only a Cloud SIEM rule has. */
const RULE_KEYS = ['scoreMapping', 'entitySelectors', 'nameExpression', 'descriptionExpression', 'summaryExpression'];

/** What is known of an object from those around it. */
interface Around {
  readonly name: string | undefined;
  /** `Logs`, `Metrics` …; undefined where it cannot be known. */
  readonly kind: string | undefined;
  readonly isRule: boolean;
  /** The key that holds it. */
  readonly key: string;
}

const LOGS: Around = { name: undefined, kind: 'Logs', isRule: false, key: '' };

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function camelKeys(node: ObjectNode): ObjectNode {
  if (!node.members.some(({ key }) => key.includes('_'))) return node;
  return { kind: 'object', members: node.members.map(({ key, value }) => ({ key: camel(key), value })) };
}

/** Walks a tree of Sumo Logic content and collects its searches. */
export class QueryFinder implements DocumentQueries {
  readonly queries: EmbeddedQuery[] = [];
  readonly skipped = new Map<SkippedKind, number>();

  /** Looks into a tree; `name` is what its queries are called where they have no title, `isRule` where it is a rule of Cloud SIEM. */
  look(node: TreeNode, name?: string, isRule = false): void {
    this.#node(node, { ...LOGS, name, isRule });
  }

  /** Counts a query that is not checked. */
  skip(kind: SkippedKind): void {
    this.skipped.set(kind, (this.skipped.get(kind) ?? 0) + 1);
  }

  #node(node: TreeNode, around: Around): void {
    if (node.kind === 'list') for (const item of node.items) this.#node(item, around);
    if (node.kind === 'object') this.#object(camelKeys(node), around);
  }

  #object(node: ObjectNode, outer: Around): void {
    const around: Around = {
      ...outer,
      name: textOf(node, 'title') || textOf(node, 'name') || outer.name,
      kind: this.#kind(node, outer),
      isRule: outer.isRule || RULE_KEYS.some((key) => memberOf(node, key)),
    };
    for (const { key, value } of node.members) {
      if (this.#isQuery(node, key, outer)) this.#query(value, around);
      else if (around.isRule && EXPRESSION_KEYS.has(key) && outer.key !== 'entitySelectors') {
        if (value.kind !== 'other' || value.isComputed) this.skip('rule expressions of Cloud SIEM');
      } else this.#node(value, { ...around, key });
    }
  }

  #kind(node: ObjectNode, outer: Around): string | undefined {
    if (outer.key === 'metricsQueries') return 'Metrics';
    for (const key of ['queryType', 'monitorType']) {
      const value = memberOf(node, key);
      if (value?.kind === 'text') return /\$\{/.test(value.text) ? undefined : value.text;
      if (value?.kind === 'other' && value.isComputed) return undefined;
    }
    return outer.kind;
  }

  /** True if a member is known to hold a query by its name and by those beside it. */
  #isQuery(node: ObjectNode, key: string, outer: Around): boolean {
    if (key === 'queryString' || key === 'queryText') return true;
    if (key !== 'query') return false;
    if (memberOf(node, 'rowId') || memberOf(node, 'indexName')) return true;
    const source = textOf(node, 'variableSourceType') ?? outer.key;
    return /^logQueryVariableSourceDefinition$/i.test(source);
  }

  #query(value: TreeNode, { name, kind }: Around): void {
    if (value.kind === 'other' && value.isComputed) this.skip('queries that Terraform computes');
    if (value.kind !== 'text' || value.text.trim() === '') return;
    if (kind === 'Metrics') this.skip('metrics queries');
    else if (kind !== 'Logs') this.skip('queries of another kind');
    else this.queries.push({ text: value.text, name, map: value.map() });
  }
}
