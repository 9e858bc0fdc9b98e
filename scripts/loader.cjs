// Starts an entry of the bundle. `bundle.mjs` writes this text, with a call of `start` behind it, as dist/cli/main.js.
//
// The bundle is one script that every start reads, and one for each part that most runs do without, read when something of it is
// first used. V8's code cache of each is a file that holds every function compiled; it lies beside the bundle, or in the user's
// cache folder where an installation cannot be written. The first start, which building does, makes them all; without them
// everything runs, only slower. Their names hold the hash of the script and Node's version, and V8 refuses what other flags or
// another version made.
const { channel } = require('node:diagnostics_channel');
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** Caches in the user's folder at most: those of about two versions. */
const MOST_KEPT = 30;

/** Folders that may hold a cache, the one of the bundle first. */
function cacheFolders() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const own = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  return own ? [__dirname, join(own, 'spoor')] : [__dirname];
}

/** The bytes of a cache, from the first folder that has it; what another user may have written elsewhere is not trusted. */
function readCache(name) {
  for (const folder of cacheFolders()) {
    const path = join(folder, name);
    try {
      if (folder === __dirname || fs.statSync(path).uid === (process.getuid?.() ?? 0)) return fs.readFileSync(path);
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return undefined;
}

/** Makes a folder and the one above it; Node's recursive way never ends where a folder such as `/proc` denies new ones as absent. */
function makeFolder(folder) {
  for (const one of [dirname(folder), folder]) {
    try {
      fs.mkdirSync(one);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/** Opens a file for a cache under a name of its own; undefined where no folder can be written. */
function openCache(name) {
  for (const folder of cacheFolders()) {
    try {
      if (folder !== __dirname) makeFolder(folder);
      const path = join(folder, `${name}.${process.pid}.tmp`);
      return { file: fs.openSync(path, 'wx'), path, target: join(folder, name) };
    } catch {
      // Not writable; the next folder may be.
    }
  }
  return undefined;
}

/** Removes the oldest caches of the user's folder: those of scripts that are gone. */
function tidy(folder) {
  const kept = fs.readdirSync(folder).filter((name) => name.endsWith('.cache'));
  if (kept.length <= MOST_KEPT) return;
  const files = kept.map((name) => ({ path: join(folder, name), time: fs.statSync(join(folder, name)).mtimeMs }));
  for (const { path } of files.sort((a, b) => b.time - a.time).slice(MOST_KEPT)) fs.rmSync(path, { force: true });
}

/** The text of a script. The bundle is ASCII: read so, it stays at one byte a character. */
const textOf = (file) => fs.readFileSync(join(__dirname, file), 'latin1');

const cacheNameOf = (file) => `${file}-${process.version}-${process.arch}.cache`;

/** Tells the program that its flags were put back, so that it sets them again. */
const flagsPutBack = channel('spoor:flags-put-back');

/** V8 refuses a cache made under other flags, so those that the program sets (engine-flags.ts) are put back. */
function putFlagsBack() {
  const { setFlagsFromString } = require('node:v8');
  setFlagsFromString('--semi-space-growth-factor=2');
  // Only of V8 11 are these set, and known to be the ones that it starts with.
  if (process.versions.v8.startsWith('11.'))
    setFlagsFromString('--max-inlined-bytecode-size-small=27 --max-inlined-bytecode-size-cumulative=920');
}

function compile(file, cachedData) {
  return new Script(textOf(file), { filename: join(__dirname, file), cachedData });
}

/** Compiles every function of a script at once and keeps the result for later starts; undefined where that cannot be. */
function compileAndKeep(file) {
  const output = openCache(cacheNameOf(file));
  if (!output) return undefined;
  const { setFlagsFromString } = require('node:v8');
  setFlagsFromString('--no-lazy');
  const script = compile(file);
  setFlagsFromString('--lazy');
  try {
    fs.writeFileSync(output.file, script.createCachedData());
    fs.closeSync(output.file);
    fs.renameSync(output.path, output.target);
    if (dirname(output.target) !== __dirname) tidy(dirname(output.target));
  } catch {
    fs.rmSync(output.path, { force: true });
  }
  return script;
}

/** Runs an entry of the bundle. Only the main thread writes caches, before there are others: the flags that it sets are the process's. */
function start(core, entry, mayWrite) {
  const filename = join(__dirname, core);
  if (!mayWrite) putFlagsBack();
  const cache = readCache(cacheNameOf(core));
  const kept = cache || !mayWrite ? undefined : compileAndKeep(core);
  const { parts, lazy, builtins } = (kept ?? compile(core, cache)).runInThisContext();
  if (kept) for (const file of Object.values(lazy)) if (!readCache(cacheNameOf(file))) compileAndKeep(file);
  const done = new Map();

  /** Evaluates a part, which puts into `exports` what it exports. */
  function evaluate(name, part, exports) {
    done.set(name, exports);
    part(exports, load, filename);
    return exports;
  }

  /** What a lazy part exports: nothing of its own until something is asked for, and then the part is read. */
  function promise(name) {
    const whenAsked = {
      get(_, member) {
        putFlagsBack();
        const file = lazy[name];
        const script = compile(file, readCache(cacheNameOf(file)));
        flagsPutBack.publish();
        Object.setPrototypeOf(exports, null);
        evaluate(name, script.runInThisContext()[name], exports);
        return exports[member];
      },
    };
    const exports = Object.create(new Proxy({}, whenAsked));
    done.set(name, exports);
    return exports;
  }

  function load(name) {
    const exports = done.get(name);
    if (exports) return exports;
    if (Object.hasOwn(parts, name)) return evaluate(name, parts[name], {});
    if (Object.hasOwn(lazy, name)) return promise(name);
    if (!builtins.includes(name)) return require(name);
    return new Proxy({}, { get: (_, member) => require(name)[member] });
  }

  load(entry);
}

exports.start = start;
