import { CATEGORIES, reachOf, SERVICES } from '../../../languages/sigma/index.ts';
import { nearestName } from '../../../source/index.ts';
import type { SigmaLintRule } from '../rule.ts';

const PRODUCTS = [
  ...[
    'windows',
    'linux',
    'macos',
    'aws',
    'azure',
    'gcp',
    'm365',
    'okta',
    'github',
    'gitlab',
    'bitbucket',
    'kubernetes',
  ],
  ...[
    'onelogin',
    'cisco',
    'fortinet',
    'fortigate',
    'juniper',
    'paloalto',
    'zeek',
    'qualys',
    'django',
    'python',
    'spring',
  ],
  ...[
    'jvm',
    'nodejs',
    'velocity',
    'sql',
    'ruby_on_rails',
    'opencanary',
    'modsecurity',
    'apache',
    'nginx',
    'rpc_firewall',
  ],
];

/** Log sources that no log is, most often misspelt. */
export const unknownLogSource: SigmaLintRule = {
  code: 'lint/unknown-log-source',
  severity: 'never',
  title: 'Log source that no log is',
  why: 'The rule is asked of no event, so it finds nothing and says nothing.',
  help: 'Use a category or a service of the specification’s taxonomy.',
  bad: [
    'logsource: {product: windows, category: proces_creation}',
    'logsource: {product: windows, service: securty}',
    'logsource: {product: window, category: process_creation}',
    'logsource: {product: windows, category: dns_query, service: security}',
  ],
  good: [
    'logsource: {product: windows, service: security}',
    'logsource: {product: acme, service: audit}',
    'logsource: {product: windows, category: file_access}',
    'logsource: {category: proxy}',
  ],
  check({ rule }) {
    if (rule?.kind !== 'rule') return [];
    const { logSource: source } = rule;
    const { category, product, service, span } = source;
    const near = product === undefined || PRODUCTS.includes(product) ? undefined : nearestName(product, PRODUCTS);
    if (product !== undefined && near !== undefined && product.length > 4)
      return [{ span, severity: 'uncertain', message: `no product ${product} is known; did you mean ${near}?` }];
    const reach = reachOf(source);
    const isKnown = category === undefined || Object.hasOwn(CATEGORIES, category);
    const isUnlogged = reach.kind === 'none' && reach.log.startsWith('the trace provider');
    if (reach.kind !== 'none' || isUnlogged) return [];
    const isBoth = isKnown && category !== undefined && service !== undefined && Object.hasOwn(SERVICES, service);
    // A log that is not in the taxonomy may be there all the same; one that is nearly in it is misspelt.
    const isNear = isBoth || reach.log.includes('(');
    return [{ span, message: `the rule asks for ${reach.log}`, ...(!isNear && { severity: 'uncertain' as const }) }];
  },
};
