import {
  ATTACK_VERSION,
  attackTactic,
  attackTacticNames,
  attackTechnique,
  goneTechnique,
  isLaterTechnique,
} from '../../../attack/index.ts';
import { entryOf } from '../../../languages/sigma/index.ts';
import { nearestName } from '../../../source/index.ts';
import type { LintFinding } from '../../rule.ts';
import { plainStart } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

const NAMESPACES = ['attack', 'car', 'cve', 'd3fend', 'detection', 'stp', 'tlp'];
const KINDS = ['dfir', 'emerging-threats', 'threat-hunting'];
const SHARING = ['red', 'amber', 'amber-strict', 'green', 'clear', 'white'];

/** A fault of a tag: what it is, and the tag that was meant, if that is known. */
interface Fault {
  readonly message: string;
  readonly meant?: string | undefined;
}

const didYouMean = (near: string | undefined): string => (near === undefined ? '' : `; did you mean ${near}?`);

function attackFault(name: string): Fault | undefined {
  if (/^t\d{4}(?:\.\d{3})?$/.test(name)) {
    if (attackTechnique(name)) return undefined;
    // ATT&CK is numbered upwards, and rules are ahead of the pinned version.
    if (isLaterTechnique(name)) return undefined;
    const gone = goneTechnique(name);
    if (!gone) return { message: `ATT&CK ${ATTACK_VERSION} has no technique ${name.toUpperCase()}` };
    const { replacement } = gone;
    const instead = replacement === undefined ? 'without one in its place' : `in favor of ${replacement}`;
    return {
      message: `ATT&CK gave up ${name.toUpperCase()} ${instead}`,
      meant: replacement === undefined ? undefined : `attack.${replacement.toLowerCase()}`,
    };
  }
  if (/^(?:[gmsac]|ds|dc|ta)\d{4}$/.test(name)) return undefined;
  const dashed = name.replaceAll('_', '-');
  if (attackTactic(dashed)) return undefined;
  const near = nearestName(dashed, attackTacticNames());
  // A name that is near none may be a tactic of a later version.
  if (near === undefined) return undefined;
  return { message: `ATT&CK has no tactic ${name}; did you mean ${near}?`, meant: `attack.${near}` };
}

function faultOf(tag: string): Fault | undefined {
  const dot = tag.indexOf('.');
  const [namespace, name] = [tag.slice(0, dot).toLowerCase(), tag.slice(dot + 1).toLowerCase()];
  switch (namespace) {
    case 'attack':
      return attackFault(name);
    case 'detection':
      return KINDS.includes(name.replaceAll('_', '-')) ? undefined : { message: `no kind of rule is called ${name}` };
    case 'tlp':
      return SHARING.includes(name) ? undefined : { message: `the traffic light protocol has no ${name}` };
    case 'stp':
      return /^[1-5][auk]?$/.test(name)
        ? undefined
        : { message: 'robustness is 1 to 5, then a, u or k where it is told' };
    case 'cve':
      return /^\d{4}[-._]\d{4,}$/.test(name) ? undefined : { message: 'a vulnerability is written as cve.2021-44228' };
    default: {
      const near = nearestName(namespace, NAMESPACES);
      // Namespaces of one's own are allowed; one that is nearly a known one is a slip.
      if (NAMESPACES.includes(namespace) || near === undefined) return undefined;
      return { message: `there is no namespace ${namespace}${didYouMean(near)}`, meant: `${near}.${name}` };
    }
  }
}

/** Tags that name nothing: misspelt, or given up by ATT&CK. */
export const unknownTag: SigmaLintRule = {
  code: 'lint/unknown-tag',
  severity: 'style',
  title: 'Tag that names nothing',
  why: 'Coverage is counted by tags; a rule whose tag is not known is counted nowhere.',
  help: 'Use an id or a name of the present ATT&CK, or of the other namespaces of Sigma.',
  bad: [
    'tags: [attack.t1000]',
    'tags: [attack.privelege-escalation]',
    'tags:\n  - attack.t1086',
    'tags: [atack.execution]',
    'tags: [tlp.purple, stp.7, cve.log4shell, detection.fun]',
  ],
  good: [
    'tags: [attack.execution, attack.t1059.003, attack.g0016, car.2016-04-005, cve.2021-44228, acme.tier1]',
    'tags: [attack.stealth, attack.t9999.001]',
  ],
  check({ text, map }) {
    const node = entryOf(map, 'tags')?.value;
    return (node?.kind === 'list' ? node.items : []).flatMap((item): LintFinding[] => {
      if (item.kind !== 'scalar' || !/^[\w-]+\.[\w.-]+$/.test(item.text)) return [];
      const fault = faultOf(item.text);
      if (!fault) return [];
      const start = plainStart(item, text);
      const { message, meant } = fault;
      if (start === undefined || meant === undefined) return [{ span: item.span, message }];
      const edits = [{ span: { start, end: start + item.text.length }, text: meant }];
      return [{ span: item.span, message, fixes: [{ title: `write \`${meant}\``, class: 'suggested', edits }] }];
    });
  },
};
