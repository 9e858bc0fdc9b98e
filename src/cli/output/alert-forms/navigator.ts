import { ATTACK_VERSION, attackTechnique } from '../../../detection/index.ts';
import { type AlertGroup, SEVERITY_LEVELS } from '../../../scan/index.ts';
import { countText, formatIsoTime } from '../../../value/index.ts';
import type { AlertFormDefinition, RunFacts } from './form.ts';

/** Rules that a comment names. */
const RULES_NAMED = 10;

/** Hosts that a technique names. */
const HOSTS_NAMED = 10;

function commentOf({ rules }: AlertGroup): string {
  const named = rules
    .list()
    .slice(0, RULES_NAMED)
    .map(([name, alerts]) => `${name} (×${alerts})`);
  const more = rules.size - named.length;
  return `${named.join('\n')}${more > 0 ? `\nand ${more} more rules` : ''}`;
}

function hostsOf({ hosts }: AlertGroup): string {
  const named = hosts
    .list()
    .slice(0, HOSTS_NAMED)
    .map(([name]) => name);
  const more = hosts.size - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more}${hosts.isCut ? '+' : ''} more` : ''}`;
}

function techniqueOf(group: AlertGroup): object {
  const { key, alerts, severity, firstTime, lastTime, rules, hosts } = group;
  const metadata: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Alerts', countText(alerts)],
    ['Highest level', severity],
    ['Hosts', hosts.size > 0 ? hostsOf(group) : undefined],
    ['First', firstTime],
    ['Last', lastTime],
  ];
  return {
    techniqueID: key,
    score: rules.size,
    comment: commentOf(group),
    enabled: true,
    metadata: metadata.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    showSubtechniques: key.includes('.'),
  };
}

function layerOf({ summary, counts, version, at }: RunFacts): { readonly layer: object; readonly unknown: string[] } {
  const groups = summary.groups('technique').filter(({ key }) => key !== '');
  const known = groups.filter(({ key }) => attackTechnique(key) !== undefined);
  const parents = new Set(
    known.filter(({ key }) => key.includes('.')).map(({ key }) => key.slice(0, key.indexOf('.'))),
  );
  const unscored = [...parents].filter((id) => !known.some(({ key }) => key === id));
  const most = Math.max(1, ...known.map(({ rules }) => rules.size));
  const colors = ['#fff3d6', '#f5a35c', '#b3261e'];
  const layer = {
    name: `Spoor: alerts of ${formatIsoTime(at)?.slice(0, 10)}`,
    versions: { attack: ATTACK_VERSION.split('.')[0], navigator: '5.0.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: `Score: how many rules of the technique fired over ${countText(counts.events)} events. Made by Spoor ${version}.`,
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: [
      ...known.map(techniqueOf),
      ...unscored.map((techniqueID) => ({ techniqueID, enabled: true, showSubtechniques: true })),
    ],
    gradient: { colors, minValue: 0, maxValue: most },
    legendItems: [
      { label: '1 rule fired', color: colors[0] },
      ...(most > 1 ? [{ label: `${most} rules fired`, color: colors[2] }] : []),
    ],
    metadata: SEVERITY_LEVELS.map((level, index) => ({
      name: `Alerts, ${level}`,
      value: countText(summary.all?.levels[index] ?? 0),
    })),
  };
  return { layer, unknown: groups.filter((one) => !known.includes(one)).map(({ key }) => key) };
}

/** A layer of the ATT&CK Navigator, format 4.5 (source: ATT&CK Navigator, LAYERFORMATv4_5): the score is the number of rules that fired. */
export const navigatorForm: AlertFormDefinition = {
  name: 'navigator',
  start({ out }) {
    return {
      write: () => {},
      finish(facts) {
        const { layer, unknown } = layerOf(facts);
        out.write(`${JSON.stringify(layer, null, 2)}\n`);
        const without = facts.summary.groups('technique').find(({ key }) => key === '')?.alerts ?? 0;
        return [
          ...(without > 0 ? [`${countText(without)} alerts name no technique and are not in the layer`] : []),
          ...(unknown.length > 0
            ? [`not in ATT&CK ${ATTACK_VERSION}, and so not in the layer: ${unknown.join(', ')}`]
            : []),
        ];
      },
    };
  },
};
