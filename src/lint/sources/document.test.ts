import { describe, expect, it } from 'vitest';
import { Random } from '../../languages/sumo/testing/random.ts';
import { randomQuery } from '../../languages/sumo/testing/random-query.ts';
import { SourceText } from '../../source/index.ts';
import { checkDocument, fixDocument } from '../check-document.ts';
import { DEFAULT_CHECK } from '../check-query.ts';
import { fixSumo } from '../fix.ts';
import { readDocument } from './document.ts';
import { encodeQuoted } from './hcl-text.ts';

const read = (name: string, text: string) => readDocument(new SourceText(name, text));
const texts = (name: string, text: string) => read(name, text)?.queries.map((one) => one.text);

const FAULTY = [
  '* | eval a = "é\\n\\"q\\"" | where b matches "(?i).*C:\\\\x.*" | stats dc(u) as n by k',
  '* | where not (c = null) and d matches "(?i)${x}|\\d+"\n| where FileName = "X.exe"',
  '“a” | toLowerCase user\n\t| median(f) as m by k | table a, b',
];

function queryOf(seed: number): string {
  return seed % 2 === 0 ? randomQuery(seed).trim() || '*' : FAULTY[(seed >> 1) % FAULTY.length]!;
}

/** JSON text of a string in which a random share of the characters is escaped by number. */
function oddJson(text: string, random: Random): string {
  const escaped = [
    ...JSON.stringify(text)
      .slice(1, -1)
      .matchAll(/\\.|[\s\S]/g),
  ].map(([unit]) =>
    unit.length === 1 && random.chance(0.1) ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit,
  );
  return `"${escaped.join('')}"`;
}

const CLASSES = ['repair', 'safe'] as const;

