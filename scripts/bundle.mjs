// Bundles the command line into scripts that start fast: see loader.cjs for how they are started.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './set-up.mjs';

/** Entries of the bundle. What an entry does stands in a module of its own that no other imports. */
const ENTRIES = { main: join(root, 'src/cli/main.ts'), worker: join(root, 'src/cli/worker.ts') };

/**
 * Parts that most runs do without: each is a script of its own, which is read and evaluated when something of it is first used. A
 * module goes to the first part that takes it; what none takes is in the script that every start reads.
 */
const LAZY = {
  re2js: /node_modules[\\/]re2js[\\/]/,
  globs: /node_modules[\\/](?:fdir|picomatch|tinyglobby)[\\/]/,
  'string-width': /node_modules[\\/](?:string-width|get-east-asian-width|strip-ansi|ansi-regex)[\\/]/,
  yaml: /node_modules[\\/]yaml[\\/]|src[\\/]cli[\\/]config-file/,
  convert: /src[\\/](?:detection[\\/]convert|languages[\\/]\w+[\\/]emit)[\\/]/,
  sumo: /src[\\/](?:languages[\\/]sumo[\\/]|detection[\\/]prepare)/,
  sigma: /src[\\/]languages[\\/]sigma[\\/]/,
  'sigma-lint': /src[\\/]lint[\\/]sigma[\\/]/,
  lint: /src[\\/]lint[\\/]/,
  diagnostics: /src[\\/]detection[\\/]diagnostics/,
  detections: /src[\\/](?:detection[\\/](?!manifest-file)|proof[\\/])/,
  aggregates: /src[\\/]engines[\\/]js[\\/](?:trace|aggregates|statistics)/,
  stages: /src[\\/]engines[\\/]js[\\/](?:table-functions|stages[\\/](?!row-keeper|sorted-row|compare-keys|stage\.))/,
  'json-lines': /src[\\/]formats[\\/]json-fast[\\/]/,
  threads: /src[\\/]scan[\\/]threads[\\/](?!job|run-job|messages)/,
  values:
    /src[\\/]value[\\/](?:regex[\\/](?:backtrack-matcher|program)|mmdb|java-format|json-path|(?:parse|format)-date|json-scan)/,
  output:
    /src[\\/]cli[\\/](?:fix-effects|output[\\/](?:tour-page|correlation-study|rule-trace|trace|proof|fix-effects|detection-page|lint|near))/,
  report: /src[\\/]cli[\\/]output[\\/]report[\\/]/,
  commands: /src[\\/]cli[\\/](?:commands[\\/](?!index|scan|query|events|inspect)|explain[\\/]|(?:convert|lint)-inputs)/,
};

/** Modules of Node that are loaded when they are first used. */
const LAZY_BUILTINS = [
  'node:crypto',
  'node:fs/promises',
  'node:net',
  'node:readline',
  'node:stream',
  'node:util',
  'node:worker_threads',
  'node:zlib',
];

const entryPaths = new Set(Object.values(ENTRIES));

/** Escapes what is not ASCII, which in strings, templates and patterns means the same. */
function toAscii(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** How rolldown writes that a chunk exports something. */
const EXPORT =
  /^Object\.defineProperty\(exports, "([^"]+)", \{\n {2}enumerable: true,\n {2}get: function \(\) \{\n {4}return ([^;]+);\n {2}\}\n\}\);\n?/gm;

/**
 * A chunk that exports values, not hundreds of getters that each start has to make. They stand at its end, where all has been evaluated;
 * only what a module assigns anew later would need a getter, and the sources export nothing of the kind.
 */
function withPlainExports({ fileName, code }) {
  const members = [];
  const rest = code.replace(EXPORT, (_, name, value) => {
    if (new RegExp(`^let ${value.replaceAll('$', '\\$')}\\b`, 'm').test(code))
      throw new Error(`${fileName} exports ${name}, which is assigned anew`);
    members.push(name === value ? name : `${name}: ${value}`);
    return '';
  });
  return members.length > 0 ? `${rest}\nObject.assign(exports, { ${members.join(', ')} });\n` : rest;
}

/** The parts of chunks: an object with a function for each, by its name. */
function partsOf(chunks) {
  const parts = chunks.map(
    (chunk) =>
      `${JSON.stringify(`./${chunk.fileName}`)}(exports, require, __filename) {\n${withPlainExports(chunk)}\n},\n`,
  );
  return `{\n${parts.join('')}}`;
}

/** A script that is named by what stands in it, under a name that says what it is of. */
function scriptOf(name, code) {
  const text = toAscii(code);
  return { file: `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.js`, text };
}

/** The scripts, first the one that every start reads; it says where the others are. */
function scriptsOf(output) {
  const lazy = output.filter(({ name }) => Object.hasOwn(LAZY, name));
  const others = lazy.map((chunk) => ({ chunk, ...scriptOf(`spoor-${chunk.name}`, `(${partsOf([chunk])})\n`) }));
  const places = others.map(({ chunk, file }) => [`./${chunk.fileName}`, file]);
  const parts = partsOf(output.filter((chunk) => !lazy.includes(chunk)));
  const index = JSON.stringify(Object.fromEntries(places));
  const core = scriptOf('spoor', `({ parts: ${parts}, lazy: ${index}, builtins: ${JSON.stringify(LAZY_BUILTINS)} })\n`);
  return [core, ...others];
}

/** Removes what other builds wrote, but for the last hour's: a run that is under way may not have read all of its parts. */
function removeOld(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

/** Writes the bundle into a folder. */
export async function bundleCli(out = join(root, 'dist', 'cli')) {
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
        ...Object.entries(LAZY).map(([name, test], index, { length }) => ({ name, test, priority: length - index })),
        { name: 'core', test: (id) => !entryPaths.has(id), priority: 0 },
      ],
    },
  });
  await bundle.close();
  const scripts = scriptsOf(output);
  const loader = readFileSync(join(root, 'scripts', 'loader.cjs'), 'utf8');
  mkdirSync(out, { recursive: true });
  removeOld(out);
  for (const { file, text } of scripts) writeFileSync(join(out, file), text);
  writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n');
  for (const entry of Object.keys(ENTRIES)) {
    const call = `start(${JSON.stringify(scripts[0].file)}, './${entry}.js', ${entry === 'main'});`;
    writeFileSync(join(out, `${entry}.js`), `#!/usr/bin/env node\n${loader}\n${call}\n`);
  }
  chmodSync(join(out, 'main.js'), 0o755);
  // The first start keeps what it compiles.
  spawnSync(process.execPath, [join(out, 'main.js'), '--version'], { stdio: 'ignore' });
}
