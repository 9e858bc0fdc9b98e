import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { reasonOf } from '../host/node/index.ts';
import type { RunnableDetection } from '../scan/index.ts';
import type { ParsedArguments } from './command.ts';
import type { CliIo } from './io.ts';
import { readyQuery } from './query-text.ts';
import { UsageError } from './usage-error.ts';

/** What `--rules` gave: what runs, and what does not with the reason. */
export interface LoadedRules {
  readonly detections: readonly RunnableDetection[];
  readonly notLoaded: readonly { readonly path: string; readonly reason: string }[];
}

/** The detections that ship with spoor. */
export async function loadShippedDetections(): Promise<{ slug: string; telemetry: [] }[]> {
  return [];
}

/** Detections by slug, uuid or technique; all that ship when none is named. */
export async function chosenDetections(
  _command: string,
  _ids: readonly string[],
  _args: ParsedArguments,
  _io: CliIo,
): Promise<RunnableDetection[]> {
  return [];
}

function queryFile(command: string, path: string, args: ParsedArguments, io: CliIo): RunnableDetection {
  const query = readyQuery(command, path, readFileSync(path, 'utf8'), args, io);
  return {
    id: basename(path, extname(path)),
    path,
    attack: [],
    form: query.form,
    repairs: [...new Set(query.repairs.map((repair) => repair.code))],
    plan: query.plan,
    reads: [],
  };
}

/** Loads query files, packages, and folders of them; what is named itself and does not load ends the run. */
export async function loadRules(
  command: string,
  paths: readonly string[],
  args: ParsedArguments,
  io: CliIo,
): Promise<LoadedRules> {
  const detections: RunnableDetection[] = [];
  const notLoaded: { path: string; reason: string }[] = [];
  for (const path of paths) {
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
    } catch (error) {
      throw new UsageError(`${command}: cannot read ${path}: ${reasonOf(error)}`);
    }
    if (!isFolder) detections.push(queryFile(command, path, args, io));
    else {
      for (const name of readdirSync(path).sort())
        if (name.endsWith('.sumo')) detections.push(queryFile(command, join(path, name), args, io));
    }
  }
  return { detections, notLoaded };
}
