import { isObject, type JsonObject, type JsonValue, parseJsonValue } from '../json-value.ts';
import { evtxJson } from './evtx-json.ts';
import { pathsOf } from './paths.ts';
import type { Shape } from './shape.ts';

function text(value: JsonValue | undefined): JsonValue {
  return value === undefined || value === '' ? null : value;
}

/** The System element that the columns tell of, as EvtxECmd's full JSON has it. */
function systemOf(row: JsonObject): JsonObject {
  return {
    Provider: { '@Name': text(row.Provider) },
    EventID: text(row.EventId),
    Level: text(row.Level),
    Keywords: text(row.Keywords),
    TimeCreated: { '@SystemTime': text(row.TimeCreated) },
    EventRecordID: text(row.EventRecordId),
    Execution: { '@ProcessID': text(row.ProcessId), '@ThreadID': text(row.ThreadId) },
    Channel: text(row.Channel),
    Computer: text(row.Computer),
    Security: { '@UserID': text(row.UserId) },
  };
}

/** EvtxECmd's flat JSON and the columns of its CSV: `Payload` is the JSON of EventData (spec windows-telemetry §6.2). */
export const evtxEcmd: Shape = {
  name: 'evtxecmd',
  summary: 'rows of EvtxECmd, flat JSON or CSV: PayloadData1 to 6, MapDescription, and Payload, which is JSON',
  matches: (object) =>
    object.EventId !== undefined &&
    object.Channel !== undefined &&
    (object.Payload !== undefined || object.MapDescription !== undefined || object.PayloadData1 !== undefined),
  read(object, timeZone) {
    const payload = typeof object.Payload === 'string' ? parseJsonValue(object.Payload) : object.Payload;
    const isWhole = isObject(payload);
    const record = evtxJson.read({ Event: { System: systemOf(object), ...(isWhole && payload) } }, timeZone);
    return {
      ...record,
      derived: [...(record.derived ?? []), ...pathsOf(object)],
      lossy: !isWhole || (record.lossy ?? false),
    };
  },
};
