export { ALL_DIAGNOSTICS, definitionOf } from './diagnostics.ts';
export { type PrepareOptions, prepareQuery, type ReadyQuery, type RefusedQuery } from './prepare.ts';
