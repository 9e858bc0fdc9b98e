// Bundles the command line into one script that starts fast: see loader.cjs for how it is started.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './set-up.mjs';

/** Entries of the bundle. What an entry does stands in a module of its own that no other imports. */
const ENTRIES = { main: join(root, 'src/cli/main.ts'), worker: join(root, 'src/cli/worker.ts') };

/** Packages that most runs do without, and whose evaluation takes long: each is evaluated when it is first used. */
const LAZY = {
  re2js: /node_modules[\\/]re2js[\\/]/,
  globs: /node_modules[\\/](?:fdir|picomatch|tinyglobby)[\\/]/,
  'string-width': /node_modules[\\/](?:string-width|get-east-asian-width|strip-ansi|ansi-regex)[\\/]/,
};

/** Modules of Node that are loaded when they are first used. */
const LAZY_BUILTINS = ['node:crypto', 'node:readline', 'node:zlib'];

const entryPaths = new Set(Object.values(ENTRIES));

/** Escapes what is not ASCII, which in strings, templates and patterns means the same. */
function toAscii(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The script: a function that takes Node's `require` and gives one that evaluates parts by name. */
function scriptOf(chunks) {
  const parts = chunks.map(
    ({ fileName, code }) => `${JSON.stringify(`./${fileName}`)}(exports, require, __filename) {\n${code}\n},\n`,
  );
  const lazy = [...Object.keys(LAZY).map((name) => `./${name}.js`), ...LAZY_BUILTINS];
  return `(function (builtin, filename) {
const parts = {
${parts.join('')}};
const lazy = new Set(${JSON.stringify(lazy)});
const done = new Map();
function evaluate(name) {
  let exports = done.get(name);
  if (exports) return exports;
  const part = parts[name];
  if (!part) return builtin(name);
  done.set(name, exports = {});
  part(exports, load, filename);
  return exports;
}
function load(name) {
  return lazy.has(name) ? new Proxy({}, { get: (_, member) => evaluate(name)[member] }) : evaluate(name);
}
return load;
})
`;
}

/** Writes the bundle into a folder. */
export async function bundleCli(out = join(root, 'dist', 'cli')) {
  rmSync(out, { recursive: true, force: true });
  const bundle = await rolldown({
    input: ENTRIES,
    platform: 'node',
    cwd: root,
    logLevel: 'warn',
    preserveEntrySignatures: false,
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    minify: false,
    comments: { legal: true, annotation: false, jsdoc: false },
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        ...Object.entries(LAZY).map(([name, test]) => ({ name, test, priority: 1 })),
        { name: 'core', test: (id) => !entryPaths.has(id) },
      ],
    },
  });
  await bundle.close();
  const script = toAscii(scriptOf(output));
  const name = `spoor-${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`;
  const loader = readFileSync(join(root, 'scripts', 'loader.cjs'), 'utf8');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, name), script);
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n');
  for (const entry of Object.keys(ENTRIES)) {
    const call = `start(${JSON.stringify(name)}, './${entry}.js', ${entry === 'main'});`;
    writeFileSync(join(out, `${entry}.js`), `#!/usr/bin/env node\n${loader}\n${call}\n`);
  }
  chmodSync(join(out, 'main.js'), 0o755);
  // The first start keeps what it compiles.
  spawnSync(process.execPath, [join(out, 'main.js'), '--version'], { stdio: 'ignore' });
}
