// The flat NDJSON form of an EVTX file: one object an event, the fields of System and of the payload side by side.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { STARTER } from './programs.mjs';

/** An event as `spoor events` writes it, its payload's fields beside those of System. */
export function flattened(event) {
  const { EventData, UserData, ...system } = event;
  return { ...system, ...UserData, ...EventData };
}

/** Path and size of the flat form of a file, made beside it if it is not there. */
export async function flatOfEvtx(evtx) {
  const path = evtx.replace(/\.evtx$/, '-flat.ndjson');
  if (!existsSync(path)) {
    const events = spawn(process.execPath, [STARTER, 'events', evtx], { stdio: ['ignore', 'pipe', 'ignore'] });
    const out = createWriteStream(`${path}.tmp`);
    for await (const line of createInterface({ input: events.stdout })) {
      if (!out.write(`${JSON.stringify(flattened(JSON.parse(line)))}\n`)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'close');
    renameSync(`${path}.tmp`, path);
  }
  return { path, bytes: statSync(path).size };
}
