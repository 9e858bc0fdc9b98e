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

/** So many hosts and channels are remembered at once. */
const MOST_REMEMBERED = 4096;

/**
 * Reads the built-in fields of events; of rules that fit a channel the last one wins. Events that agree in what decides share one
 * object, if they bring no built-in fields of their own.
 */
export function metadataReader(rules: readonly SourceCategoryRule[]): (event: Event) => EventMetadata {
  const tests = rules.map(({ channels, category }) => ({
    category,
    fits: channels === undefined ? () => true : compileWildcard(channels, { case: 'ascii', question: true }),
  }));
  const choose: CategoryChoice = (channel) => tests.findLast(({ fits }) => fits(channel ?? ''))?.category;
  const shared = new Map<Raw, Map<string | undefined, EventMetadata>>();
  let count = 0;
  let file: string | undefined;
  let own: EventMetadata | undefined;
  return (event) => {
    if (event.file !== file || event.metadata !== own || count === MOST_REMEMBERED) {
      shared.clear();
      count = 0;
      file = event.file;
      own = event.metadata;
    }
    const host = event.get('Computer');
    let ofHost = shared.get(host);
    if (!ofHost) {
      ofHost = new Map();
      shared.set(host, ofHost);
    }
    const { channel } = event.header;
    let metadata = ofHost.get(channel);
    if (!metadata) {
      metadata = metadataOf(event, choose);
      ofHost.set(channel, metadata);
      count++;
    }
    return metadata;
  };
}
