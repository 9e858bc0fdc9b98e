import type { SourceText, Span } from '../../source/index.ts';
import type { Diagnostic, DiagnosticDefinition, Fix, Severity } from '../diagnostic.ts';

/** A finding with the text that it points into. */
export interface PlacedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly source: SourceText;
}

/** How a finding weighs in SARIF. */
function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'fails' || severity === 'never') return 'error';
  return severity === 'misses' ? 'warning' : 'note';
}

/** The path of a file as a URI reference, relative where the path is. */
export function sarifUri(path: string): string {
  if (path === '-') return 'stdin';
  const parts = path.replaceAll('\\', '/').split('/');
  const isDrive = /^[A-Za-z]:$/.test(parts[0]!);
  const uri = parts.map((part, index) => (isDrive && index === 0 ? part : encodeURIComponent(part))).join('/');
  if (isDrive) return `file:///${uri}`;
  return uri.startsWith('/') ? `file://${uri}` : uri;
}

function regionOf({ lines, text }: SourceText, span: Span): Record<string, unknown> {
  const start = lines.positionOf(span.start);
  const end = lines.positionOf(span.end);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: Math.min(span.start, text.length),
    charLength: span.end - span.start,
  };
}

function locationOf(source: SourceText, span: Span): Record<string, unknown> {
  return { physicalLocation: { artifactLocation: { uri: sarifUri(source.name) }, region: regionOf(source, span) } };
}

function fixOf(source: SourceText, fix: Fix): Record<string, unknown> {
  return {
    description: { text: `${fix.title} (${fix.class})` },
    artifactChanges: [
      {
        artifactLocation: { uri: sarifUri(source.name) },
        replacements: fix.edits.map((edit) => ({
          deletedRegion: regionOf(source, edit.span),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}

function resultOf({ diagnostic, source }: PlacedDiagnostic, ruleIndex: number): Record<string, unknown> {
  const { labels = [], fixes = [], notes = [] } = diagnostic;
  return {
    ruleId: diagnostic.code,
    ruleIndex,
    level: levelOf(diagnostic.severity),
    message: { text: [diagnostic.message, ...notes].join('\n') },
    locations: [locationOf(source, diagnostic.span)],
    ...(labels.length > 0 && {
      relatedLocations: labels.map(({ span, message }, id) => ({
        id,
        ...locationOf(source, span),
        message: { text: message },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(source, fix)) }),
    properties: { severity: diagnostic.severity },
  };
}

function ruleOf(code: string, definition: DiagnosticDefinition | undefined): Record<string, unknown> {
  if (!definition) return { id: code };
  return {
    id: code,
    shortDescription: { text: definition.title },
    fullDescription: { text: definition.why },
    help: { text: definition.help },
    defaultConfiguration: { level: levelOf(definition.severity) },
  };
}

/** What every log of SARIF begins with. */
export const SARIF_HEAD = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' } as const;

/** Findings as a log of SARIF 2.1.0 (source: OASIS, Static Analysis Results Interchange Format 2.1.0). */
export function renderSarif(
  findings: readonly PlacedDiagnostic[],
  definitionOf: (code: string) => DiagnosticDefinition | undefined,
  version: string,
): Record<string, unknown> {
  const codes = [...new Set(findings.map(({ diagnostic }) => diagnostic.code))].sort();
  return {
    ...SARIF_HEAD,
    runs: [
      {
        tool: { driver: { name: 'Spoor', version, rules: codes.map((code) => ruleOf(code, definitionOf(code))) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((one) => resultOf(one, codes.indexOf(one.diagnostic.code))),
      },
    ],
  };
}
