// Installs what the project needs and builds the command line; does nothing, quickly, when nothing changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.spoor-stamp');
const buildStampFile = join(root, 'dist', '.stamp');

function fail(message) {
  console.error(`spoor: ${message}`);
  process.exit(2);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node 20.19 or newer is needed; this is ${process.versions.node}`);
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Runs npm the way it is installed, on Windows too. */
function npm(args) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: command === 'npm' && process.platform === 'win32' };
  return spawnSync(command, [...first, ...args], options).status === 0;
}

/** Installs what is needed, unless that is done. */
export function ensureInstalled() {
  checkNode();
  const wanted = hashOf(join(root, 'package-lock.json'));
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  // npm empties the folder that a link leads to, which may be that of another checkout.
  const modules = join(root, 'node_modules');
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    fail('node_modules is a link, and does not hold the packages that are needed here; remove the link');
  console.error('spoor: installing packages (once)');
  if (!npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']))
    fail('npm could not install the packages; see above');
  writeFileSync(stampFile, wanted);
}

/**
 * Node's version, then path, time and size of everything that the bundle is made of. Folders are in it, so that `spoor.cjs`, which
 * reads this on every start, finds a new file without listing any folder.
 */
function sourceState() {
  const paths = ['src', 'scripts', 'package.json', 'package-lock.json', 'node_modules/.spoor-stamp'];
  for (const folder of ['src', 'scripts']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const isMade = /\.(ts|json|mjs|cjs)$/.test(entry.name) && !entry.name.endsWith('.test.ts');
      if (isMade || entry.isDirectory()) paths.push(relative(root, join(entry.parentPath, entry.name)));
    }
  }
  const lines = paths.sort().map((path) => {
    const state = statSync(join(root, path));
    return `\n${path}\n${state.mtimeMs}\n${state.isDirectory() ? '-' : state.size}`;
  });
  return `${process.version}${lines.join('')}`;
}

async function ensureBuilt() {
  const wanted = sourceState();
  if (existsSync(buildStampFile) && readFileSync(buildStampFile, 'utf8') === wanted) return;
  const { bundleCli } = await import('./bundle.mjs');
  await bundleCli();
  mkdirSync(dirname(buildStampFile), { recursive: true });
  writeFileSync(buildStampFile, wanted);
}

/** Installs and builds, unless that is done. */
export async function setUp() {
  ensureInstalled();
  await ensureBuilt();
}
