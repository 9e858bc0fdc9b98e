import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MANIFEST_FILE, type PackageFiles } from '../../detection/index.ts';
import { reasonOf } from './reason.ts';

/** A folder on disk as the files of a package; `label` is what messages call it. */
export function packageFolder(folder: string, label = folder): PackageFiles {
  return {
    folder: label.replaceAll('\\', '/').replace(/\/+$/, ''),
    read(path) {
      try {
        return readFileSync(join(folder, path), 'utf8');
      } catch (error) {
        throw new Error(reasonOf(error));
      }
    },
    list(inner) {
      try {
        return readdirSync(join(folder, inner)).sort();
      } catch {
        return [];
      }
    },
  };
}

/** True if a folder is a detection package. */
export function isPackageFolder(folder: string): boolean {
  return existsSync(join(folder, MANIFEST_FILE));
}

/** The folder of the detections that ship with spoor: `detections/` beside the code, from a clone and from an installed package. */
export function shippedDetectionsFolder(): string | undefined {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'detections');
    if (existsSync(join(at, 'package.json')) && existsSync(folder)) return folder;
    if (dirname(at) === at) return undefined;
  }
}

/** The packages in a folder, sorted. */
export function packageFolders(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter(isPackageFolder);
}
