import {
  BY_OFFSET,
  I_BYTES,
  I_ID,
  I_NAMES,
  I_NEXT,
  I_SIZE,
  I_TEMPLATE,
  IMAGE,
  IMAGE_SLOTS,
  IMAGES,
  MET,
  MET_COUNT,
  MOST_MET,
  REFERENCE,
  STATE,
} from '../../src/formats/evtx/fast/layout';
import { isSame } from '../same';
import { chunk, u32At } from './chunk';

// Definitions of templates, told by how they looked before.

/** Bytes of a definition's head, and of a name's before its count of units. */
export const DEFINITION_HEAD = 24;
const NAME_HEAD = 6;

/** Number of the template that a definition met for the first time is of, if one like it was met before in this file; else 0. */
export function definition(offset: i32, id: u32): i32 {
  if (offset < 512 || u32At(offset + 4) !== id) return 0;
  for (let image = load<i32>(IMAGES + 4 * (id & (IMAGE_SLOTS - 1))); image !== 0; image = load<i32>(image, I_NEXT)) {
    if (load<u32>(image, I_ID) !== id || !fits(image, offset)) continue;
    const number = load<i32>(image, I_TEMPLATE);
    const met = load<i32>(STATE, MET_COUNT);
    if (met === MOST_MET) return 0;
    store<i32>(MET + 8 * met, offset);
    store<i32>(MET + 8 * met, chunk.record, 4);
    store<i32>(STATE, met + 1, MET_COUNT);
    store<i32>(BY_OFFSET + 4 * offset, number);
    return number;
  }
  return 0;
}

/** True if the definition at an offset is that of an image, as the reader's definition-image.ts has it. */
function fits(image: i32, offset: i32): bool {
  const base = offset + DEFINITION_HEAD;
  const size = load<i32>(image, I_SIZE);
  if (u32At(offset + 20) !== <u32>size || base + size > chunk.length) return false;
  const bytes = load<i32>(image, I_BYTES);
  let done = 0;
  let reference = image + IMAGE;
  for (const end = reference + REFERENCE * load<i32>(image, I_NAMES); reference < end; reference += REFERENCE) {
    const at = load<i32>(reference);
    if (!isSame(chunk.at + base + done, bytes + done, at - done)) return false;
    const target = u32At(base + at);
    const units = load<i32>(reference, 4);
    done = at + 4;
    if (units < 0) {
      if (target !== <u32>(base + done)) return false;
      done += NAME_HEAD;
      continue;
    }
    if (target === <u32>(base + done) || target > <u32>chunk.length || <i32>target + 8 + 2 * units > chunk.length)
      return false;
    if (<i32>load<u16>(chunk.at + target + 6) !== units) return false;
    if (!isSame(chunk.at + target + 8, load<i32>(reference, 8), 2 * units)) return false;
  }
  return isSame(chunk.at + base + done, bytes + done, size - done);
}
