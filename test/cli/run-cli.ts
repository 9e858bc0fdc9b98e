import type { CliIo } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run.ts';
import type { ThreadPool } from '../../src/scan/index.ts';

/** What a run of the command line left. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run is set up. */
export interface CliSetUp {
  readonly columns?: number;
  readonly isTerminal?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingFolder?: string;
  /** Threads that there are by default; they are stand-ins in this one. */
  readonly threadPool?: (count: number) => ThreadPool;
  readonly ruleCache?: CliIo['ruleCache'];
  readonly tendHeap?: () => void;
}

/** Runs the command line in process and collects what it writes. */
export async function spoor(argv: readonly string[], setUp: CliSetUp = {}): Promise<CliRun> {
  const parts = { stdout: [] as string[], stderr: [] as string[] };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => void parts[name].push(text),
    writeBytes: (bytes: Uint8Array) => void parts[name].push(new TextDecoder().decode(bytes)),
    drained: async () => {},
    isTerminal: setUp.isTerminal ?? false,
    columns: setUp.columns ?? 120,
  });
  const code = await runCli(argv, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    environment: setUp.environment ?? {},
    workingFolder: setUp.workingFolder ?? '/',
    clock: () => Date.UTC(2024, 4, 1),
    isInterrupted: () => false,
    isClosed: () => false,
    ...(setUp.ruleCache && { ruleCache: setUp.ruleCache }),
    ...(setUp.tendHeap && { tendHeap: setUp.tendHeap }),
    ...(setUp.threadPool && { threadPool: setUp.threadPool }),
  });
  return { code, stdout: parts.stdout.join(''), stderr: parts.stderr.join('') };
}
