import { isNull, toText, type Value } from '../../value/index.ts';

/**
 * The identity of a tuple of keys; null is a key of its own (spec sumo §4.5, 18.10). Each text has its length before it, so that
 * no text of a log can pass for two keys.
 */
export function keyId(keys: readonly Value[]): string {
  let id = '';
  for (const key of keys) {
    const text = isNull(key) ? undefined : (toText(key) ?? '');
    id += text === undefined ? '-;' : `${text.length}:${text};`;
  }
  return id;
}
