// npm start: sets everything up and shows the main job on the bundled telemetry.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

await setUp();
const main = join(root, 'dist', 'cli', 'main.js');
process.exit(spawnSync(process.execPath, [main, 'tour', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 70);
