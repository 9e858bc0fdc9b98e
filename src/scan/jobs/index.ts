import type { Job, Shard } from '../threads/job.ts';
import { countJob } from './count.ts';
import { detectJob } from './detect.ts';
import { eventsJob } from './events.ts';
import { queryJob } from './query.ts';
import { spanJob } from './span.ts';

/** A job of which only the thread that started it knows what its data mean. */
export type AnyJob = Job<unknown, unknown, Shard<unknown>>;

/** Every job that a thread can be given, by name. */
export const JOBS: Readonly<Record<string, AnyJob>> = Object.fromEntries(
  [countJob, detectJob, eventsJob, queryJob, spanJob].map((job) => [job.name, job as unknown as AnyJob]),
);
