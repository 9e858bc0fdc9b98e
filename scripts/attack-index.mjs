// Makes src/attack/attack-index.ts, the pinned reduced index of MITRE ATT&CK, from a reduced copy of mitre/cti.
// Usage: node scripts/attack-index.mjs [FILE]   (default: ../shared/data/attack/attack-enterprise-18.1.json)
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const from = process.argv[2] ?? join(root, '..', 'shared', 'data', 'attack', 'attack-enterprise-18.1.json');
const { meta, tactics, techniques, revoked_or_deprecated: gone } = JSON.parse(readFileSync(from, 'utf8'));
const { version } = meta;

const byId = (a, b) => (a.id < b.id ? -1 : 1);
const plain = (text) => {
  if (/[|;=`\\$]/.test(text)) throw new Error(`a name that the index cannot hold: ${text}`);
  return text;
};
const parents = techniques.filter((one) => !one.parent).sort(byId);

/** Tactics of a sub-technique are written only where they are not its parent's. */
function subTechnique(one, parent) {
  const own = one.tactics.join(' ') === parent.tactics.join(' ') ? '' : `=${one.tactics.join(' ')}`;
  return `${one.id.slice(parent.id.length + 1)} ${plain(one.name)}${own}`;
}

const lines = parents.map((parent) => {
  const subs = techniques.filter((one) => one.parent === parent.id).sort(byId);
  const tail = subs.length > 0 ? `|${subs.map((one) => subTechnique(one, parent)).join(';')}` : '';
  return `${parent.id}|${parent.tactics.join(' ')}|${plain(parent.name)}${tail}`;
});
const goneLines = gone.sort(byId).map((one) => `${one.id}${one.replaced_by ? `>${one.replaced_by}` : ''}`);
const rows = [];
for (let at = 0; at < goneLines.length; at += 8) rows.push(goneLines.slice(at, at + 8).join(' '));

const text = `// Made by scripts/attack-index.mjs; not edited by hand.
// ${meta.license}

/** The version of MITRE ATT&CK (Enterprise) that this index was made of. */
export const ATTACK_VERSION = '${version}';

/** Tactics in the order of the matrix: id, short name, name. */
export const ATTACK_TACTICS = \`
${tactics.map((one) => `${one.id}|${one.shortname}|${plain(one.name)}`).join('\n')}
\`;

/** Techniques: id, short names of tactics, name, then its sub-techniques (\`001 Name;002 Name\`, \`=tactics\` where they differ). */
export const ATTACK_TECHNIQUES = \`
${lines.join('\n')}
\`;

/** Ids that were revoked or deprecated, with what replaces them. */
export const ATTACK_GONE = \`
${rows.join('\n')}
\`;
`;
writeFileSync(join(root, 'src', 'attack', 'attack-index.ts'), text);
console.log(`ATT&CK ${version}: ${tactics.length} tactics, ${techniques.length} techniques, ${gone.length} gone`);
