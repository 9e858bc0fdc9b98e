import { attackTactic, attackTacticNames, attackTechnique } from '../../../detection/index.ts';
import { type AlertGroup, severityRank } from '../../../scan/index.ts';
import { countText } from '../../../value/index.ts';
import { type Html, html } from './html.ts';
import { levelClass } from './timeline.ts';

const plural = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`;

function cellOf(group: AlertGroup, isSub: boolean): Html {
  const { key, severity, rules, alerts } = group;
  const name = attackTechnique(key)?.name ?? 'not in this version of ATT&CK';
  const className = `cell ${levelClass(severityRank(severity))}${isSub ? ' sub' : ''}`;
  const counts = `${plural(rules.size, 'rule')}, ${plural(alerts, 'alert')}`;
  return html`<button type="button" class="${className}" data-technique="${key}" aria-pressed="false" title="${key} ${name}: ${counts}"><span><b>${key}</b> ${name}</span> <span class="n" aria-label="${counts}">${countText(alerts)}</span></button>`;
}

/** Techniques by their parents, each followed by its sub-techniques. */
function inOrder(groups: readonly AlertGroup[]): AlertGroup[] {
  return [...groups].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Tactics as columns with the techniques that fired, colored by their highest level; a technique of several tactics stands in each. */
export function heatMap(groups: readonly AlertGroup[]): Html | undefined {
  const known = groups.filter(({ key }) => key !== '');
  if (known.length === 0) return undefined;
  const tacticsOf = ({ key }: AlertGroup): readonly string[] => attackTechnique(key)?.tactics ?? [''];
  const columns = [...attackTacticNames(), ''].map((tactic) => {
    const own = inOrder(known.filter((group) => tacticsOf(group).includes(tactic)));
    if (own.length === 0) return undefined;
    const ids = new Set(own.map(({ key }) => key));
    const cells = own.map((group) => cellOf(group, group.key.includes('.') && ids.has(group.key.split('.')[0]!)));
    return html`<section><h3>${attackTactic(tactic)?.name ?? 'Of no tactic'}</h3>${cells}</section>`;
  });
  return html`<div class="matrix">${columns}</div>`;
}
