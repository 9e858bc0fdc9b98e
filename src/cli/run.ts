import { InvariantError } from '../diagnostic/index.ts';
import { nearestName, visibleText } from '../source/index.ts';
import { parseArguments } from './arguments.ts';
import { COMMANDS, LATER_COMMANDS } from './commands/index.ts';
import { helpOf } from './help.ts';
import type { CliIo } from './io.ts';
import { removeUnfinished } from './output/result-writer.ts';
import { EXIT, UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 2;
  return [
    `spoor ${VERSION}: runs a SIEM's own detections on real logs, proves and repairs them.`,
    '',
    'Usage: spoor COMMAND [ARGUMENTS]',
    '',
    ...Object.entries(COMMANDS).map(([name, entry]) => `  ${name.padEnd(width)}${entry.summary}`),
    '',
    'First try:',
    '  spoor tour                 the main job, on telemetry that ships with spoor',
    '  spoor scan FOLDER          alerts from a folder of .evtx files',
    '  spoor COMMAND --help       options and examples of a command',
    '  spoor --version            the version',
    '',
    'From a clone, write ./spoor (on Windows spoor) in the folder of the clone.',
    '',
  ].join('\n');
}

function unknownCommand(name: string): UsageError {
  if (LATER_COMMANDS.includes(name))
    return new UsageError(`the command ${name} comes with a later version`, 'spoor lists what is there');
  const near = nearestName(name, Object.keys(COMMANDS));
  return new UsageError(`unknown command ${name}${near ? `; did you mean ${near}?` : ''}`, 'spoor lists the commands');
}

function unknownOption(name: string): UsageError {
  const near = nearestName(name.replace(/^-+/, ''), ['help', 'version']);
  return new UsageError(`unknown option ${name}${near ? `; did you mean --${near}?` : ''}`, 'spoor lists the commands');
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.stdout.write(overview());
    return EXIT.usage;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [about] = rest;
    if (about === undefined) io.stdout.write(overview());
    else if (Object.hasOwn(COMMANDS, about)) io.stdout.write(helpOf(await COMMANDS[about]!.load()));
    else throw unknownCommand(about);
    return EXIT.ok;
  }
  if (name === '--version' || name === '-V' || name === 'version') {
    io.stdout.write(`${VERSION}\n`);
    return EXIT.ok;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw name.startsWith('-') ? unknownOption(name) : unknownCommand(name);
  const command = await entry.load();
  const args = parseArguments(command, rest);
  if (args.has('help')) {
    io.stdout.write(helpOf(command));
    return EXIT.ok;
  }
  return command.run(args, io);
}

/** Runs the command line and returns its exit code; a user's mistake is one clear line, a fault of ours says so. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    const code = await dispatch(argv, io);
    if (!io.isInterrupted()) return code;
    io.stderr.write('spoor: interrupted\n');
    return EXIT.interrupted;
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`spoor: ${visibleText(error.message)}\n`);
      if (error.hint) io.stderr.write(`${error.hint}\n`);
      return EXIT.usage;
    }
    const what =
      error instanceof InvariantError ? error.message : `${(error as Error).name ?? 'Error'}: ${faultPlace(error)}`;
    io.stderr.write(`spoor: a fault of spoor itself, not of your input: ${what}\n`);
    io.stderr.write(
      'Please report it with the command and the version (spoor --version); nothing of your data is in this message.\n',
    );
    return EXIT.fault;
  } finally {
    removeUnfinished();
  }
}

/** Where our code failed, without the message: it might quote a log. */
function faultPlace(error: unknown): string {
  const frame = (error as Error).stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return frame?.replace(/\(?(?:file:\/\/)?[^\s()]*\/([^/\s()]+)\)?$/, '$1').trim() ?? 'no place known';
}
