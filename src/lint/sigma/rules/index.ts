import type { SigmaLintRule } from '../rule.ts';

/** All lint rules for Sigma, by code. */
export const SIGMA_LINT_RULES: readonly SigmaLintRule[] = [];
