import { type ByteRange, type Damage, FORMATS, type PartEnd } from '../../formats/index.ts';
import type { Input } from '../input.ts';
import { chooseFormat, headOf, type InputReport } from '../read-inputs.ts';
import type { Part } from './part.ts';

/** A part to read, and whether it is the last of its file; `here` says that no other thread can open the input. */
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
    const ranges = size !== undefined && size > partSize ? await rangesOf(input, partSize, textInput) : undefined;
    if (!ranges || ranges.cuts.length < 2) {
      yield { part: { file, name, size, found }, isLast: true, isHere: size === undefined };
      continue;
    }
    const { format, reason, cuts } = ranges;
    for (const [index, range] of cuts.entries()) {
      const part = { file, name, size, found, cut: { range, format, reason } };
      yield { part, isLast: index === cuts.length - 1, isHere: false };
    }
  }
}

interface Ranges {
  readonly format: string;
  readonly reason: string;
  readonly cuts: readonly ByteRange[];
}

async function rangesOf(input: Input, partSize: number, textInput: boolean): Promise<Ranges | undefined> {
  const source = await input.open().catch(() => undefined);
  if (!source) return undefined;
  try {
    const head = await headOf(source);
    const { format, reason } = chooseFormat(input, head, textInput);
    if (!format?.parts || source.size === undefined) return undefined;
    return { format: format.name, reason, cuts: format.parts.cut(head, source.size, partSize) };
  } finally {
    await source.close();
  }
}

/** Remarks on a file that was read in parts. */
export function notesOf(format: string, ends: readonly PartEnd[]): readonly string[] {
  return FORMATS.find(({ name }) => name === format)?.parts?.notes(ends) ?? [];
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
    firstDamages: [...reports.flatMap((report) => report.firstDamages), ...further].slice(0, shown),
    shapes,
    status: broken ? 'unreadable' : 'read',
  };
}
