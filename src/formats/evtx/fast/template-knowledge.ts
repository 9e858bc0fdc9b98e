import { type KernelTables, REGIONS } from './kernel.ts';
import { type Template, templateOfForm } from './template.ts';

/** What a reader learned of templates: events of those that it knows need not be understood anew by another reader, or in a later run. */
export interface TemplateKnowledge {
  /** Channels and providers by their numbers. */
  readonly names: readonly string[];
  /** By number, the first is 1. */
  readonly templates: readonly Template[];
  readonly tables: KernelTables;
  /** By number of the plan in the tables, the first is 1, what is kept of its payload; nothing where that is not known. */
  payloadOf(plan: number): string;
}

/**
 * Numbers in front: how many pairs, bytes of the pool, names and templates there are, units of all their texts, and bytes of what is kept of
 * templates and plans.
 */
const HEAD = 6;

const encoder = new TextEncoder();

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

/** Knowledge as bytes, for `knowledgeOf` on a machine of the same kind. */
export function bytesOfKnowledge(knowledge: TemplateKnowledge): Uint8Array {
  const { names, templates, tables } = knowledge;
  const { pairs, regions, pool } = tables;
  const kept = [
    ...templates.map((template) => template.kept),
    ...Array.from(pairs, (_, i) => knowledge.payloadOf(i + 1)),
  ].map((text) => encoder.encode(text));
  const keptSize = kept.reduce((sum, { length }) => sum + length, 0);
  const texts = [...names.map(unitsOf), ...templates.map(({ form }) => form)];
  const units = texts.reduce((sum, { length }) => sum + length, 0);
  const numbers = [
    ...[pairs.length, pool.length, names.length, templates.length, units, keptSize],
    ...pairs,
    ...names.map(({ length }) => length),
    ...templates.flatMap(({ id, form }) => [id, form.length]),
    ...kept.map(({ length }) => length),
  ];
  const pieces = [Int32Array.from(numbers), ...regions, pool, ...texts, ...kept];
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
  const head = new Int32Array(buffer, byteOffset, HEAD);
  const [pairCount = 0, poolSize = 0, nameCount = 0, templateCount = 0, units = 0, keptSize = 0] = head;
  const count = HEAD + 2 * pairCount + nameCount + 3 * templateCount;
  const size = REGIONS.reduce((sum, [, one]) => sum + one, poolSize);
  if (length !== 4 * count + size + 2 * units + keptSize) return undefined;
  const numbers = new Int32Array(buffer, byteOffset, count);
  const [ofNames, ofTemplates] = [HEAD + pairCount, HEAD + pairCount + nameCount];
  let at = 4 * count;
  const run = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  const text = (length: number): Uint16Array => new Uint16Array(buffer, run(2 * length).byteOffset, length);
  const regions = REGIONS.map(([, length]) => run(length));
  const pool = run(poolSize);
  const names = Array.from(numbers.subarray(ofNames, ofTemplates), (length) => String.fromCharCode(...text(length)));
  const templates = Array.from({ length: templateCount }, (_, i) => {
    const [id = 0, length = 0] = numbers.subarray(ofTemplates + 2 * i);
    return templateOfForm(id >>> 0, text(length));
  });
  const lengths = numbers.subarray(ofTemplates + 2 * templateCount);
  const starts = new Int32Array(lengths.length);
  for (let i = 0; i < lengths.length; i++) {
    starts[i] = at;
    at += lengths[i]!;
  }
  const decoder = new TextDecoder();
  // A decoder takes no memory that threads share.
  const kept = (i: number): string => decoder.decode(bytes.slice(starts[i]!, starts[i]! + lengths[i]!));
  const pairs = numbers.subarray(HEAD, ofNames);
  const payloadOf = (plan: number): string => kept(templateCount + plan - 1);
  const payloadOfPair = (outer: Template, inner: Template | undefined): string => {
    const innerNumber = inner ? 1 + templates.indexOf(inner) : 0;
    if (inner && innerNumber === 0) return '';
    const plan = 1 + pairs.indexOf(((1 + templates.indexOf(outer)) << 16) | innerNumber);
    return plan === 0 ? '' : payloadOf(plan);
  };
  for (let i = 0; i < templateCount; i++) {
    templates[i]!.keep(() => kept(i));
    templates[i]!.keepPayloads(payloadOfPair);
  }
  return { names, templates, tables: { pairs, regions, pool }, payloadOf };
}
