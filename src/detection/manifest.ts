import { attackTechnique } from '../attack/index.ts';
import { flag, list, mapOf, object, oneOf, optional, pattern, refine, type ShapeValue, text, whole } from './shape.ts';
import { day, identifier, innerPath, sha256, tactic, technique, uuid } from './shapes.ts';

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;

const mapping = refine(
  object({
    tactic,
    technique,
    coverage: oneOf('full', 'partial', 'context'),
    rationale: text,
  }),
  (value) => {
    const tactics = attackTechnique(value.technique)?.tactics ?? [];
    if (tactics.includes(value.tactic)) return [];
    return [
      { key: 'tactic', message: `${value.technique} has no tactic ${value.tactic}; it has ${tactics.join(', ')}` },
    ];
  },
);

const telemetry = object({
  id: identifier,
  provider: text,
  channel: text,
  event_ids: list(whole),
  required_fields: list(text),
  source_categories: list(text),
  why: text,
  /** True if the detection sees nothing without it. */
  minimum: flag,
});

const platform = object({
  query_file: innerPath,
  specimen: optional(innerPath),
  /** The column whose value names the branch that fired. */
  branch: optional(text),
  source_categories: list(text),
  /** Fields that the query reads, with where they come from on the platform. */
  fields: list(object({ name: text, source_field: text, origin: text })),
});

const falsePositive = object({
  id: identifier,
  cause: text,
  prevalence: optional(oneOf('rare', 'occasional', 'common', 'constant')),
  distinguishing_evidence: list(text),
  tuning: optional(text),
  risk_of_exclusion: text,
  verified: flag,
});

/** Where a host of a recording stands. */
const vantage = oneOf('source', 'target');

const dataset = refine(
  object({
    id: identifier,
    kind: oneOf('synthetic', 'recorded'),
    /** In the package; recordings are found by their digest instead. */
    file: optional(innerPath),
    url: optional(text),
    sha256,
    format: oneOf('ndjson', 'evtx'),
    events: optional(whole),
    os: optional(text),
    licence: text,
    made_after: optional(list(text)),
    hosts: mapOf(vantage),
  }),
  (value) =>
    value.kind === 'synthetic' && value.file === undefined
      ? [{ message: 'a synthetic data set lies in the package: the key file is missing' }]
      : [],
);

/** The shape of `detection.yaml` (spec detection-package §4). */
export const manifestShape = object({
  id: uuid,
  slug: pattern(/^[a-z0-9][a-z0-9.-]*$/, 'a slug of lower-case letters, digits, dots and hyphens'),
  title: refine(text, (value) =>
    value.length > 100 ? [{ message: `at most 100 characters are expected, not ${value.length}` }] : [],
  ),
  version: pattern(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/, 'a semantic version such as 1.0.0'),
  status: oneOf('experimental', 'test', 'stable', 'production', 'deprecated', 'unsupported', 'removed'),
  created: day,
  modified: day,
  license: text,
  summary: text,
  attack: object({ version: text, mappings: list(mapping) }),
  severity: object({ level: oneOf(...LEVELS), rationale: text }),
  confidence: object({ level: oneOf('low', 'medium', 'high'), basis: oneOf('measured', 'judged'), rationale: text }),
  data_sources: list(text),
  telemetry: list(telemetry),
  platforms: mapOf(platform),
  false_positives: list(falsePositive),
  blind_spots: optional(list(text)),
  /** Files of the tests, in the order in which they are told. */
  tests: list(innerPath),
  /** File of the branch cases. */
  cases: optional(innerPath),
  datasets: list(dataset),
  references: list(object({ title: text, url: text })),
});

/** A `detection.yaml` as read. */
export type Manifest = NonNullable<ShapeValue<typeof manifestShape>>;

/** Logs that a detection needs. */
export type PackageTelemetry = Manifest['telemetry'][number];

/** A data set of a package. */
export type PackageDataset = Manifest['datasets'][number];

/** A platform that a package has a query for. */
export type PackagePlatform = Manifest['platforms'][string];

/** The side of a connection that a host of a recording is on. */
export type Vantage = 'source' | 'target';
