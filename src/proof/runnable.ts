import type { DetectionPackage, ReadyQuery } from '../detection/index.ts';
import type { RunnableDetection, TelemetryNeed } from '../scan/index.ts';

/** The channels and event ids that a package says it reads. */
export function readsOf({ manifest }: DetectionPackage): readonly TelemetryNeed[] {
  return manifest.telemetry.map((one) => ({ channel: one.channel, eventIds: one.event_ids }));
}

/** The techniques and tactics of a package as Sigma writes tags. */
export function tagsOf({ manifest }: DetectionPackage): string[] {
  const { mappings } = manifest.attack;
  const names = mappings.flatMap(({ technique, tactic }) => [technique.toLowerCase(), tactic]);
  return [...new Set(names)].map((name) => `attack.${name}`);
}

/** A query of a package, ready to run, with what its alerts carry. */
export function runnableOf(
  detection: DetectionPackage,
  query: ReadyQuery,
  platform = 'sumo-search',
): RunnableDetection {
  const { manifest } = detection;
  const branch = manifest.platforms[platform]?.branch;
  return {
    id: manifest.slug,
    version: manifest.version,
    title: manifest.title,
    name: manifest.id,
    status: manifest.status,
    severity: manifest.severity.level,
    confidence: manifest.confidence.level,
    attack: [...new Set(manifest.attack.mappings.map((one) => one.technique))],
    tags: tagsOf(detection),
    form: query.form,
    repairs: [...new Set(query.repairs.map((repair) => repair.code))],
    ...(branch !== undefined && { branchColumn: branch }),
    plan: query.plan,
    reads: readsOf(detection),
  };
}
