import { ALL_DIAGNOSTICS, definitionOf } from '../detection/index.ts';
import { SEVERITIES, type Severity } from '../diagnostic/index.ts';
import { fullCode } from '../lint/index.ts';
import { nearestName } from '../source/index.ts';
import type { ProjectConfig } from './config.ts';
import { UsageError } from './usage-error.ts';

function severityOf(text: string, place: string): Severity | 'off' {
  const known: readonly string[] = [...SEVERITIES, 'off'];
  if (!known.includes(text)) throw new UsageError(`${place}: a severity is one of ${known.join(', ')}, not ${text}`);
  return text as Severity | 'off';
}

/** The severities that `spoor.yaml` gives to codes. Throws a UsageError, with the place, for one that is not known or cannot be changed. */
export function lintSeverities({ lint }: ProjectConfig): ReadonlyMap<string, Severity | 'off'> {
  return new Map(
    lint.map(({ code: name, severity, place }) => {
      const code = fullCode(name);
      const definition = definitionOf(code);
      if (!definition) {
        const near = nearestName(
          code,
          ALL_DIAGNOSTICS.map((one) => one.code),
        );
        throw new UsageError(`${place}: no finding has the code ${code}${near ? `; did you mean ${near}?` : ''}`);
      }
      if (definition.severity === 'fails')
        throw new UsageError(`${place}: the severity of ${code} cannot be changed: the platform refuses such a query`);
      return [code, severityOf(severity, place)] as const;
    }),
  );
}
