import type { Diagnostic, Fix, FixClass } from '../diagnostic/index.ts';
import { applyEdits, type Edit, editsOverlap, SourceText } from '../source/index.ts';
import { lintSumo } from './linter.ts';

/** A fix that was applied, with the finding it mends; the finding's spans refer to the text of its pass. */
export interface AppliedFix {
  readonly code: string;
  readonly fix: Fix;
  readonly diagnostic: Diagnostic;
  /** Pass in which it was applied, from 1. */
  readonly pass: number;
}

/** What fixing gives: the text, what was done to it in order, and what is left to say about it. */
export interface FixResult {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  readonly remaining: readonly Diagnostic[];
}

/** No text needs more passes than this; a text that does is left as the last pass made it. */
export const MAX_PASSES = 200;

/** A fix that is to be applied, with the finding it mends. */
export interface ChosenFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

function fixesOf(diagnostics: readonly Diagnostic[], classes: ReadonlySet<FixClass>): ChosenFix[] {
  return diagnostics.flatMap((diagnostic) => {
    const fix = diagnostic.fixes?.find((candidate) => classes.has(candidate.class));
    return fix ? [{ diagnostic, fix }] : [];
  });
}

/** Fixes that do not touch each other and go together, the first in the text preferred; the rest waits for the next pass. */
function compatible(fixes: readonly ChosenFix[]): ChosenFix[] {
  const taken: Edit[] = [];
  const groups = new Set<number>();
  return fixes.filter(({ fix }) => {
    if (fix.oneOf !== undefined && groups.has(fix.oneOf)) return false;
    if (fix.edits.some((edit) => taken.some((other) => editsOverlap(edit, other)))) return false;
    taken.push(...fix.edits);
    if (fix.oneOf !== undefined) groups.add(fix.oneOf);
    return true;
  });
}

/** The fixes of some classes that can be applied at once. */
export function chosenFixes(diagnostics: readonly Diagnostic[], classes: readonly FixClass[]): readonly ChosenFix[] {
  return compatible(fixesOf(diagnostics, new Set(classes)));
}

/** Applies all fixes of some classes until none is left; applying it to its own result changes nothing. */
export function fixSumo(source: SourceText, classes: readonly FixClass[]): FixResult {
  const applied: AppliedFix[] = [];
  const seen = new Set<string>();
  let { text } = source;
  let { diagnostics } = lintSumo(source);
  for (let pass = 1; pass <= MAX_PASSES && !seen.has(text); pass++) {
    seen.add(text);
    const chosen = chosenFixes(diagnostics, classes);
    if (chosen.length === 0) break;
    text = applyEdits(
      text,
      chosen.flatMap(({ fix }) => fix.edits),
    );
    applied.push(...chosen.map(({ diagnostic, fix }) => ({ code: diagnostic.code, fix, diagnostic, pass })));
    diagnostics = lintSumo(new SourceText(source.name, text)).diagnostics;
  }
  return { text, applied, remaining: diagnostics };
}
