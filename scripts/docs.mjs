// npm run docs: writes the reference pages anew from the definitions in the code.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './set-up.mjs';

ensureInstalled();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/reference.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, SPOOR_UPDATE: '1' },
});
process.exit(status ?? 1);
