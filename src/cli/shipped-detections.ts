import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DetectionPackage, type LoadOptions, loadPackage } from '../detection/index.ts';
import { invariant } from '../diagnostic/index.ts';
import { packageFolder, packageFolders, SmallFiles, shippedDetectionsFolder } from '../host/node/index.ts';
import { runnableOf } from '../proof/index.ts';
import { type RunnableDetection, StoredRules, sharedBytes, storeRules } from '../scan/index.ts';
import { nearestName } from '../source/index.ts';
import type { ParsedArguments } from './command.ts';
import { paramsOf } from './fill-query.ts';
import type { CliIo } from './io.ts';
import { firstProblem } from './query-text.ts';
import { UsageError } from './usage-error.ts';

/**
 * The detections that ship with spoor, sorted by slug; their tests are left out unless they are asked for. Throws a UsageError if one
 * does not load: people write their own into that folder.
 */
export function loadShippedDetections(options: LoadOptions = {}): readonly DetectionPackage[] {
  const folder = shippedDetectionsFolder();
  if (folder === undefined) return [];
  return packageFolders(folder).map((path) => {
    const load = (label: string) => loadPackage(packageFolder(path, label), { withTests: false, ...options });
    const { loaded } = load(`detections/${basename(path)}`);
    if (loaded) return loaded;
    const reason = firstProblem(load(path).problems);
    throw new UsageError(`the detection package does not load: ${reason}`, `spoor lint ${path} shows all of it`);
  });
}

/** The query of a package that runs in production. It needs no repair, so that `--strict` changes nothing. */
export function packageQuery(detection: DetectionPackage): RunnableDetection {
  const prepared = detection.queries.get('sumo-search')?.prepared;
  invariant(prepared, `${detection.manifest.slug} has no query that runs`);
  return runnableOf(detection, prepared);
}

/** What a detection can be named by. */
interface Names {
  readonly slug: string;
  readonly uuid: string | undefined;
  readonly techniques: readonly string[];
}

/** True if an id names a detection: its slug, its uuid, one of its techniques, or the technique above one. */
function isNamed({ slug, uuid, techniques }: Names, id: string): boolean {
  const wanted = id.toLowerCase();
  if (slug === wanted || uuid === wanted) return true;
  return techniques.some((technique) => {
    const own = technique.toLowerCase();
    return own === wanted || own.startsWith(`${wanted}.`);
  });
}

/** Those that ids name, all when none is given. Throws a UsageError for an id that names none. */
function chosenBy<T>(
  command: string,
  ids: readonly string[],
  all: readonly T[],
  namesOf: (one: T) => Names,
): readonly T[] {
  const chosen = new Set<T>();
  for (const id of ids) {
    const named = all.filter((one) => isNamed(namesOf(one), id));
    for (const one of named) chosen.add(one);
    if (named.length > 0) continue;
    const names = all.map(namesOf).flatMap(({ slug, techniques }) => [slug, ...techniques]);
    const near =
      nearestName(id, names) ?? names.find((name) => id.length > 2 && name.toLowerCase().includes(id.toLowerCase()));
    throw new UsageError(
      `${command}: no detection ${id}${near ? `; did you mean ${near}?` : '; spoor list shows what there is'}`,
    );
  }
  return ids.length === 0 ? all : all.filter((one) => chosen.has(one));
}

/** The shipped packages that ids name, all when none is given. Throws a UsageError for an id that names none. */
export function chosenPackages(
  command: string,
  ids: readonly string[],
  options: LoadOptions = {},
): readonly DetectionPackage[] {
  return chosenBy(command, ids, loadShippedDetections(options), ({ manifest: { slug, id, attack } }) => ({
    ...{ slug, uuid: id },
    techniques: attack.mappings.map(({ technique }) => technique),
  }));
}

/** Stands for the program that makes detections of packages, and for every file of the packages. Throws if one cannot be read. */
function keyOf(maker: string, folder: string): string {
  const hash = createHash('sha256').update(`shipped\0${maker}\0`);
  const files = new SmallFiles();
  const add = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        hash.update(`${entry.name}/\0`);
        add(inner);
        hash.update('\0');
      } else {
        const bytes = files.read(inner);
        hash.update(`${entry.name}\0${bytes.length}\0`).update(bytes);
      }
    }
  };
  add(folder);
  return hash.digest('hex').slice(0, 32);
}

/** The detections that ship with spoor, ready to run; what is made of the packages is kept for the next run. */
function runnableDetections(args: ParsedArguments, io: CliIo): readonly RunnableDetection[] {
  const make = (): readonly RunnableDetection[] => loadShippedDetections().map(packageQuery);
  const folder = shippedDetectionsFolder();
  const cache = args.has('no-cache') ? undefined : io.ruleCache;
  if (!cache || folder === undefined) return make();
  let key: string;
  try {
    key = keyOf(cache.maker, folder);
  } catch {
    // Such as the lock of an editor, a link that leads nowhere; a package that needs what cannot be read says so.
    return make();
  }
  const kept = StoredRules.of(cache.bytes.read(key, sharedBytes) ?? new Uint8Array(0));
  if (kept) return kept.rules;
  const made = make();
  // Where they cannot be kept they are made again, which costs little.
  cache.bytes.write(key, storeRules(made));
  return made;
}

/** Detections by slug, uuid or technique, ready to run; all that ship when none is named. */
export function chosenDetections(
  command: string,
  ids: readonly string[],
  args: ParsedArguments,
  io: CliIo,
): readonly RunnableDetection[] {
  paramsOf(command, args);
  return chosenBy(command, ids, runnableDetections(args, io), ({ id, name, attack }) => ({
    ...{ slug: id, uuid: name },
    techniques: attack,
  }));
}
