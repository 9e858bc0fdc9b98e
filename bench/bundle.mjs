// Bundles an entry, so that it starts as fast as the command line does.
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { cache, root } from './places.mjs';

/** Path of the bundled entry. */
export async function bundled(name) {
  const file = join(cache, 'entries', `${name}.mjs`);
  const bundle = await rolldown({
    input: join(root, 'bench', 'entries', `${name}.ts`),
    platform: 'node',
    cwd: root,
    logLevel: 'warn',
  });
  await bundle.write({ file, format: 'esm', minify: false });
  await bundle.close();
  return file;
}
