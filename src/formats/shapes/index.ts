import { canonical, sumoWindows } from './canonical.ts';
import { evtxJson } from './evtx-json.ts';
import { evtxEcmd } from './evtxecmd.ts';
import { json } from './json.ts';
import { nxlog } from './nxlog.ts';
import { otel } from './otel.ts';
import { sentinel } from './sentinel.ts';
import type { Shape } from './shape.ts';
import { wazuh } from './wazuh.ts';
import { windowsFlat } from './windows-flat.ts';
import { ecs, winlogbeat, winlogbeat6 } from './winlogbeat.ts';

/** Shapes of JSON objects in the order in which they are tried (spec windows-telemetry §11); the last takes everything. */
export const SHAPES: readonly Shape[] = [
  evtxJson,
  ecs,
  winlogbeat,
  winlogbeat6,
  otel,
  sentinel,
  sumoWindows,
  canonical,
  nxlog,
  wazuh,
  evtxEcmd,
  windowsFlat,
  json,
];
