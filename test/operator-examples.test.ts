import { describe, expect, test } from 'vitest';
import { prepareQuery } from '../src/detection/index.ts';
import { compiledEngine } from '../src/engines/js/compile/compile.ts';
import { interpreter } from '../src/engines/js/interpret.ts';
import { SUMO_AGGREGATES, SUMO_OPERATORS } from '../src/languages/sumo/index.ts';
import { withInnerRuns } from '../src/scan/index.ts';
import { SourceText } from '../src/source/index.ts';
import { eventsOf, observe } from './engines/agreement.ts';

const EVENTS = await eventsOf([
  '{"_messageTime":"2024-01-01T00:00:00Z","User":"a","Computer":"h1","EventID":"1","Image":"C:\\\\x.exe","status":"200","n":"1"}',
  '{"_messageTime":"2024-01-01T01:00:00Z","User":"b","Computer":"h1","EventID":"4625","CommandLine":"x -p 7","duration":"3"}',
  '{"_messageTime":"2024-01-01T02:00:00Z","User":"a","Computer":"h2","EventID":"4624","DestinationIp":"192.0.2.1"}',
]);

const examples = SUMO_OPERATORS.flatMap((operator) =>
  operator.examples.map(({ title, query }) => ({ operator, title, query })),
);

describe('examples of operators', () => {
  test.each(examples.map((one) => [`${one.operator.name}: ${one.title}`, one] as const))(
    '%s',
    (_name, { operator, query }) => {
      const prepared = prepareQuery(new SourceText('example', query), { strict: false });
      const isOpen = operator.name === 'macro' || operator.name === 'template';
      if (operator.unsupported !== undefined || isOpen) {
        expect(prepared.status === 'ready' || prepared.diagnostics.every((one) => one.severity === 'uncertain')).toBe(
          true,
        );
        return;
      }
      expect(prepared.status === 'refused' && prepared.diagnostics).toBe(false);
      if (prepared.status !== 'ready') return;
      const expected = observe(withInnerRuns(interpreter), prepared.plan, EVENTS);
      expect(observe(withInnerRuns(compiledEngine), prepared.plan, EVENTS)).toEqual(expected);
    },
  );

  test.each(SUMO_AGGREGATES.map((one) => [one.name, one.example] as const))('aggregate %s', (_name, example) => {
    const prepared = prepareQuery(new SourceText('example', `* | ${example}`), { strict: true });
    expect(prepared.status).toBe('ready');
  });
});
