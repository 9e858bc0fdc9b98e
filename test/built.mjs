// Builds the command line once before tests that start it, which would otherwise all do so at the same time.
export { setUp as setup } from '../scripts/set-up.mjs';
