import type { DetectionPackage, ReadyQuery } from '../detection/index.ts';
import type { RunnableDetection, TelemetryNeed } from '../scan/index.ts';

/** The channels and event ids that a package says it reads. */
export function readsOf({ manifest }: DetectionPackage): readonly TelemetryNeed[] {
  return manifest.telemetry.map((one) => ({ channel: one.channel, eventIds: one.event_ids }));
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
    severity: manifest.severity.level,
    confidence: manifest.confidence.level,
    attack: [...new Set(manifest.attack.mappings.map((one) => one.technique))],
    form: query.form,
    repairs: [...new Set(query.repairs.map((repair) => repair.code))],
    ...(branch !== undefined && { branchColumn: branch }),
    plan: query.plan,
    reads: readsOf(detection),
  };
}
