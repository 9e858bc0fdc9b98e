import { attackTactic, attackTechnique } from '../../../attack/index.ts';
import { entryOf } from '../../../languages/sigma/index.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Techniques whose tactic is not among the tags. */
export const techniqueWithoutTactic: SigmaLintRule = {
  code: 'lint/technique-without-tactic',
  severity: 'style',
  title: 'Technique without any of its tactics',
  why: 'Views by tactic do not show the rule, or show it under a tactic that the technique does not serve.',
  help: 'Add the tactic that the rule is about.',
  bad: ['tags: [attack.t1021.006]', 'tags: [attack.discovery, attack.t1059]'],
  good: [
    'tags: [attack.lateral-movement, attack.t1021.006]',
    'tags: [attack.stealth, attack.t1218]',
    'tags: [attack.defense_evasion, attack.t1218]',
  ],
  check({ map }) {
    const node = entryOf(map, 'tags')?.value;
    const tags = (node?.kind === 'list' ? node.items : []).flatMap((one) => {
      const name = one.kind === 'scalar' ? /^attack\.(.+)$/i.exec(one.text)?.[1] : undefined;
      return name === undefined ? [] : [{ name: name.replaceAll('_', '-'), span: one.span }];
    });
    // With a tactic of a later ATT&CK among the tags it is not known which techniques that one has.
    if (tags.some(({ name }) => /^[a-z-]+$/.test(name) && !attackTactic(name))) return [];
    const tactics = new Set(tags.map(({ name }) => attackTactic(name)?.shortName));
    return tags.flatMap(({ name, span }) => {
      const technique = attackTechnique(name);
      if (!technique || technique.tactics.some((one) => tactics.has(one))) return [];
      const wanted = technique.tactics.map((one) => `attack.${one}`).join(' or ');
      return [{ span, message: `${technique.id} serves ${wanted}, which is not among the tags` }];
    });
  },
};
