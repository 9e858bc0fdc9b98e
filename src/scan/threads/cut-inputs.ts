import { type Damage, FORMATS, type PartEnd, type PartReading } from '../../formats/index.ts';
import type { Input } from '../input.ts';
import { chooseFormat, headOf, InputError, type InputReport, inOrder, type PartChoice } from '../read-inputs.ts';
import type { Part } from './part.ts';

/** A part to read, and whether it is the last of its file; `isHere` says that its size is not known, so that it is not sent away. */
export interface PartOfFile {
  readonly part: Part;
  readonly isLast: boolean;
  readonly isHere: boolean;
}

/** Parts of about `partSize` bytes, in order; inputs that are small, or of which a part cannot be read by itself, are one part. */
export async function* cutInputs(
  inputs: readonly Input[],
  partSize: number,
  textInput: boolean,
): AsyncGenerator<PartOfFile> {
  for (const [file, input] of inputs.entries()) {
    const { name, size, found } = input;
    let isCut = false;
    if (size !== undefined && size > partSize) {
      for await (const cut of partsOf(input, partSize, textInput)) {
        isCut = true;
        yield {
          part: { file, name, size, found, cut },
          isLast: cut.range.to === Number.POSITIVE_INFINITY,
          isHere: false,
        };
      }
    }
    if (!isCut) yield { part: { file, name, size, found }, isLast: true, isHere: size === undefined };
  }
}

/** The parts of a file, found while they are asked for; none if it is not to be cut, or cannot be read. */
async function* partsOf(input: Input, partSize: number, textInput: boolean): AsyncGenerator<PartChoice> {
  const source = await input.open().catch(() => undefined);
  if (!source) return;
  let behind = 0;
  let format: string | undefined;
  let reason = '';
  try {
    if (source.size === undefined) return;
    const head = await headOf(source);
    const chosen = chooseFormat(input, head, textInput);
    const { parts } = chosen.format ?? {};
    if (!parts) return;
    for await (const range of parts.cut(source, head, source.size, partSize)) {
      if (range.from === 0 && range.to === Number.POSITIVE_INFINITY) return;
      format = chosen.format?.name;
      reason = chosen.reason;
      behind = range.to;
      if (format) yield { range, format, reason };
    }
  } catch (error) {
    // Who reads the part meets the same, and says it.
    if (!(error instanceof InputError)) throw error;
    if (format) yield { range: { from: behind, to: Number.POSITIVE_INFINITY }, format, reason };
  } finally {
    await source.close();
  }
}

/** Remarks on a file that was read in parts, and damage that no part could see by itself. */
export function joinEnds(format: string, file: string, ends: readonly PartEnd[]): ReturnType<PartReading['join']> {
  const parts = FORMATS.find(({ name }) => name === format)?.parts;
  return parts?.join(file, ends) ?? { notes: [], damage: [] };
}

/** The report on a file of those on its parts in order, with further damage behind theirs. */
export function joinReports(
  reports: readonly InputReport[],
  further: readonly Damage[],
  shown: number,
): Omit<InputReport, 'notes'> {
  const [first] = reports as readonly [InputReport, ...InputReport[]];
  const broken = reports.find((report) => report.status === 'unreadable');
  const shapes = new Map<string, number>();
  for (const report of reports) {
    for (const [shape, count] of report.shapes) shapes.set(shape, (shapes.get(shape) ?? 0) + count);
  }
  return {
    name: first.name,
    format: broken ? broken.format : first.format,
    reason: (broken ?? first).reason,
    events: reports.reduce((sum, report) => sum + report.events, 0),
    damages: reports.reduce((sum, report) => sum + report.damages, further.length),
    firstDamages: inOrder([...reports.flatMap((report) => report.firstDamages), ...further]).slice(0, shown),
    shapes,
    status: broken ? 'unreadable' : 'read',
  };
}
