import { expect } from 'vitest';
import { Bucket, type Passed } from '../../src/engines/js/detector/detector.ts';
import type { Event } from '../../src/event/index.ts';

function search(bucket: Bucket, event: Event): Passed[] {
  const asked: Passed[] = [];
  bucket.search(event, asked);
  return asked;
}

/** One in so many buckets is kept, too. */
const KEPT = 5;
let buckets = 0;

/** Whom a bucket asks of an event; one that is read from what was kept of it, before matchers are made and after, asks the same. */
export function askedOf(bucket: Bucket, event: Event): Passed[] {
  if (buckets++ % KEPT !== 0) return search(bucket, event);
  const unused = bucket.save();
  const asked = search(bucket, event);
  expect(search(Bucket.restore(unused), event)).toEqual(asked);
  const used = Bucket.restore(bucket.save());
  expect(search(used, event)).toEqual(asked);
  // What is remembered of values.
  expect(search(used, event)).toEqual(asked);
  return asked;
}
