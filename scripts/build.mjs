// Builds what is published: the library by the compiler, unbundled, and the command line as one bundle.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCli } from './bundle.mjs';
import { ensureInstalled, root } from './set-up.mjs';

ensureInstalled();
await bundleCli();
rmSync(join(root, 'dist', 'lib'), { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
process.exit(
  spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).status ?? 1,
);
