import { EventCounts, type SavedCounts } from '../event-counts.ts';
import { metadataReader, type SourceCategoryRule } from '../source-categories.ts';
import type { Job, Shard } from '../threads/job.ts';
import { isWithin, type TimeWindow } from '../time-window.ts';

/** What is counted: the events of a window. */
export interface CountSpec {
  readonly window: TimeWindow;
  readonly categories: readonly SourceCategoryRule[];
}

/** Counts at work. */
export interface CountShard extends Shard<SavedCounts> {
  readonly counts: EventCounts;
}

/** Counts events by channel, id, source category and host. */
export const countJob: Job<CountSpec, never, CountShard> = {
  name: 'count',
  start({ window, categories }) {
    const counts = new EventCounts();
    const metadata = metadataReader(categories);
    return {
      counts,
      event(event) {
        if (isWithin(event, window)) {
          counts.add(event, metadata(event)._sourceCategory);
          counts.addHost(event);
        }
        return true;
      },
      save: () => [counts.save()],
      merge: (piece) => counts.merge(piece),
    };
  },
};
