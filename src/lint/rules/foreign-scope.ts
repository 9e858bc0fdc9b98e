import type { ScopeNode } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** Words of the scope in their order, letter case aside, as far as they stand one beside the other. */
function wordsOf(node: ScopeNode): readonly string[] {
  if (node.kind === 'term') return [node.text.toLowerCase()];
  if (node.kind === 'all') return ['*'];
  return node.kind === 'and' ? node.items.flatMap(wordsOf) : [''];
}

/** Tables of Microsoft's products, with which a query of theirs begins. */
const TABLE =
  /^(?:Security(?:Event|Alert|Incident)|SigninLogs|AuditLogs|OfficeActivity|CommonSecurityLog|Syslog|Heartbeat|WindowsEvent|AzureActivity|AzureDiagnostics|BehaviorAnalytics|ThreatIntelligenceIndicator|(?:Device|Email|Identity|Alert|CloudApp|Url|AAD)[A-Z]\w+|Sysmon|Event)$/;

function findingsOf(scope: ScopeNode): readonly LintFinding[] {
  const words = wordsOf(scope);
  const { span } = scope;
  if (words[0] === 'select' && words.some((word) => word === 'from'))
    return [{ span, message: 'this is a query of SQL; here its words are keywords to look for' }];
  if (scope.kind === 'term' && TABLE.test(scope.text)) {
    const edits = [{ span, text: `_index=${scope.text}` }];
    return [
      {
        span,
        message: `\`${scope.text}\` is a table of another product; here it is a keyword to look for`,
        fixes: [{ title: 'write it as an index', class: 'suggested', edits }],
      },
    ];
  }
  const text = words.join(' ');
  if (/^(?:\d+|all|any|one) of (?:them|\w+\*?)$/.test(text) || /(?:^|\s)(?:selection|filter)\w*(?:\s|$)/.test(text))
    return [{ span, message: 'this is the condition of a Sigma rule; here its words are keywords to look for' }];
  return [];
}

/** A scope in another language, whose words are keywords here (spec sumo §16.2). */
export const foreignScope: LintRule = {
  code: 'lint/foreign-scope',
  severity: 'misses',
  title: 'Scope of another language',
  why: 'Every word in front of the first pipe is looked for in the messages, so a statement of SQL, the table of Kusto or the condition of a Sigma rule finds nothing.',
  help: 'Begin with the source: `_sourceCategory=windows/*` or `_index=windows`.',
  bad: ['SecurityEvent | where id = "4625" | count'],
  good: ['_index=SecurityEvent | where id = "4625" | count', 'select error | count', 'Event 4625 | count'],
  check: ({ query }) => findingsOf(query.scope),
};
