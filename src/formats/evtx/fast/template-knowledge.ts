import { type KernelTables, REGIONS } from './kernel.ts';
import { type Template, templateOfForm } from './template.ts';

/** What a reader learned of templates: events of those that it knows need not be understood anew by another reader, or in a later run. */
export interface TemplateKnowledge {
  /** Channels and providers by their numbers. */
  readonly names: readonly string[];
  /** By number, the first is 1. */
  readonly templates: readonly Template[];
  readonly tables: KernelTables;
}

/** Numbers in front: how many pairs, bytes of the pool, names and templates there are, and units of all their texts. */
const HEAD = 5;

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

/** Knowledge as bytes, for `knowledgeOf` on a machine of the same kind. */
export function bytesOfKnowledge({ names, templates, tables: { pairs, regions } }: TemplateKnowledge): Uint8Array {
  const texts = [...names.map(unitsOf), ...templates.map(({ form }) => form)];
  const units = texts.reduce((sum, { length }) => sum + length, 0);
  const numbers = [
    ...[pairs.length, regions.at(-1)!.length, names.length, templates.length, units],
    ...pairs,
    ...names.map(({ length }) => length),
    ...templates.flatMap(({ id, form }) => [id, form.length]),
  ];
  const pieces = [Int32Array.from(numbers), ...regions, ...texts];
  const bytes = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of pieces) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** The knowledge that was written as bytes, which stay in use and start at a whole four; undefined if they are not what was written. */
export function knowledgeOf(bytes: Uint8Array): TemplateKnowledge | undefined {
  const { buffer, byteOffset, length } = bytes;
  if (length < 4 * HEAD) return undefined;
  const [pairCount, poolSize, nameCount, templateCount, units] = new Int32Array(
    buffer,
    byteOffset,
    HEAD,
  ) as unknown as [...[pairs: number, pool: number, names: number, templates: number, units: number]];
  const count = HEAD + pairCount + nameCount + 2 * templateCount;
  const sizes = [...REGIONS.map(([, size]) => size), poolSize];
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (length !== 4 * count + size + 2 * units) return undefined;
  const numbers = new Int32Array(buffer, byteOffset, count);
  let at = 4 * count;
  const regions = sizes.map((size) => bytes.subarray(at, (at += size)));
  const text = (length: number): Uint16Array =>
    new Uint16Array(buffer, byteOffset + (at += 2 * length) - 2 * length, length);
  const ofNames = numbers.subarray(HEAD + pairCount, HEAD + pairCount + nameCount);
  const names = Array.from(ofNames, (length) => String.fromCharCode(...text(length)));
  const ofTemplates = numbers.subarray(HEAD + pairCount + nameCount);
  const templates = Array.from({ length: templateCount }, (_, i) =>
    templateOfForm(ofTemplates[2 * i]! >>> 0, text(ofTemplates[2 * i + 1]!)),
  );
  return { names, templates, tables: { pairs: numbers.subarray(HEAD, HEAD + pairCount), regions } };
}
