import type { RawField } from '../../event/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { rawOfJson } from './shape.ts';

const MAX_DEPTH = 32;
const MAX_PATHS = 10_000;

/** Adds nested values under their dotted names, list items that are objects as `name[0].key`. */
export function addPaths(value: JsonValue, path: string, paths: RawField[], depth: number): void {
  if (depth > MAX_DEPTH || paths.length >= MAX_PATHS) return;
  if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) addPath(item, `${path}.${key}`, paths, depth);
  } else if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    for (const [i, item] of (value as readonly JsonValue[]).entries()) addPath(item, `${path}[${i}]`, paths, depth);
  }
}

function addPath(value: JsonValue, path: string, paths: RawField[], depth: number): void {
  paths.push([path, rawOfJson(value)]);
  addPaths(value, path, paths, depth + 1);
}

/** Every value of an object by its own name and, nested, by dotted name; keys that begin with `_` are left out. */
export function pathsOf(object: JsonObject): RawField[] {
  const paths: RawField[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (key.startsWith('_')) continue;
    paths.push([key, rawOfJson(value)]);
    addPaths(value, key, paths, 0);
  }
  return paths;
}

type Tree = { [key: string]: JsonValue };

function branch(tree: Tree, key: string): Tree {
  const present = tree[key];
  const made: Tree = Object.create(null);
  if (isObject(present)) Object.assign(made, present);
  tree[key] = made;
  return made;
}

/** An object whose keys with dots, `winlog.event_data.Image`, are nested objects; others as they are. */
export function withoutDots(object: JsonObject): JsonObject {
  const keys = Object.keys(object);
  if (!keys.some((key) => key.includes('.'))) return object;
  const root: Tree = Object.create(null);
  for (const key of keys) {
    const parts = key.split('.', MAX_DEPTH);
    let at = root;
    for (const part of parts.slice(0, -1)) at = branch(at, part);
    at[parts.at(-1)!] = object[key]!;
  }
  return root;
}

/** The value at a dotted path of nested objects. */
export function valueAt(object: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const part of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}
