import { describe, expect, it } from 'vitest';
import { SourceText } from '../../source/index.ts';
import { defineDiagnostic } from '../define.ts';
import { SEVERITIES } from '../diagnostic.ts';
import { renderSarif } from './sarif.ts';

const rule = defineDiagnostic({ code: 'lint/x', severity: 'misses', title: 'Title', why: 'Why.', help: 'Help.' });
const source = new SourceText('a folder/ä#1.sumo', 'one\ntwo three\n');
const finding = rule.report({
  span: { start: 4, end: 7 },
  message: 'message',
  labels: [{ span: { start: 8, end: 13 }, message: 'here' }],
  notes: ['note'],
  fixes: [{ title: 'mend', class: 'safe', edits: [{ span: { start: 3, end: 3 }, text: 'x' }] }],
});
const definitionOf = (code: string) => (code === rule.code ? rule : undefined);
const place = (uri: string) => ({ artifactLocation: { uri } });

describe('renderSarif', () => {
  const log = renderSarif([{ diagnostic: finding, source }], definitionOf, '1.2.3');

  it('has what the schema requires', () => {
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringMatching(/sarif-2\.1\.0/) });
    const [run] = log.runs as [Record<string, unknown>];
    expect(run).toMatchObject({
      columnKind: 'utf16CodeUnits',
      tool: {
        driver: {
          name: 'Spoor',
          version: '1.2.3',
          rules: [
            {
              id: 'lint/x',
              shortDescription: { text: 'Title' },
              fullDescription: { text: 'Why.' },
              help: { text: 'Help.' },
              defaultConfiguration: { level: 'warning' },
            },
          ],
        },
      },
    });
  });

  it('gives the finding its region, further places and fixes', () => {
    const [run] = log.runs as [{ results: unknown[] }];
    const uri = 'a%20folder/%C3%A4%231.sumo';
    expect(run.results).toEqual([
      {
        ruleId: 'lint/x',
        ruleIndex: 0,
        level: 'warning',
        message: { text: 'message\nnote' },
        locations: [
          {
            physicalLocation: {
              ...place(uri),
              region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4, charOffset: 4, charLength: 3 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 0,
            message: { text: 'here' },
            physicalLocation: {
              ...place(uri),
              region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 10, charOffset: 8, charLength: 5 },
            },
          },
        ],
        fixes: [
          {
            description: { text: 'mend (safe)' },
            artifactChanges: [
              {
                ...place(uri),
                replacements: [
                  {
                    deletedRegion: {
                      startLine: 1,
                      startColumn: 4,
                      endLine: 1,
                      endColumn: 4,
                      charOffset: 3,
                      charLength: 0,
                    },
                    insertedContent: { text: 'x' },
                  },
                ],
              },
            ],
          },
        ],
        properties: { severity: 'misses' },
      },
    ]);
  });

  it.each([
    ['/tmp/a.sumo', 'file:///tmp/a.sumo'],
    ['C:\\a b\\c.tf', 'file:///C:/a%20b/c.tf'],
    ['..\\c.tf', '../c.tf'],
    ['-', 'stdin'],
  ])('names %s as %s', (path, uri) => {
    const [run] = renderSarif(
      [{ diagnostic: { ...finding, fixes: [], labels: [] }, source: new SourceText(path, 'x') }],
      definitionOf,
      '1',
    ).runs as [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }] }];
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('weighs severities by consequence', () => {
    const findings = SEVERITIES.map((severity) => ({ diagnostic: { ...finding, severity }, source }));
    const [run] = renderSarif(findings, definitionOf, '1').runs as [{ results: { level: string }[] }];
    expect(run.results.map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'note', 'note', 'note']);
  });
});
