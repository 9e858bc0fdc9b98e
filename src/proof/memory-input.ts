import { memorySource } from '../formats/index.ts';
import type { Input } from '../scan/index.ts';
import { encodeUtf8 } from '../value/index.ts';

/** A text at hand as an input. */
export function textInput(name: string, text: string): Input {
  const bytes = encodeUtf8(text);
  return {
    name,
    size: bytes.length,
    found: 'named',
    rereadable: true,
    open: async () => ({ ...memorySource(name, bytes), close: async () => {} }),
  };
}
