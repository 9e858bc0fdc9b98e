export { JsonLineReader, type JsonLineSink, payloadHas } from './line-reader.ts';
