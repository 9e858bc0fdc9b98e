export {
  type AttackTactic,
  type AttackTechnique,
  attackTactic,
  attackTacticNames,
  attackTechnique,
  goneTechnique,
  isLaterTechnique,
} from './attack.ts';
export { ATTACK_VERSION } from './attack-index.ts';
