import { nearestName } from '../../source/index.ts';
import { sourceText } from './log-source.ts';
import type { LogSource } from './rule.ts';
import { CATEGORIES, type EventKind, SERVICES, UNLOGGED } from './windows-logs.ts';

/**
 * Which events a rule is asked of: those of Windows channels, all of Windows, those of no Windows channel (other products write no
 * event log), all, or none because no log holds them.
 */
export type Reach =
  | { readonly kind: 'channels'; readonly kinds: readonly EventKind[] }
  | { readonly kind: 'windows' }
  | { readonly kind: 'other'; readonly log: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'none'; readonly log: string };

const known = <T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined =>
  key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

function ofService(service: string): Reach | undefined {
  const channels = known(SERVICES, service);
  return channels && { kind: 'channels', kinds: [{ channels, eventIds: [] }] };
}

function ofBoth(kinds: readonly EventKind[], service: string, source: LogSource): Reach {
  const channels = known(SERVICES, service);
  if (!channels) return { kind: 'none', log: `a Windows log for the service ${service}, of which none is known` };
  const both = kinds.filter((kind) => kind.channels.some((channel) => channels.includes(channel)));
  return both.length > 0
    ? { kind: 'channels', kinds: both }
    : { kind: 'none', log: `${sourceText(source)}, which no log is` };
}

function unknownLog(what: 'category' | 'service', name: string): Reach {
  const near = nearestName(name, Object.keys(what === 'category' ? CATEGORIES : SERVICES));
  return {
    kind: 'none',
    log: `a Windows log for the ${what} ${name}, of which none is known${near ? ` (${near} is one)` : ''}`,
  };
}

/** The events of a log source; attributes that it does not have are any (spec sigma §10). */
export function reachOf(source: LogSource): Reach {
  const { category, product, service } = source;
  if (product !== undefined && product !== 'windows') return { kind: 'other', log: sourceText(source) };
  const kinds = known(CATEGORIES, category);
  if (kinds) return service === undefined ? { kind: 'channels', kinds } : ofBoth(kinds, service, source);
  const unlogged = known(UNLOGGED, category);
  if (unlogged !== undefined) return { kind: 'none', log: unlogged };
  if (category !== undefined)
    return product ? unknownLog('category', category) : { kind: 'other', log: sourceText(source) };
  if (service !== undefined) {
    const reach = ofService(service);
    if (reach) return reach;
    return product ? unknownLog('service', service) : { kind: 'other', log: sourceText(source) };
  }
  return product ? { kind: 'windows' } : { kind: 'all' };
}
