// Starts an entry of the bundle. `bundle.mjs` writes this text, with a call of `start` behind it, as dist/cli/main.js.
//
// The whole bundle is one script, so that V8's code cache for it is one file. The cache holds every function compiled; it lies
// beside the bundle, or in the user's cache folder where an installation cannot be written. It is made by the first start, which
// building does; without it everything runs, only slower. Its name holds the bundle's hash and Node's version, and V8 refuses
// what other flags or another version made.
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** Folders that may hold the cache, the one beside the bundle first. */
function cacheFolders() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const own = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  return own ? [__dirname, join(own, 'spoor')] : [__dirname];
}

/** The bytes of the cache, from the first folder that has it; what another user may have written elsewhere is not trusted. */
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

/** Opens a file for the cache under a name of its own; undefined where no folder can be written. */
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

/** Compiles every function of the script at once and keeps the result for later starts. */
function compileAndKeep(source, options, { file, path, target }) {
  const v8 = require('node:v8');
  v8.setFlagsFromString('--no-lazy');
  const script = new Script(source, options);
  v8.setFlagsFromString('--lazy');
  try {
    fs.writeSync(file, script.createCachedData());
    fs.closeSync(file);
    fs.renameSync(path, target);
  } catch {
    fs.rmSync(path, { force: true });
  }
  return script;
}

function compile(source, options, cacheName, mayWrite) {
  const cachedData = readCache(cacheName);
  if (cachedData) return new Script(source, { ...options, cachedData });
  const output = mayWrite ? openCache(cacheName) : undefined;
  return output ? compileAndKeep(source, options, output) : new Script(source, options);
}

/** Runs an entry of the bundle; only the main thread writes the cache, since the flags that it sets are the process's. */
function start(bundle, entry, mayWrite) {
  const filename = join(__dirname, bundle);
  // The bundle is ASCII: read so, it stays at one byte a character.
  const source = fs.readFileSync(filename, 'latin1');
  const cacheName = `${bundle}-${process.version}-${process.arch}.cache`;
  compile(source, { filename }, cacheName, mayWrite).runInThisContext()(require, filename)(entry);
}

exports.start = start;
