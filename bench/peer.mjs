// The peer: evtx_dump of the Rust crate `evtx`, built once into the cache folder by cargo.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './places.mjs';

export const PEER = 'evtx_dump 0.15.1 (fast-alloc)';

/** Path of the peer's program, undefined if there is no cargo to build it. */
export function peer() {
  const folder = join(cache, 'peer');
  const program = join(folder, 'bin', process.platform === 'win32' ? 'evtx_dump.exe' : 'evtx_dump');
  if (existsSync(program)) return program;
  const args = ['install', 'evtx', '--version', '0.15.1', '--features', 'fast-alloc', '--locked', '--root', folder];
  const { status } = spawnSync('cargo', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return status === 0 && existsSync(program) ? program : undefined;
}
