export { EvtxCursor } from './cursor.ts';
export { EvtxLines, EvtxSession, evtxFast, type FastOptions } from './evtx-fast.ts';
export type { Gate } from './gate.ts';
export { templateKnowledge } from './kept-knowledge.ts';
export { type ByteSink, canonicalText } from './line-writer.ts';
export type { FastCounts } from './reader.ts';