describe('documents', () => {
  it('a file whose name says nothing is a query', () => {
    expect(read('hunt', '* | count')).toMatchObject({ form: 'query', queries: [{ text: '* | count' }] });
    expect(read('a.sumo', '{"queryText": "x"}')).toMatchObject({ form: 'query' });
    expect(read('a.json', '{"a": 1}')).toBeUndefined();
    expect(read('a.json', '{"queryText": "x"')).toBeUndefined();
    expect(read('a.tf', 'locals {\n  query = "x"\n}\n')).toBeUndefined();
  });

  it('finds the searches of exported content, with their titles', () => {
    const folder = {
      type: 'FolderSyncDefinition',
      name: 'All',
      children: [
        {
          type: 'DashboardV2SyncDefinition',
          title: 'Board',
          panels: [
            {
              title: 'Panel',
              queries: [
                { queryKey: 'A', queryType: 'Logs', queryString: 'one' },
                { queryKey: 'B', queryType: 'Metrics', queryString: 'metric=x' },
                { queryKey: 'C', queryType: 'Spans', queryString: 'service=x' },
              ],
            },
            { title: 'Words', text: 'queryString' },
          ],
          variables: [
            { name: 'v', sourceDefinition: { variableSourceType: 'LogQueryVariableSourceDefinition', query: 'two' } },
            { name: 'w', sourceDefinition: { variableSourceType: 'CsvVariableSourceDefinition', query: 'no' } },
          ],
        },
        { type: 'Report', name: 'Old', panels: [{ name: 'p', queryString: 'three', metricsQueries: [] }] },
        { type: 'Report', name: 'Old', panels: [{ queryString: '', metricsQueries: [{ query: 'm', rowId: 'A' }] }] },
        { type: 'SavedSearchWithScheduleSyncDefinition', name: 'Saved', search: { queryText: 'four' } },
        {
          type: 'MonitorsLibraryMonitorExport',
          name: 'M',
          monitorType: 'Logs',
          queries: [{ rowId: 'A', query: 'five' }],
        },
        { type: 'MonitorsLibraryMonitorExport', monitorType: 'Metrics', queries: [{ rowId: 'A', query: 'cpu' }] },
        { indexName: 'view', query: 'six' },
        { name: 'Rule', expression: 'a like "x"', entitySelectors: [{ expression: 'ip', entityType: '_ip' }] },
      ],
    };
    const found = read('all.json', JSON.stringify(folder, null, 2))!;
    expect(found.form).toBe('sumo-json');
    expect(found.queries.map(({ name, text }) => [name, text])).toEqual([
      ['Panel', 'one'],
      ['v', 'two'],
      ['p', 'three'],
      ['Saved', 'four'],
      ['M', 'five'],
      ['All', 'six'],
    ]);
    expect(Object.fromEntries(found.skipped)).toEqual({
      'metrics queries': 3,
      'queries of another kind': 1,
      'rule expressions of Cloud SIEM': 1,
    });
  });

  it('finds the searches of Terraform resources', () => {
    const text = `
terraform { required_version = ">= 1.0" } # queryString
resource "sumologic_dashboard" "d" {
  title = "Board"
  panel {
    sumo_search_panel {
      title = "Panel"
      query {
        query_string = "a \\"b\\" | where x = \\"$\${y}\\" and z = %\\"w\\""
        query_type   = "Logs"
      }
      query {
        query_string = "metric=cpu"
        query_type   = "Metrics"
      }
    }
  }
  variable {
    name = "v"
    source_definition {
      log_query_variable_source_definition {
        query = "\${var.scope}={{\${var.name}}} | x"
        field = "v"
      }
    }
  }
}
resource "sumologic_monitor" "m" {
  name         = var.prefix == "" ? "a" : "\${var.prefix}{"
  monitor_type = "Logs"
  queries {
    row_id = "A"
    query  = <<-EOQ
      _sourceCategory=a
        | count /* {{x}} */
    EOQ
  }
  queries {
    row_id = "B"
    query  = trimspace(<<EOT
      }" not a brace
EOT
    )
  }
  tags = { "a" = "b", c : [for x in var.list : upper(x)] }
}
resource "sumologic_monitor" "of-a-kind-not-known" {
  monitor_type = var.kind
  queries {
    row_id = "A"
    query  = "cpu"
  }
}
resource "sumologic_cse_match_rule" "r" {
  expression = "a like 'x'"
}
resource "sumologic_content" "c" {
  config = jsonencode({ "name" : "Saved", search = { "queryText" : "s \${var.x}" } })
}
resource "sumologic_content" "h" {
  config = <<JSON
{"name": "Heredoc", "search": {"queryText": "h \\"\${var.y}\\"\\n| count"}}
JSON
}
resource "sumologic_content" "f" {
  config = file("\${path.module}/x.json")
}
resource "datadog_monitor" "other" {
  query_string = "no"
}
`;
    const found = read('main.tf', text)!;
    expect(found.queries.map(({ name, text }) => [name, text])).toEqual([
      ['Panel', 'a "b" | where x = "${y}" and z = %"w"'],
      ['v', '${var.scope}={{var.name}} | x'],
      ['m', '_sourceCategory=a\n  | count /* {{x}} */\n'],
      ['Saved', 's ${var.x}'],
      ['Heredoc', 'h "${var.y}"\n| count'],
    ]);
    expect(Object.fromEntries(found.skipped)).toEqual({
      'metrics queries': 1,
      'queries that Terraform computes': 2,
      'queries of another kind': 1,
      'rule expressions of Cloud SIEM': 1,
    });
  });

  it.each(['resource "sumologic_monitor" "m" {', 'x = "', 'x = <<EOT\n', 'a b c', 'x = (1', '}'])(
    'does not read %j as Terraform',
    (text) => {
      expect(read('a.tf', text)).toBeUndefined();
    },
  );

  it('takes an interpolation without an end for text', () => {
    const text = 'resource "sumologic_scheduled_view" "v" {\n  index_name = 1\n  query = <<Q\na ${b\n%{ c\nQ\n}\n';
    expect(texts('a.tf', text)).toEqual(['a ${b\n%{ c\n']);
    expect(texts('a.tf', text.replace('<<Q\na', '"a').replace('\nQ', '"'))).toBeUndefined();
  });

  it('reads nesting of any depth without an end of its stack', () => {
    expect(read('a.json', '['.repeat(100_000))).toBeUndefined();
    expect(read('a.tf', `x = ${'['.repeat(100_000)}`)).toBeUndefined();
  });

  it('reads and mends a query in JSON as if it stood alone, and keeps all else', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const query = queryOf(seed);
      const [head, tail] = ['\t{ "z" :1e2,\r\n  "queryText" : ', ' ,"\\u0061": "\\/" }  '];
      const text = head + oddJson(query, new Random(seed)) + tail;
      expect(texts('a.json', text)).toEqual([query]);
      const fixed = fixDocument(new SourceText('a.json', text), CLASSES, DEFAULT_CHECK)!.source.text;
      expect(fixed.startsWith(head) && fixed.endsWith(tail), fixed).toBe(true);
      expect(texts('a.json', fixed), query).toEqual([fixSumo(new SourceText('q', query), CLASSES).text]);
      if (fixSumo(new SourceText('q', query), CLASSES).applied.length === 0) expect(fixed).toBe(text);
    }
  });

  it.each([
    ['a quoted text', (query: string) => `"${encodeQuoted(query)}"`],
    ['a heredoc', (query: string) => `<<EOT\n${query.replace(/[$%](?=\{)/g, '$&$&')}\nEOT`],
    [
      'JSON in a heredoc',
      (query: string) => `<<J\n{"queryText": ${JSON.stringify(query).replace(/[$%](?=\{)/g, '$&$&')}}\nJ`,
    ],
  ])('reads and mends a query in %s as if it stood alone, and keeps all else', (title, write) => {
    const isJson = title.startsWith('JSON');
    const type = isJson ? 'content' : 'monitor';
    const key = isJson ? 'config' : 'row_id = 1\n query';
    for (let seed = 1; seed <= 200; seed++) {
      const query = queryOf(seed);
      const [head, tail] = [`# x\nresource "sumologic_${type}" "a" {\n  ${key} = `, '\n\n  z = 1 // "\n}\n'];
      const text = head + write(query) + tail;
      const end = title === 'a heredoc' ? '\n' : '';
      expect(texts('a.tf', text), text).toEqual([query + end]);
      const fixed = fixDocument(new SourceText('a.tf', text), CLASSES, DEFAULT_CHECK)!.source.text;
      expect(fixed.startsWith(head) && fixed.endsWith(tail), fixed).toBe(true);
      expect(texts('a.tf', fixed), query).toEqual([fixSumo(new SourceText('q', query), CLASSES).text + end]);
    }
  });

  it('ends on damaged files, keeps places inside them, and mends nothing but queries', () => {
    const bases = [
      ['a.json', `{"panels": [{"title": "p", "queryString": ${JSON.stringify(FAULTY[0])}, "x": [1, "y"]}]}`],
      [
        'a.tf',
        `# x\nresource "sumologic_monitor" "m" {\n  queries {\n    row_id = "A"\n    query = "${encodeQuoted(FAULTY[1]!)}"\n  }\n  queries {\n    row_id = "B"\n    query = <<-Q\n      * | eval x = "\${var.y}"\n    Q\n  }\n}\n`,
      ],
    ] as const;
    const bits = [
      '"',
      '\\',
      '{',
      '}',
      '${',
      '%{',
      '<<Q\n',
      '\n',
      ',',
      '(',
      '#',
      '/*',
      '`',
      '\\u12',
      '| eval a = 1 ',
      '$${',
    ];
    let mended = 0;
    for (let seed = 1; seed <= 600; seed++) {
      const random = new Random(seed);
      const [name, base] = random.pick(bases);
      let text: string = base;
      for (let i = random.below(3); i >= 0; i--) {
        const at = random.below(text.length + 1);
        const bit = random.pick([random.pick(bits), '', text.slice(at, at + 15)]);
        text = text.slice(0, at) + bit + text.slice(at + random.below(6));
      }
      const checked = checkDocument(new SourceText(name, text), DEFAULT_CHECK);
      if (!checked) continue;
      for (const { span } of checked.findings)
        expect(span.start >= 0 && span.start <= span.end && span.end <= text.length, text).toBe(true);
      const fixed = fixDocument(checked.source, CLASSES, DEFAULT_CHECK)!;
      if (fixed.applied.length > 0) mended++;
      expect(fixed.queries.length, fixed.source.text).toBe(checked.queries.length);
      expect(fixDocument(fixed.source, CLASSES, DEFAULT_CHECK)!.source.text).toBe(fixed.source.text);
    }
    expect(mended).toBeGreaterThan(100);
  });

  it('keeps interpolations and the indentation of a heredoc', () => {
    const text =
      'resource "sumologic_scheduled_view" "v" {\n  index_name = "v"\n  query = <<-Q\n    a\n      | eval b = "${lookup(var.m, "k")}"\n      | where ${var.f} = null\n  Q\n}\n';
    const fixed = fixDocument(new SourceText('a.tf', text), CLASSES, DEFAULT_CHECK)!;
    expect(fixed.source.text).toBe(
      text
        .replace('eval b = "${lookup(var.m, "k")}"', '"${lookup(var.m, "k")}" as b')
        .replace('${var.f} = null', 'isNull(${var.f})'),
    );
    expect(fixed.findings).toEqual([]);
  });
});
