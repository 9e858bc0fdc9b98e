import { type CategoryChoice, type Event, type EventMetadata, metadataOf, type Raw } from '../event/index.ts';
import { compileWildcard } from '../value/index.ts';

/** A source category for all input, or for the channels that a glob names. */
export interface SourceCategoryRule {
  readonly channels: string | undefined;
  readonly category: string;
}

/** Reads `C` or `GLOB=C`. */
export function parseSourceCategory(text: string): SourceCategoryRule {
  const at = text.indexOf('=');
  return at < 0
    ? { channels: undefined, category: text }
    : { channels: text.slice(0, at), category: text.slice(at + 1) };
}

/** Reads the built-in fields of events; of rules that fit a channel the last one wins. Neighbors that agree in what decides share one object. */
export function metadataReader(rules: readonly SourceCategoryRule[]): (event: Event) => EventMetadata {
  const tests = rules.map(({ channels, category }) => ({
    category,
    fits: channels === undefined ? () => true : compileWildcard(channels, { case: 'ascii', question: true }),
  }));
  const choose: CategoryChoice = (channel) => tests.findLast(({ fits }) => fits(channel ?? ''))?.category;
  let last: EventMetadata | undefined;
  let channel: string | undefined;
  let file: string | undefined;
  let own: EventMetadata | undefined;
  let computer: Raw;
  return (event) => {
    const host = event.get('Computer');
    const { channel: name } = event.header;
    if (last && host === computer && name === channel && event.file === file && event.metadata === own) return last;
    channel = name;
    file = event.file;
    own = event.metadata;
    computer = host;
    last = metadataOf(event, choose);
    return last;
  };
}
