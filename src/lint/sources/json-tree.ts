import { chainMaps, IDENTITY_MAP, type TextMap, TextMapBuilder } from '../../source/index.ts';
import { MOST_LEVELS, type TextLeaf, type TreeNode } from './tree.ts';

const BLANK = /[\t\n\r ]*/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ATOM = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:u.{4}|.)/gs;

/** The text between the quotes of a JSON string, escaped where it must be. */
export function encodeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function mapOf(source: string, start: number, end: number): TextMap {
  const builder = new TextMapBuilder(source, encodeJson);
  let at = start;
  ESCAPE.lastIndex = start;
  for (let found = ESCAPE.exec(source); found && found.index < end; found = ESCAPE.exec(source)) {
    builder.same(at, found.index);
    at = found.index + found[0].length;
    builder.add('escape', JSON.parse(`"${found[0]}"`) as string, { start: found.index, end: at });
  }
  builder.same(at, end);
  return builder.build(end).map;
}

class JsonReader {
  readonly #text: string;
  readonly #outer: TextMap;
  #at = 0;

  constructor(text: string, outer: TextMap) {
    this.#text = text;
    this.#outer = outer;
  }

  document(): TreeNode | undefined {
    const node = this.#value(0);
    this.#take(BLANK);
    return node && this.#at === this.#text.length ? node : undefined;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #sign(sign: string): boolean {
    this.#take(BLANK);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #value(level: number): TreeNode | undefined {
    if (level > MOST_LEVELS) return undefined;
    if (this.#sign('{')) return this.#object(level);
    if (this.#sign('[')) return this.#list(level);
    return this.#leaf() ?? (this.#take(ATOM) === undefined ? undefined : { kind: 'other', isComputed: false });
  }

  #leaf(): TextLeaf | undefined {
    const start = this.#at + 1;
    const written = this.#take(TEXT);
    if (written === undefined) return undefined;
    const end = this.#at - 1;
    const map = (): TextMap => chainMaps(mapOf(this.#text, start, end), this.#outer);
    return { kind: 'text', text: JSON.parse(written) as string, map };
  }

  #object(level: number): TreeNode | undefined {
    const members: { key: string; value: TreeNode }[] = [];
    if (this.#sign('}')) return { kind: 'object', members };
    do {
      this.#take(BLANK);
      const key = this.#leaf();
      const value = key && this.#sign(':') ? this.#value(level + 1) : undefined;
      if (!key || !value) return undefined;
      members.push({ key: key.text, value });
    } while (this.#sign(','));
    return this.#sign('}') ? { kind: 'object', members } : undefined;
  }

  #list(level: number): TreeNode | undefined {
    const items: TreeNode[] = [];
    if (this.#sign(']')) return { kind: 'list', items };
    do {
      const item = this.#value(level + 1);
      if (!item) return undefined;
      items.push(item);
    } while (this.#sign(','));
    return this.#sign(']') ? { kind: 'list', items } : undefined;
  }
}

/** Reads JSON with the place of each text; undefined for what is none (source: RFC 8259). `outer` leads from the text on to its file. */
export function readJsonTree(text: string, outer: TextMap = IDENTITY_MAP): TreeNode | undefined {
  return new JsonReader(text, outer).document();
}
