import { SIGMA_DIAGNOSTICS } from './diagnostics.ts';
import { parseSigma } from './document.ts';

/** Sigma, the generic signature format: what it is called and what can be done with it. */
export const sigmaLanguage = {
  name: 'sigma',
  title: 'Sigma',
  extensions: ['.yml', '.yaml'],
  parse: parseSigma,
  diagnostics: SIGMA_DIAGNOSTICS,
} as const;
