export { type PrepareOptions, prepareQuery, type ReadyQuery, type RefusedQuery } from './prepare.ts';
