import type { DetectionPackage, PackageDataset } from '../detection/index.ts';
import type { Input } from '../scan/index.ts';
import { hashText } from '../value/index.ts';
import { textInput } from './memory-input.ts';

/** A data set that is not what its package says; the message is one line for people. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}

/** Finds a recording by its digest; undefined if it is not at hand. */
export type FindRecording = (dataset: PackageDataset) => Promise<Input | undefined>;

/** Texts that were held against their digest already. */
const verified = new WeakMap<PackageDataset, string>();

function verifiedText({ files }: DetectionPackage, dataset: PackageDataset, file: string): string {
  const known = verified.get(dataset);
  if (known !== undefined) return known;
  const place = `${files.folder}/${file}`;
  let text: string;
  try {
    text = files.read(file);
  } catch (error) {
    throw new DatasetError(`cannot read ${place}: ${(error as Error).message}`);
  }
  const digest = hashText(text, 'sha2_256');
  if (digest !== dataset.sha256)
    throw new DatasetError(`${place} was changed: its sha256 is ${digest}, the package says ${dataset.sha256}`);
  verified.set(dataset, text);
  return text;
}

/**
 * A data set as an input: one in the package is read and held against its digest, a recording is looked for.
 * Throws a DatasetError for a file of the package that is missing or was changed.
 */
export async function datasetInput(
  detection: DetectionPackage,
  dataset: PackageDataset,
  find: FindRecording,
): Promise<Input | undefined> {
  const { file } = dataset;
  if (file === undefined) return find(dataset);
  return textInput(`${detection.manifest.slug}/${file}`, verifiedText(detection, dataset, file));
}
