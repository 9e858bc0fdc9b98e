import { ATTACK_GONE, ATTACK_TACTICS, ATTACK_TECHNIQUES } from './attack-index.ts';

/** A tactic of MITRE ATT&CK. */
export interface AttackTactic {
  readonly id: string;
  /** The name as STIX and Sigma write it: lower case, hyphens. */
  readonly shortName: string;
  readonly name: string;
}

/** A technique or sub-technique of MITRE ATT&CK. */
export interface AttackTechnique {
  readonly id: string;
  readonly name: string;
  /** Id of the technique above a sub-technique. */
  readonly parent: string | undefined;
  /** Short names of its tactics. */
  readonly tactics: readonly string[];
}

interface AttackIndex {
  readonly tactics: readonly AttackTactic[];
  readonly techniques: ReadonlyMap<string, AttackTechnique>;
  readonly gone: ReadonlyMap<string, string | undefined>;
}

let index: AttackIndex | undefined;

const linesOf = (text: string): string[] => text.trim().split('\n');

function readTechniques(): Map<string, AttackTechnique> {
  const techniques = new Map<string, AttackTechnique>();
  for (const line of linesOf(ATTACK_TECHNIQUES)) {
    const [id = '', tacticText = '', name = '', subText] = line.split('|');
    const tactics = tacticText.split(' ');
    techniques.set(id, { id, name, parent: undefined, tactics });
    for (const sub of subText?.split(';') ?? []) {
      const [title = '', own] = sub.split('=');
      const subId = `${id}.${title.slice(0, 3)}`;
      techniques.set(subId, { id: subId, name: title.slice(4), parent: id, tactics: own?.split(' ') ?? tactics });
    }
  }
  return techniques;
}

function attackIndex(): AttackIndex {
  index ??= {
    tactics: linesOf(ATTACK_TACTICS).map((line) => {
      const [id = '', shortName = '', name = ''] = line.split('|');
      return { id, shortName, name };
    }),
    techniques: readTechniques(),
    gone: new Map(
      ATTACK_GONE.trim()
        .split(/\s+/)
        .map((entry) => {
          const [id = '', replacement] = entry.split('>');
          return [id, replacement];
        }),
    ),
  };
  return index;
}

/** A technique by its id (`T1021.006`), undefined if the pinned ATT&CK has no such id. */
export function attackTechnique(id: string): AttackTechnique | undefined {
  return attackIndex().techniques.get(id.toUpperCase());
}

/** A tactic by its id (`TA0008`) or short name (`lateral-movement`). */
export function attackTactic(idOrName: string): AttackTactic | undefined {
  const wanted = idOrName.toLowerCase();
  return attackIndex().tactics.find((one) => one.id.toLowerCase() === wanted || one.shortName === wanted);
}

/** Short names of all tactics, in the order of the matrix. */
export function attackTacticNames(): readonly string[] {
  return attackIndex().tactics.map((one) => one.shortName);
}

/** True for the id of a technique that a later ATT&CK than the pinned one may have. */
export function isLaterTechnique(id: string): boolean {
  const { techniques, gone } = attackIndex();
  const number = id.toUpperCase().slice(0, 5);
  const last = [...techniques.keys(), ...gone.keys()].reduce((most, one) => (one > most ? one : most), '').slice(0, 5);
  return number > last;
}

/** Whether an id was revoked or deprecated, and what replaces it where something does. */
export function goneTechnique(id: string): { readonly replacement: string | undefined } | undefined {
  const { gone } = attackIndex();
  const wanted = id.toUpperCase();
  return gone.has(wanted) ? { replacement: gone.get(wanted) } : undefined;
}
