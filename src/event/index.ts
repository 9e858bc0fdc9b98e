export { aliasesOf } from './aliases.ts';
export { CATALOG_CHANNELS, catalogFields, catalogOf } from './catalog.ts';
export { type CategoryChoice, metadataOf, sourceCategoryOf } from './channels.ts';
export { isDecimalField } from './decimal-fields.ts';
export type { Event, EventMetadata, PayloadKind } from './event.ts';
export { formatTime, parseTime } from './event-time.ts';
export { type FieldId, FieldTable, foldName } from './field-table.ts';
export {
  type ByteRun,
  type FieldPlaces,
  type FieldTexts,
  QUERY_FIELDS,
  type UnitRun,
  type WrittenField,
} from './field-texts.ts';
export type { EventHeader, EventOrigin, EventTime } from './header.ts';
export { firstOf, type Raw, type RawField } from './raw.ts';
export { COMPOSED, type RawJsonFields, rawJsonOf, rawJsonValue } from './raw-json.ts';
export { RecordEvent, type RecordParts } from './record-event.ts';
export { inSystemOrder, SYSTEM_NAMES } from './system-names.ts';
export type { HeaderSieve, SievedValue, TextPiece, TextShape, TextSieve } from './text-sieve.ts';
export type { Judged, JudgedField, Verdict } from './verdict.ts';
