export type { Event, EventMetadata, PayloadKind } from './event.ts';
export { formatTime, parseTime } from './event-time.ts';
export { type FieldId, FieldTable, foldName } from './field-table.ts';
export type { EventHeader, EventOrigin, EventTime } from './header.ts';
export { firstOf, type Raw, type RawField } from './raw.ts';
export { RecordEvent, type RecordParts } from './record-event.ts';
export { inSystemOrder, SYSTEM_NAMES } from './system-names.ts';
