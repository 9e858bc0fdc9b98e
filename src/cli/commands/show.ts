import type { DetectionPackage } from '../../detection/index.ts';
import type { CommandDefinition } from '../command.ts';
import { formatOption, OUTPUT_OPTION } from '../options.ts';
import { paintFor } from '../output/color.ts';
import { detectionPage } from '../output/detection-page.ts';
import { openResult } from '../output/result-writer.ts';
import { chosenPackages } from '../shipped-detections.ts';
import { EXIT } from '../usage-error.ts';

/** A package as one object: its manifest, with the texts of its queries and its tests in place of their file names. */
function objectOf({ manifest, queries, sigma, tests, cases }: DetectionPackage) {
  return {
    ...manifest,
    queries: {
      ...Object.fromEntries(
        [...queries].map(([platform, query]) => [
          platform,
          { query: query.source.text, ...(query.specimen && { specimen: query.specimen.text }) },
        ]),
      ),
      ...(sigma && { sigma: { query: sigma.source.text } }),
    },
    tests,
    ...(cases && { cases: cases.cases.length }),
  };
}

/** `spoor show`: one detection, readable. */
export const showCommand: CommandDefinition = {
  name: 'show',
  summary: 'Shows a detection: what it means, what it reads, its tests, its false positives, its query.',
  usage: ['spoor show ID'],
  positionals: { min: 1, max: 1, name: 'ID' },
  options: [formatOption('table', 'json'), OUTPUT_OPTION],
  examples: [
    { title: 'by technique', command: 'spoor show T1021.006' },
    { title: 'by name', command: 'spoor show t1021.006-windows-remote-management' },
    { title: 'for a script', command: 'spoor show T1021.006 --format json' },
  ],
  exits: [
    [0, 'done'],
    [2, 'wrong use, or no such detection'],
  ],
  async run(args, io) {
    const chosen = chosenPackages('show', args.positionals, { withTests: true });
    const out = await openResult(io, args.value('output'));
    if (args.value('format') === 'json') {
      const objects = chosen.map(objectOf);
      out.write(`${JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)}\n`);
    } else {
      const paint = paintFor(io.stdout, args, io);
      out.write(chosen.map((one) => detectionPage(one, io.stdout.columns, paint)).join('\n'));
    }
    await out.commit();
    return EXIT.ok;
  },
};
