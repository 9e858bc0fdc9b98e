import { visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

const RIGHT: ReadonlyMap<string, string> = new Map([
  ['sha_256', 'sha2_256'],
  ['sha256', 'sha2_256'],
  ['sha-256', 'sha2_256'],
  ['sha_1', 'sha1'],
  ['sha-1', 'sha1'],
  ['murmur3', 'murmur3_128'],
]);

/** A digest under a name that is not documented (spec sumo §12, §17). */
export const hashName: LintRule = {
  code: 'lint/hash-name',
  severity: 'style',
  title: 'Digest under another name',
  why: '`hash` documents the names md5, sha1, sha2_256 and murmur3_128; one example of the documentation writes another one.',
  help: 'Write `hash(x, "sha2_256")`.',
  bad: ['* | hash(CommandLine, "sha_256") as digest'],
  good: ['* | hash(CommandLine, "sha2_256") as digest', '* | hash(CommandLine) as digest'],
  check({ query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      if (node.kind !== 'call' || node.name.toLowerCase() !== 'hash') return;
      const name = node.args[1];
      const right = name?.kind === 'string' ? RIGHT.get(name.value.toLowerCase()) : undefined;
      if (!name || !right) return;
      findings.push({
        span: name.span,
        message: `the documented name of this digest is \`${right}\``,
        fixes: [{ title: `write "${right}"`, class: 'safe', edits: [{ span: name.span, text: `"${right}"` }] }],
      });
    });
    return findings;
  },
};
