/** The file of a folder that makes it a detection package. */
export const MANIFEST_FILE = 'detection.yaml';
