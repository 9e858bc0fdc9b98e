/**
 * Names of System fields in canonical order (spec windows-telemetry §1), then those that only some records have: further
 * System attributes, the name of the payload element, and what a collector rendered.
 */
export const SYSTEM_NAMES: readonly string[] = [
  'EventID',
  'Channel',
  'Computer',
  'Provider_Name',
  'Provider_Guid',
  'Level',
  'Task',
  'Opcode',
  'Version',
  'EventRecordID',
  'Keywords',
  'TimeCreated',
  'Security_UserID',
  'Execution_ProcessID',
  'Execution_ThreadID',
  'Correlation_ActivityID',
  'Correlation_RelatedActivityID',
  'Qualifiers',
  'Provider_EventSourceName',
  'Execution_SessionID',
  'Execution_ProcessorID',
  'Execution_KernelTime',
  'Execution_UserTime',
  'Execution_ProcessorTime',
  'EventData_Name',
  'UserData_Name',
  'Message',
  'RenderingInfo_Culture',
  'RenderingInfo_Level',
  'RenderingInfo_Task',
  'RenderingInfo_Opcode',
  'RenderingInfo_Channel',
  'RenderingInfo_Provider',
  'RenderingInfo_Keywords',
];

const ranks = new Map(SYSTEM_NAMES.map((name, rank) => [name, rank]));

/** Sorts System fields into canonical order; names that the table lacks come last, in the order given. */
export function inSystemOrder<Field extends readonly [name: string, ...rest: unknown[]]>(
  fields: readonly Field[],
): Field[] {
  const ranked = fields.map((field) => ({ field, rank: ranks.get(field[0]) ?? ranks.size }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ field }) => field);
}
