// Prints results as tables.

function cell(value, digits, width) {
  return (value === undefined ? '–' : value.toFixed(digits)).padStart(width);
}

/** Adds speed and ratio to results; the ratio is that of speeds, over 1 where the program is faster than the base. */
function withSpeed(results, bytes, base) {
  for (const result of results) {
    result.mbPerSecond = bytes === undefined ? undefined : bytes / 1e6 / result.wall;
    result.ratio = base === undefined ? undefined : base.wall / result.wall;
  }
}

/** One table of programs that did the same job; `base` is what the others are compared with. */
export function printPrograms(title, results, bytes, base, baseName) {
  withSpeed(results, bytes, base);
  console.log(`\n${title}`);
  console.log(
    `${'program'.padEnd(32)}   wall s  (spread)        MB/s    cpu s  peak MB  × ${baseName.padEnd(6)}  result`,
  );
  for (const { name, wall, fastest, slowest, cpu, peakMb, mbPerSecond, ratio, said } of results) {
    const spread = `${fastest.toFixed(2)}–${slowest.toFixed(2)}`.padEnd(12);
    const words = typeof said === 'string' ? said : said ? JSON.stringify(said) : '';
    console.log(
      `${name.padEnd(32)} ${cell(wall, 3, 8)}  ${spread} ${cell(mbPerSecond, 0, 7)} ${cell(cpu, 2, 8)} ${cell(peakMb, 0, 8)} ${cell(ratio, 2, 8)}  ${words}`,
    );
  }
}

/** Whether the programs that tell their hits found equally many: a fast wrong answer is none. */
export function compareHits(results) {
  const told = results.filter(({ hits }) => hits !== undefined);
  if (told.length < 2) return undefined;
  const agree = new Set(told.map(({ hits }) => hits)).size === 1;
  const words = told.map(({ name, hits }) => `${name} ${hits}`).join(', ');
  console.log(agree ? `hits agree: ${told[0].hits} in ${told.length} programs` : `HITS DIFFER: ${words}`);
  return agree;
}

/** A table of cells, the first column to the left. */
export function printCells(title, header, rows) {
  const texts = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...texts.map((row) => row[column].length)));
  console.log(`\n${title}`);
  for (const row of texts)
    console.log(row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  '));
}
