import { canonical, sumoWindows } from './canonical.ts';
import { evtxJson } from './evtx-json.ts';
import { json } from './json.ts';
import { nxlog } from './nxlog.ts';
import type { Shape } from './shape.ts';
import { windowsFlat } from './windows-flat.ts';

/** Shapes of JSON objects in the order in which they are tried; the last takes everything. */
export const SHAPES: readonly Shape[] = [evtxJson, sumoWindows, canonical, nxlog, windowsFlat, json];
