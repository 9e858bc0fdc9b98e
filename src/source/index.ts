export { applyEdits, type Edit, editsOverlap } from './edit.ts';
export { LineIndex, type Position } from './line-index.ts';
export { nearestName } from './nearest-name.ts';
export { SourceText } from './source-text.ts';
export { joinSpans, type Span, spanAt } from './span.ts';
export { chainMaps, IDENTITY_MAP, type TextMap, TextMapBuilder } from './text-map.ts';
export { visibleText } from './visible-text.ts';
