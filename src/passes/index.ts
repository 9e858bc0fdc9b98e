export { dropFinalSort } from './drop-sort.ts';
