// Bundles the command line, one chunk per command, so that starting it loads little.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './set-up.mjs';

export async function bundleCli() {
  const out = join(root, 'dist', 'cli');
  rmSync(out, { recursive: true, force: true });
  const bundle = await rolldown({
    input: { main: join(root, 'src/cli/main.ts'), worker: join(root, 'src/cli/worker.ts') },
    platform: 'node',
    cwd: root,
    logLevel: 'warn',
  });
  await bundle.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: false,
  });
  await bundle.close();
}
