import { type LoadedRule, type Reach, techniquesOf } from '../languages/sigma/index.ts';
import type { RunnableDetection } from './alert.ts';
import type { RuleReach, TelemetryNeed } from './rule-reach.ts';

function needsOf(reach: Reach): TelemetryNeed[] {
  if (reach.kind !== 'channels') return [];
  return reach.kinds.flatMap(({ channels, eventIds, provider }) =>
    channels.map((channel) => ({ channel, eventIds, ...(provider !== undefined && { provider }) })),
  );
}

function reachOf(reach: Reach): RuleReach {
  return reach.kind === 'other' || reach.kind === 'none' ? { kind: reach.kind, log: reach.log } : { kind: reach.kind };
}

/** A Sigma rule ready to run, with what its alerts carry. */
export function runnableRule({ source, head, plan, reach, branchColumn }: LoadedRule): RunnableDetection {
  return {
    id: head.id ?? head.name ?? head.title,
    path: source.name,
    title: head.title,
    ...(head.name !== undefined && { name: head.name }),
    ...(head.status !== undefined && { status: head.status }),
    ...(head.level && { severity: head.level }),
    attack: techniquesOf(head.tags),
    tags: head.tags,
    shows: head.fields,
    form: 'as-written',
    repairs: [],
    ...(branchColumn !== undefined && { branchColumn }),
    plan,
    reads: needsOf(reach),
    reach: reachOf(reach),
  };
}
