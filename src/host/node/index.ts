export { inputsAt, PathError } from './inputs.ts';
export { reasonOf } from './reason.ts';
export { temporarySpillStore } from './spill-store.ts';
