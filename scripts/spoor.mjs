// Starts the command line from a clone; sets it up first where that is needed.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root } from './set-up.mjs';

ensureInstalled();
await ensureBuilt();
await import(pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href);
