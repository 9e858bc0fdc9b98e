import type { CommandDefinition } from '../command.ts';

/** A command with the one line that lists show; its code is loaded when it is used. */
export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<CommandDefinition>;
}

/** All commands, in the order in which a newcomer meets them. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  scan: { summary: 'run detections over logs', load: async () => (await import('./scan.ts')).scanCommand },
  query: { summary: 'run one query over logs', load: async () => (await import('./query.ts')).queryCommand },
  lint: { summary: 'check queries, and mend them', load: async () => (await import('./lint.ts')).lintCommand },
  format: {
    summary: 'write queries in one layout',
    load: async () => (await import('./format.ts')).formatCommand,
  },
  convert: {
    summary: 'write detections in another language',
    load: async () => (await import('./convert.ts')).convertCommand,
  },
  test: { summary: 'prove detections against telemetry', load: async () => (await import('./test.ts')).testCommand },
  inspect: {
    summary: 'say what logs hold and who can see it',
    load: async () => (await import('./inspect.ts')).inspectCommand,
  },
  events: { summary: 'decode logs to NDJSON', load: async () => (await import('./events.ts')).eventsCommand },
  explain: {
    summary: 'show why an event matches or not, and what almost did',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  list: { summary: 'list the detections', load: async () => (await import('./list.ts')).listCommand },
  show: { summary: 'show one detection', load: async () => (await import('./show.ts')).showCommand },
  tour: {
    summary: 'show the main job on bundled telemetry',
    load: async () => (await import('./tour.ts')).tourCommand,
  },
};

/** Commands that are planned; naming one says so. */
export const LATER_COMMANDS: readonly string[] = ['site', 'serve', 'gate', 'tune', 'new'];
