// Builds what is published: the library by the compiler, unbundled, and the command line as one bundle.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCli } from './bundle.mjs';
import { ensureInstalled, root } from './set-up.mjs';

ensureInstalled();
for (const folder of ['cli', 'lib']) rmSync(join(root, 'dist', folder), { recursive: true, force: true });
await bundleCli();
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
process.exit(
  spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).status ?? 1,
);
