export { lineRanges } from './line-ranges.ts';
export { JsonLineReader, type JsonLineSink, payloadHas } from './line-reader.ts';
export { LineScanner } from './line-scanner.ts';
