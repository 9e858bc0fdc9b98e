import { expect } from 'vitest';
import { Bucket, type KeptBucket, type Passed } from '../../src/engines/js/detector/detector.ts';
import type { Event } from '../../src/event/index.ts';
import { PackReader, PackWriter } from '../../src/value/index.ts';

/** A bucket of what was kept of one. */
function restored(bucket: Bucket): Bucket {
  const writer = new PackWriter();
  const bytes = writer.finish([['bucket', writer.add(bucket.save())]]);
  const { data, matchers } = new PackReader(bytes).read('bucket') as KeptBucket;
  return new Bucket(data, matchers);
}

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
  const unused = restored(bucket);
  const asked = search(bucket, event);
  expect(search(unused, event)).toEqual(asked);
  const used = restored(bucket);
  expect(search(used, event)).toEqual(asked);
  // What is remembered of values.
  expect(search(used, event)).toEqual(asked);
  return asked;
}
