export {
  type AttackTactic,
  type AttackTechnique,
  attackTactic,
  attackTacticNames,
  attackTechnique,
  goneTechnique,
} from './attack.ts';
export { ATTACK_VERSION } from './attack-index.ts';
