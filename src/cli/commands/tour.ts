import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DetectionPackage } from '../../detection/index.ts';
import { invariant } from '../../diagnostic/index.ts';
import { interpreter } from '../../engines/js/interpret.ts';
import { shippedDetectionsFolder } from '../../host/node/index.ts';
import { formsOf, type ProofForm, prove, runDatasets } from '../../proof/index.ts';
import { metadataReader, withInnerRuns } from '../../scan/index.ts';
import { SourceText } from '../../source/index.ts';
import type { CommandDefinition } from '../command.ts';
import { paintFor } from '../output/color.ts';
import {
  alertTable,
  commonDay,
  refusalExcerpt,
  repairLines,
  repairsOf,
  signalLines,
  type TourFrame,
  tourHeading,
  vantageLines,
  verdictTable,
} from '../output/tour-page.ts';
import { wrapText } from '../output/wrap.ts';
import { loadShippedDetections } from '../shipped-detections.ts';
import { EXIT } from '../usage-error.ts';

/** How the user starts spoor from here: the script of a clone, or the command of an installed package. */
function startWord(): string {
  const folder = shippedDetectionsFolder();
  const isClone = folder !== undefined && existsSync(join(dirname(folder), 'spoor'));
  return isClone ? './spoor' : 'spoor';
}

/** A detection that ships with a text as it was published, and so has something to tell. */
function isTold(detection: DetectionPackage): boolean {
  return detection.queries.get('sumo-search')?.specimen !== undefined && detection.tests.length > 0;
}

function refusal(detection: DetectionPackage, forms: readonly ProofForm[], frame: TourFrame): string {
  const published = forms[0]!.prepared;
  if (published.status !== 'refused') return '  It runs as published.\n';
  const { platform } = detection.queries.get('sumo-search')!;
  const source = new SourceText(platform.specimen ?? published.source.name, published.source.text);
  return refusalExcerpt(published.diagnostics[0]!, source, frame);
}

function nextSteps(slug: string, frame: TourFrame): string {
  const start = startWord();
  const steps = [
    [`${start} scan FOLDER`, 'the same detection over your own .evtx files'],
    [`${start} query '* | count by Channel, EventID' FOLDER`, 'ask them something else'],
    [`${start} show ${slug.split('-')[0]?.toUpperCase()}`, 'what the detection means, and how to tell false alerts'],
  ] as const;
  const longest = Math.max(...steps.map(([command]) => command.length));
  const hasRoom = steps.every(([, what]) => 4 + longest + what.length <= frame.width);
  return steps
    .map(([command, what]) => {
      const { bold, dim } = frame.paint;
      return hasRoom
        ? `  ${bold(command.padEnd(longest))}  ${dim(what)}\n`
        : `  ${bold(command)}\n      ${dim(what)}\n`;
    })
    .join('');
}

/** `spoor tour`: the main job on the bundled telemetry. */
export const tourCommand: CommandDefinition = {
  name: 'tour',
  summary: 'Shows the main job on bundled telemetry: a published query refused, repaired, run and proved.',
  usage: ['spoor tour'],
  positionals: { min: 0, max: 0, name: '' },
  options: [],
  examples: [
    { title: 'the tour', command: 'spoor tour' },
    { title: 'in color through a pager', command: 'spoor tour --color always | less -R' },
    { title: 'the same verdicts for a script', command: 'spoor test --format ndjson' },
  ],
  exits: [
    [0, 'the tour ran, whatever the verdicts'],
    [70, 'a fault of spoor itself'],
  ],
  async run(args, io) {
    const detection = loadShippedDetections({ withTests: true }).find(isTold);
    invariant(detection, 'no detection that the tour can show');
    const { manifest, tests } = detection;
    const frame: TourFrame = { width: io.stdout.columns, paint: paintFor(io.stdout, args, io) };
    const { paint, width } = frame;
    const context = { engine: withInnerRuns(interpreter), metadata: metadataReader([]), now: io.clock() };
    const forms = formsOf(detection).filter((one) => one.query === 'specimen');
    const meant = forms.at(-1)!.prepared;
    const proof = await prove(detection, { ...context, forms });
    invariant(meant.status === 'ready', 'the specimen does not run even when repaired');
    const { rows, events } = await runDatasets(detection, meant, context);
    const specimen = detection.queries.get('sumo-search')!.specimen!;
    const repairs = repairsOf(meant.findings, specimen);
    const mended = repairs.reduce((sum, one) => sum + one.count, 0);
    const day = commonDay(rows);
    const verdicts = proof.rows.filter((row) => row.outcome !== undefined);
    const expected = verdicts.filter((row) => row.outcome === 'as-expected').length;
    const write = (text: string): void => io.stdout.write(text);

    write(`${paint.bold(wrapText(manifest.title, width).join('\n'))}\n`);
    const intro = `${manifest.slug} ${manifest.version}: a detection as a catalogue publishes it, on ${events} bundled events of a Windows network.`;
    write(
      `${wrapText(intro, width)
        .map((line) => paint.dim(line))
        .join('\n')}\n`,
    );
    write(tourHeading(1, 'As published, the platform refuses it', frame));
    write(refusal(detection, forms, frame));
    write(tourHeading(2, `${mended} repairs make it run as evidently meant`, frame));
    write(repairLines(repairs, frame));
    write(
      tourHeading(3, `Repaired, it gives ${rows.length} alerts${day ? ` on ${day}` : ''}, newest first (UTC)`, frame),
    );
    write(alertTable(rows, frame));
    write(
      tourHeading(
        4,
        `The repaired query in ${tests.length} tests: ${proof.state}, ${expected} of ${verdicts.length} as expected`,
        frame,
      ),
    );
    write(vantageLines(frame));
    write(verdictTable(tests, proof.rows, frame));
    write(signalLines(proof, frame));
    write(tourHeading(5, 'What to try next', frame));
    write(nextSteps(manifest.slug, frame));
    return EXIT.ok;
  },
};
