import { entryOf, type YamlMap, type YamlScalar } from '../../../languages/sigma/index.ts';
import type { LintFinding } from '../../rule.ts';
import { plainStart } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

function scalars(map: YamlMap, key: string): readonly YamlScalar[] {
  const value = entryOf(map, key)?.value;
  if (value?.kind === 'scalar') return [value];
  return value?.kind === 'list' ? value.items.filter((one) => one.kind === 'scalar') : [];
}

function newDate(text: string): string | undefined {
  const found = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  return found ? `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}` : undefined;
}

/** Tags as Sigma 2 spells them: dashes in tactics and kinds of rules, one dot in the number of a vulnerability. */
function newTag(text: string): string | undefined {
  const vulnerability = /^cve\.(\d{4})[._](\d{4,})$/i.exec(text);
  if (vulnerability) return `cve.${vulnerability[1]}-${vulnerability[2]}`;
  return /^(?:attack|detection)\.[a-z]+(?:_[a-z]+)+$/i.test(text) ? text.replaceAll('_', '-') : undefined;
}

function findingsOf(
  nodes: readonly YamlScalar[],
  spelling: (text: string) => string | undefined,
  file: string,
): readonly LintFinding[] {
  return nodes.flatMap((node): LintFinding[] => {
    const now = spelling(node.text);
    if (now === undefined || now === node.text) return [];
    const start = plainStart(node, file);
    const message = `\`${node.text}\` is written \`${now}\` since Sigma 2`;
    if (start === undefined) return [{ span: node.span, message }];
    const edits = [{ span: { start, end: start + node.text.length }, text: now }];
    return [{ span: node.span, message, fixes: [{ title: `write \`${now}\``, class: 'safe', edits }] }];
  });
}

/** Attributes in the spelling of Sigma 1. */
export const oldSpelling: SigmaLintRule = {
  code: 'lint/old-spelling',
  severity: 'style',
  title: 'Attribute in the spelling of Sigma 1',
  why: 'Tools that follow the present specification group tags and sort dates by its spelling, and pass over others.',
  help: 'Write it as Sigma 2 does.',
  bad: [
    'date: 2021/3/7',
    'modified: 2026/02/01',
    'tags:\n  - attack.lateral_movement # T1021\n  - cve.2021.44228\n  - detection.threat_hunting',
    'status: testing',
    'related:\n  - id: 1ac14d38-3dfc-4635-92c7-e3fd1c5f5bfc\n    type: obsoletes',
  ],
  good: ['date: 2021-03-07', 'tags: [attack.lateral-movement, cve.2021-44228, attack.t1021.006]', 'status: test'],
  check({ text, map }) {
    const related = entryOf(map, 'related')?.value;
    const types =
      related?.kind === 'list' ? related.items.flatMap((one) => (one.kind === 'map' ? scalars(one, 'type') : [])) : [];
    return [
      ...findingsOf([...scalars(map, 'date'), ...scalars(map, 'modified')], newDate, text),
      ...findingsOf(scalars(map, 'tags'), newTag, text),
      ...findingsOf(scalars(map, 'status'), (one) => (one === 'testing' ? 'test' : undefined), text),
      ...findingsOf(types, (one) => (one === 'obsoletes' ? 'obsolete' : undefined), text),
    ];
  },
};
