import { SUMO_DIAGNOSTICS } from './diagnostics.ts';
import { parseSumo } from './parser.ts';
import { printSumo } from './print.ts';

/** The Sumo Logic search language: what it is called and what can be done with it. */
export const sumoLanguage = {
  name: 'sumo',
  title: 'Sumo Logic search',
  extensions: ['.sumo'],
  parse: parseSumo,
  print: printSumo,
  diagnostics: SUMO_DIAGNOSTICS,
} as const;
