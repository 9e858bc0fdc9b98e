// The peers that cargo builds, once, into the cache folder: evtx_dump, which decodes, and rsigma, which runs Sigma rules.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './places.mjs';

/** Name, version and how cargo is told of each peer. */
export const PEERS = {
  evtx_dump: {
    title: 'evtx_dump 0.15.1 (fast-alloc)',
    args: ['evtx', '--version', '0.15.1', '--features', 'fast-alloc', '--locked'],
  },
  // Only what evaluates: without the daemon. Its lock file is left out, and so is its bound on the compiler, which it builds with.
  rsigma: {
    title: 'rsigma 0.26.0 (evtx)',
    args: ['rsigma', '--version', '0.26.0', '--no-default-features', '--features', 'evtx', '--ignore-rust-version'],
  },
};

/** Path of a peer's program; undefined, and a line that says so, if it cannot be built here. */
export function peer(name) {
  const folder = join(cache, 'peer');
  const program = join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  if (existsSync(program)) return program;
  const install = ['cargo', 'install', ...PEERS[name].args, '--root', folder];
  const [command, ...args] = process.platform === 'win32' ? install : ['nice', ...install];
  console.error(`building ${PEERS[name].title} once, on one core; this takes minutes`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CARGO_BUILD_JOBS: '1' },
  });
  if (status === 0 && existsSync(program)) return program;
  console.log(`${PEERS[name].title}: not measured, cargo could not build it`);
  return undefined;
}
