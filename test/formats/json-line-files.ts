import { readdirSync } from 'node:fs';
import { sharedPath, sharedText } from './shared-data.ts';

/** Files of JSON lines. */
export function jsonLineFiles(): string[] {
  return readdirSync(sharedPath('json'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ndjson(?:\.gz)?$/.test(name))
    .map((name) => `json/${name.replaceAll('\\', '/')}`)
    .sort();
}

/** Lines of a file three times over, so that the reader has learned them the third time. */
export function linesThrice(name: string, step: number): Uint8Array {
  const lines = sharedText(name)
    .split('\n')
    .filter((_, i) => i % step === 0);
  return new TextEncoder().encode([...lines, ...lines, ...lines].join('\n'));
}
