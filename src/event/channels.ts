import type { Event, EventMetadata } from './event.ts';

/** Channels whose source category is not made from their name (design architecture, Metadata). */
const CATEGORIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'microsoft-windows-sysmon/operational': 'windows/sysmon',
    security: 'windows/security',
    system: 'windows/system',
    'windows powershell': 'windows/powershell',
    'microsoft-windows-powershell/operational': 'windows/powershell',
    'powershellcore/operational': 'windows/powershell',
    'microsoft-windows-winrm/operational': 'windows/winrm',
  }),
);

/** The source category of a channel: a known one, else `windows/` and the name in lower case with `/` and blanks as `-`. */
export function sourceCategoryOf(channel: string): string {
  const lower = channel.toLowerCase();
  return CATEGORIES.get(lower) ?? `windows/${lower.replace(/[/\s]+/g, '-')}`;
}

function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function textOf(event: Event, name: string): string | undefined {
  const value = event.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Gives the source category of a channel, or undefined for the usual one. */
export type CategoryChoice = (channel: string | undefined) => string | undefined;

/**
 * The metadata that a query's scope tests: what the event itself brings, else what channel, computer and file say. `choose` is
 * the user's own category by channel and wins over the table, not over the event.
 */
export function metadataOf(event: Event, choose?: CategoryChoice): EventMetadata {
  const { channel } = event.header;
  const category = choose?.(channel) ?? (channel === undefined ? undefined : sourceCategoryOf(channel));
  const host = textOf(event, 'Computer');
  const file = fileNameOf(event.file);
  return {
    ...(category !== undefined && { _sourceCategory: category }),
    _sourceName: channel ?? file,
    ...(host !== undefined && { _sourceHost: host }),
    _source: file,
    _collector: 'spoor',
    _index: 'sumologic_default',
    ...event.metadata,
  };
}
