// Builds the command line once before tests that start it, which would otherwise all do so at the same time.
import { ensureBuilt } from '../scripts/set-up.mjs';

export const setup = ensureBuilt;
