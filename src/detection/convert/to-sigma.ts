import { fidelityOf } from '../../ir/index.ts';
import { emitSigma, type WrittenHead, type WrittenSource } from '../../languages/sigma/index.ts';
import type { SourceText } from '../../source/index.ts';
import { hashText } from '../../value/index.ts';
import type { Manifest } from '../manifest.ts';
import type { DetectionPackage } from '../package.ts';
import { prepareQuery } from '../prepare.ts';
import type { Conversion } from './conversion.ts';

/** How a search is written as a Sigma rule. */
export interface ToSigmaOptions {
  readonly logSource: WrittenSource | undefined;
  /** What the rule says of itself; undefined to take it from the search. */
  readonly head: WrittenHead | undefined;
}

/** An id that is the same whenever it is made of the same text: a UUID of version 5 (RFC 9562 §5.5), in a namespace of our own. */
function idOf(text: string): string {
  const digest = hashText(`spoor:convert:${text}`, 'sha1')!;
  const variant = ((Number.parseInt(digest[16]!, 16) & 3) | 8).toString(16);
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `5${digest.slice(13, 16)}`];
  return [...parts, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}

const baseName = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');

/** What a search says of itself: its first comment is the title, else the name of its file. */
function headOfSearch({ name, text }: SourceText): WrittenHead {
  const comment = (/^\s*\/\/\s*(\S.*)/.exec(text) ?? /^\s*\/\*+\s*(\S[^\n]*?)\s*(?:\*\/|\n)/.exec(text))?.[1]?.trim();
  const named = baseName(name).replace(/[-_]+/g, ' ').trim();
  const title = comment ?? (named === '' ? 'Search' : named);
  return {
    title: title.slice(0, 256),
    id: idOf(text),
    status: 'experimental',
    description: 'Written from a search of Sumo Logic.',
    level: 'medium',
  };
}

const STATUSES: Partial<Record<Manifest['status'], string>> = { production: 'stable', removed: 'deprecated' };

/** What the Sigma rule of a package says of itself. */
export function headOfPackage({ manifest }: DetectionPackage): WrittenHead {
  const { title, id, status, summary, references, created, modified, attack, severity, false_positives } = manifest;
  const tags = attack.mappings.flatMap(({ tactic, technique }) => [
    `attack.${tactic}`,
    `attack.${technique.toLowerCase()}`,
  ]);
  return {
    ...{ title, id: idOf(id), status: STATUSES[status] ?? status, description: summary },
    references: references.map(({ url }) => url),
    ...{ date: created, modified, tags: [...new Set(tags)] },
    falsepositives: false_positives.map(({ cause }) => cause.replace(/\.$/, '')),
    level: severity.level,
  };
}

/** Writes a search of Sumo Logic as a Sigma rule; a search with faults is written as it is repaired. */
export function sumoToSigma(source: SourceText, { logSource, head }: ToSigmaOptions): Conversion {
  const written = head ?? headOfSearch(source);
  const { title } = written;
  const prepared = prepareQuery(source, { strict: false });
  if (prepared.status === 'refused')
    return {
      ...{ source, title, start: 0, fidelity: 'unsupported', text: undefined },
      ...{ notes: prepared.diagnostics, noted: prepared.source },
    };
  const { text, notes } = emitSigma(prepared.plan, {
    ...{ head: written, logSource },
    correlationId: idOf(`correlation ${written.id}`),
  });
  return { source, title, start: 0, fidelity: fidelityOf(notes), text, notes, noted: prepared.source };
}
