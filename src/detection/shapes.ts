import { attackTactic, attackTacticNames, attackTechnique, goneTechnique } from '../attack/index.ts';
import { nearestName } from '../source/index.ts';
import { compileCondition } from './condition.ts';
import { pattern, refine, type Shape, text } from './shape.ts';

/** A name that other parts refer to: lower case, digits, hyphens. */
export const identifier = pattern(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a name of lower-case letters, digits and hyphens');

/** A UUID. */
export const uuid = pattern(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/, 'a lower-case UUID');

/** A digest in hexadecimal. */
export const sha256 = pattern(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 lower-case hexadecimal digits');

/** A day. */
export const day = pattern(/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-01-31');

/** A path inside the package, which never leads out of it. */
export const innerPath = pattern(
  /^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\\][^\\]*$/,
  'a path inside the package, with forward slashes',
);

/** A technique of the pinned ATT&CK. */
export const technique: Shape<string> = refine(text, (id) => {
  if (attackTechnique(id)?.id === id) return [];
  const gone = goneTechnique(id);
  if (!gone) return [{ message: `the pinned ATT&CK has no technique ${id}` }];
  return [{ message: `${id} is revoked${gone.replacement ? `; it is ${gone.replacement} now` : ''}` }];
});

/** A tactic of the pinned ATT&CK, by its short name. */
export const tactic: Shape<string> = refine(text, (name) => {
  if (attackTactic(name)?.shortName === name) return [];
  const near = nearestName(name, attackTacticNames());
  return [{ message: `ATT&CK has no tactic ${name}${near ? `; did you mean ${near}?` : ''}` }];
});

/** A condition of the query language. */
export const condition: Shape<string> = refine(text, (source) => {
  const compiled = compileCondition(source);
  if (compiled.condition) return [];
  const [first] = compiled.diagnostics;
  return [{ message: first ? `no condition: ${first.message}` : 'one condition without a pipe is expected' }];
});

/** A name that must be one of those that another part of the package defines. */
export function reference(what: string, known: readonly string[]): Shape<string> {
  return refine(text, (name) => {
    if (known.includes(name)) return [];
    const near = nearestName(name, known);
    return [{ message: `there is no ${what} ${name}${near ? `; did you mean ${near}?` : ''}` }];
  });
}
