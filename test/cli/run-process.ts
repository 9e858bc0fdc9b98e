import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

/** The built command line; `test/built.mjs` sees to it that it is that of the sources. */
export const MAIN = join(resolve(import.meta.dirname, '../..'), 'dist/cli/main.js');

/** What a process left. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the real command line. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves with the first bytes of the result, after which no more of it is read until `goOn`. */
  readonly firstOutput: Promise<void>;
  /** Reads the rest of the result. */
  goOn(): void;
  readonly ended: Promise<Ended>;
}

/** Starts the command line, or a shell command line in which `"$@"` stands for it. */
export function start(args: readonly string[], setUp: { stdin?: 'pipe'; shell?: string; env?: object } = {}): Running {
  const command = [process.execPath, MAIN, ...args] as const;
  const [program, ...rest] =
    setUp.shell === undefined ? command : (['sh', '-c', setUp.shell, 'sh', ...command] as const);
  const child = spawn(program, rest, {
    stdio: [setUp.stdin ?? 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...setUp.env },
  }) as ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };
  const parts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      parts[name] += text;
    });
  }
  const firstOutput = new Promise<void>((done) => {
    child.stdout.once('data', () => {
      child.stdout.pause();
      done();
    });
  });
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, ...parts })));
  return { child, firstOutput, goOn: () => child.stdout.resume(), ended };
}

/** Runs the command line to its end. */
export async function run(args: readonly string[], setUp: Parameters<typeof start>[1] = {}): Promise<Ended> {
  const running = start(args, setUp);
  void running.firstOutput.then(() => running.goOn());
  return running.ended;
}
