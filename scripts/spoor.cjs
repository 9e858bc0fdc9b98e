// Starts the command line from a clone; sets it up first where that is needed. CommonJS, since Node starts it sooner.
const { readFileSync, statSync } = require('node:fs');

const root = `${__dirname}/..`;

/** True if everything that the bundle was made of, folders included, is as `ensureBuilt` of set-up.mjs wrote it down. */
function isCurrent() {
  try {
    const stamp = readFileSync(`${root}/dist/.stamp`, 'utf8').split('\n');
    if (stamp[0] !== process.version) return false;
    for (let i = 1; i < stamp.length; i += 3) {
      const { mtimeMs, size } = statSync(`${root}/${stamp[i]}`);
      if (mtimeMs !== Number(stamp[i + 1]) || (stamp[i + 2] !== '-' && size !== Number(stamp[i + 2]))) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function start() {
  require('../dist/cli/main.js');
}

if (isCurrent()) start();
else import('./set-up.mjs').then(({ setUp }) => setUp()).then(start);
