import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The browser of this machine, if there is one. */
export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** The document of a page as it stands once its scripts have run; `profile` is a folder that the browser may fill. */
export function domOf(url: string, profile: string, ...flags: readonly string[]): string {
  if (!chromium) throw new Error('no Chromium is installed');
  const { stdout } = spawnSync(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      '--virtual-time-budget=20000',
      ...flags,
      '--dump-dom',
      url,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 26, timeout: 60_000 },
  );
  return stdout;
}
