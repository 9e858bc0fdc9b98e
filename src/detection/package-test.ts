import type { Manifest } from './manifest.ts';
import {
  flag,
  list,
  mapOf,
  object,
  oneOf,
  optional,
  refine,
  type Shape,
  type ShapeValue,
  text,
  whole,
} from './shape.ts';
import { condition, identifier, reference, technique, uuid } from './shapes.ts';

const signal = object({
  id: identifier,
  /** What is expected to be seen, for people. */
  text,
  vantage: oneOf('source', 'target'),
  channel: text,
  event_id: whole,
  /** Holds for an event that shows the signal. */
  match: condition,
  /** Holds for an event that shows that it happens otherwise. */
  contradicted_by: optional(object({ match: condition, reason: text })),
});

type TestShape = ReturnType<typeof testShapeOf>;

function testShapeOf(telemetry: readonly string[], datasets: readonly string[]) {
  const side = object({
    expected: oneOf('hit', 'miss'),
    why: text,
    /** Telemetry without which nothing can be said. */
    telemetry: list(reference('telemetry', telemetry)),
  });
  return object({
    id: identifier,
    name: text,
    kind: oneOf('true_positive', 'true_negative', 'false_positive', 'evasion'),
    /** The test of Atomic Red Team that does the same; `differs` says in what it does not. */
    atomic: optional(object({ technique, guid: uuid, name: text, differs: optional(text) })),
    elevation: flag,
    steps: list(text),
    cleanup: list(text),
    datasets: list(reference('data set', datasets)),
    vantages: refine(object({ source: optional(side), target: optional(side) }), (value) =>
      value.source || value.target ? [] : [{ message: 'source or target is expected' }],
    ),
    signals: list(signal),
    /** Events of the harness: an alert of nothing else proves nothing. */
    subtract: optional(list(object({ match: condition, reason: text }))),
    /** Holds for events of the behavior under test; an alert without one belongs to something else. */
    behavior: optional(condition),
  });
}

/** The shape of a test; it refers to telemetry and data sets of its package. */
export function testShape(manifest: Pick<Manifest, 'telemetry' | 'datasets'>): TestShape {
  return testShapeOf(
    manifest.telemetry.map((one) => one.id),
    manifest.datasets.map((one) => one.id),
  );
}

/** A test of a detection. */
export type PackageTest = NonNullable<ShapeValue<TestShape>>;

/** A signal that a test expects. */
export type ExpectedSignal = PackageTest['signals'][number];

const scalar: Shape<string | number | boolean> = (node, path, context) => {
  const value = (node as { value?: unknown } | null | undefined)?.value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : text(node, path, context);
};

/** The shape of the branch cases: single events made of one base event, each with the branch that must take it. */
export const casesShape = object({
  base: object({ system: mapOf(scalar), event_data: mapOf(scalar) }),
  cases: list(
    object({
      id: identifier,
      why: text,
      /** Fields that differ from the base event. */
      with: optional(mapOf(scalar)),
      /** Fields that the event does not have. */
      without: optional(list(text)),
      /** The branch, or `none`. */
      expected: text,
      /** What the repaired specimen says, where its looser conditions say something else. */
      specimen: optional(object({ expected: text, reason: text })),
    }),
  ),
});

/** The branch cases of a package. */
export type BranchCases = NonNullable<ShapeValue<typeof casesShape>>;

/** One branch case. */
export type BranchCase = BranchCases['cases'][number];
