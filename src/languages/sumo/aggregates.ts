/** An aggregate function: how its column is named by default and what it takes (spec sumo §8.1). */
export interface SumoAggregate {
  readonly name: string;
  /** Default column; `<f>` stands for the field, `<p>` for a percentile. */
  readonly column: string;
  /** Fewest and most fields. */
  readonly fields: readonly [number, number];
  /** True if numbers may follow the field. */
  readonly numbers: boolean;
  readonly summary: string;
  readonly example: string;
}

function aggregate(
  name: string,
  column: string,
  fields: readonly [number, number],
  numbers: boolean,
  summary: string,
  example: string,
): SumoAggregate {
  return { name, column, fields, numbers, summary, example };
}

/** All aggregate functions. */
export const SUMO_AGGREGATES: readonly SumoAggregate[] = [
  aggregate('avg', '_avg', [1, 1], false, 'Mean of the numbers.', 'avg(duration)'),
  aggregate(
    'count',
    '_count',
    [0, 1],
    false,
    'Number of rows, or of rows in which the field has a value.',
    'count(user)',
  ),
  aggregate(
    'count_distinct',
    '_count_distinct',
    [1, 16],
    false,
    'Number of different values.',
    'count_distinct(Computer)',
  ),
  aggregate(
    'count_frequent',
    '_approxcount',
    [1, 16],
    false,
    'The most frequent groups, counted approximately.',
    'count_frequent(domain)',
  ),
  aggregate('first', '_first', [1, 1], false, 'Value of the first row: the newest in default order.', 'first(status)'),
  aggregate('last', '_last', [1, 1], false, 'Value of the last row: the oldest in default order.', 'last(status)'),
  aggregate(
    'least_recent',
    '_leastrecent',
    [1, 1],
    false,
    'Oldest value, by the time that withtime attached.',
    'least_recent(status_withtime)',
  ),
  aggregate('max', '_max', [1, 1], false, 'Greatest number.', 'max(bytes)'),
  aggregate('min', '_min', [1, 1], false, 'Least number.', 'min(bytes)'),
  aggregate(
    'most_recent',
    '_mostrecent',
    [1, 1],
    false,
    'Newest value, by the time that withtime attached.',
    'most_recent(status_withtime)',
  ),
  aggregate('pct', '_<f>_pct_<p>', [1, 1], true, 'Percentiles; 50 when none is named.', 'pct(duration, 50, 99)'),
  aggregate('pct_sampling', '_<f>_pct_<p>', [1, 1], true, 'Percentiles of a sample.', 'pct_sampling(duration, 90)'),
  aggregate('stddev', '_stddev', [1, 1], false, 'Standard deviation of the numbers.', 'stddev(duration)'),
  aggregate('sum', '_sum', [1, 1], false, 'Sum of the numbers.', 'sum(bytes)'),
  aggregate('values', '_values', [1, 1], false, 'The different values, sorted, one a line.', 'values(IpAddress)'),
];

const BY_NAME = new Map(SUMO_AGGREGATES.map((row) => [row.name, row]));

/** The aggregate of a name, letter case aside. */
export function aggregateNamed(name: string): SumoAggregate | undefined {
  return BY_NAME.get(name.toLowerCase());
}
