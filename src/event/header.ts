/** What tells most detections that an event is none of theirs, known before the rest is decoded. */
export interface EventHeader {
  readonly channel?: string | undefined;
  readonly provider?: string | undefined;
  readonly eventId?: number | undefined;
}

/** Where an event stands: the file as the user gave it, and its place in it. */
export interface EventOrigin {
  readonly file: string;
  /** EventRecordID in EVTX and in JSON that carries one, else the 1-based line number; text beyond 2^53. */
  readonly record: number | string | undefined;
  /** Byte offset of the record or line in its file. */
  readonly offset: number;
  /** True if an earlier record of the file may carry the same record id, so that only the offset tells them apart. */
  readonly repeats?: boolean;
}

/** Milliseconds since 1970 UTC and the 0–9,999 ticks of 100 ns within the millisecond. */
export interface EventTime {
  readonly ms: number;
  readonly ticks: number;
}
