import { foldName } from '../../event/index.ts';

/** Fields of Windows events that hold the whole path of a file. */
const PATHS: ReadonlySet<string> = new Set(
  [
    ...['Image', 'ParentImage', 'SourceImage', 'TargetImage', 'ImageLoaded', 'TargetFilename', 'NewProcessName'],
    ...['ParentProcessName', 'ProcessName', 'CurrentDirectory'],
  ].map(foldName),
);

/** Of these, the ones whose path is that of a program or a library. */
const PROGRAMS: ReadonlySet<string> = new Set(
  ['Image', 'ParentImage', 'SourceImage', 'TargetImage', 'ImageLoaded', 'NewProcessName', 'ParentProcessName'].map(
    foldName,
  ),
);

/** True for a field that holds the path of a file. */
export function isPathField(field: string): boolean {
  return PATHS.has(foldName(field));
}

/** True for a field that holds the path of a program or a library. */
export function isProgramField(field: string): boolean {
  return PROGRAMS.has(foldName(field));
}
