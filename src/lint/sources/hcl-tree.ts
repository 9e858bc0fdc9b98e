import { interpolationEnd, quotedEnd, readHeredoc, readQuoted } from './hcl-text.ts';
import { MOST_LEVELS, type ObjectNode, type TreeNode } from './tree.ts';

/** A `resource` block of a Terraform file. */
export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  readonly body: ObjectNode;
}

const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /-?\d[\w.]*/y;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;
const INLINE_BLANK = /(?:[ \t\r]|\/\*[\s\S]*?\*\/)*/y;
const BLANK = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const END_OF_EXPRESSION = /[\n,}\])#]|\/\/|$/y;
const OPEN = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

const COMPUTED: TreeNode = { kind: 'other', isComputed: true };

/** `query_string` and `queryString` are one name. */
function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

interface Block {
  readonly labels: readonly string[];
  readonly body: ObjectNode;
}

class HclReader {
  readonly resources: TerraformResource[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** True if the whole file could be read. */
  document(): boolean {
    return this.#body(0) !== undefined && this.#at === this.#text.length;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }

  #body(level: number): ObjectNode | undefined {
    if (level > MOST_LEVELS) return undefined;
    const members: { key: string; value: TreeNode }[] = [];
    for (;;) {
      this.#take(BLANK);
      const key = this.#take(NAME);
      if (key === undefined) return { kind: 'object', members };
      this.#take(INLINE_BLANK);
      if (this.#text[this.#at] === '=' && this.#text[this.#at + 1] !== '=') {
        this.#at++;
        const value = this.#expression(level + 1, false);
        if (!value) return undefined;
        members.push({ key: camel(key), value });
        continue;
      }
      const block = this.#block(level + 1);
      if (!block) return undefined;
      if (level === 0 && key === 'resource')
        this.resources.push({ type: block.labels[0] ?? '', name: block.labels[1] ?? '', body: block.body });
      members.push({ key: camel(key), value: block.body });
    }
  }

  #block(level: number): Block | undefined {
    const labels: string[] = [];
    for (;;) {
      this.#take(INLINE_BLANK);
      if (this.#text[this.#at] === '{') break;
      const label = this.#quoted()?.text ?? this.#take(NAME);
      if (label === undefined) return undefined;
      labels.push(label);
    }
    this.#at++;
    const body = this.#body(level);
    return body && this.#close('}') ? { labels, body } : undefined;
  }

  #close(sign: string): boolean {
    this.#take(BLANK);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #quoted(): Extract<TreeNode, { kind: 'text' }> | undefined {
    if (this.#text[this.#at] !== '"') return undefined;
    const start = this.#at + 1;
    const end = quotedEnd(this.#text, this.#at);
    if (end < 0) return undefined;
    this.#at = end;
    const { text, map } = readQuoted(this.#text, start, end - 1);
    return { kind: 'text', text, map: () => map };
  }

  #heredoc(): TreeNode | undefined {
    HEREDOC.lastIndex = this.#at;
    const found = HEREDOC.exec(this.#text);
    if (!found) return undefined;
    const start = this.#at + found[0].length;
    const closing = new RegExp(`^[ \\t]*${found[2]}[ \\t]*\\r?$`, 'gmu');
    closing.lastIndex = start;
    const end = closing.exec(this.#text);
    if (!end) return undefined;
    this.#at = end.index + end[0].trimEnd().length;
    const { text, map } = readHeredoc(this.#text, start, end.index, found[1] === '-');
    return { kind: 'text', text, map: () => map };
  }

  /** Reads a value; what is more than one literal, list, map or `jsonencode` of them is computed. `isInside` brackets, lines do not end it. */
  #expression(level: number, isInside: boolean): TreeNode | undefined {
    if (level > MOST_LEVELS) return undefined;
    this.#take(isInside ? BLANK : INLINE_BLANK);
    const start = this.#at;
    const node = this.#primary(level);
    if (node) {
      this.#take(isInside ? BLANK : INLINE_BLANK);
      if (this.#sees(END_OF_EXPRESSION)) return node;
    }
    this.#at = start;
    return this.#skip(isInside) ? COMPUTED : undefined;
  }

  #primary(level: number): TreeNode | undefined {
    const sign = this.#text[this.#at];
    if (sign === '"') return this.#quoted();
    if (sign === '<') return this.#heredoc();
    if (sign === '{') return this.#object(level);
    if (sign === '[') return this.#list(level);
    if (this.#take(NUMBER) !== undefined) return { kind: 'other', isComputed: false };
    const name = this.#take(NAME);
    if (name === 'true' || name === 'false' || name === 'null') return { kind: 'other', isComputed: false };
    if (name !== 'jsonencode' || this.#text[this.#at] !== '(') return undefined;
    this.#at++;
    const inner = this.#expression(level + 1, true);
    return inner && this.#close(')') ? inner : undefined;
  }

  #object(level: number): TreeNode | undefined {
    this.#at++;
    const members: { key: string; value: TreeNode }[] = [];
    for (;;) {
      this.#take(BLANK);
      if (this.#text[this.#at] === '}') {
        this.#at++;
        return { kind: 'object', members };
      }
      const key = this.#quoted()?.text ?? this.#take(NAME);
      this.#take(INLINE_BLANK);
      if (key === undefined || !/[=:]/.test(this.#text[this.#at] ?? '')) return undefined;
      this.#at++;
      const value = this.#expression(level + 1, false);
      if (!value) return undefined;
      members.push({ key: camel(key), value });
      this.#take(BLANK);
      if (this.#text[this.#at] === ',') this.#at++;
    }
  }

  #list(level: number): TreeNode | undefined {
    this.#at++;
    const items: TreeNode[] = [];
    for (;;) {
      this.#take(BLANK);
      if (this.#text[this.#at] === ']') {
        this.#at++;
        return { kind: 'list', items };
      }
      const item = this.#expression(level + 1, true);
      if (!item) return undefined;
      items.push(item);
      this.#take(BLANK);
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#text[this.#at] !== ']') return undefined;
    }
  }

  /** Goes to the end of an expression that is not read. */
  #skip(isInside: boolean): boolean {
    const open: string[] = [];
    while (this.#at < this.#text.length) {
      const sign = this.#text[this.#at]!;
      if (open.length === 0 && (/[,}\])]/.test(sign) || (sign === '\n' && !isInside))) return true;
      const closing = OPEN.get(sign);
      if (this.#sees(HEREDOC)) {
        if (!this.#heredoc()) return false;
      } else if (sign === '"') {
        if (!this.#quoted()) return false;
      } else if (sign === '#' || this.#text.startsWith('//', this.#at)) this.#take(/[^\n]*/y);
      else if (this.#text.startsWith('/*', this.#at)) this.#take(/\/\*[\s\S]*?(?:\*\/|$)/y);
      else if ((sign === '$' || sign === '%') && this.#text[this.#at + 1] === '{') {
        const end = interpolationEnd(this.#text, this.#at);
        if (end < 0) return false;
        this.#at = end;
      } else {
        if (closing) open.push(closing);
        else if (sign === open.at(-1)) open.pop();
        this.#at++;
      }
    }
    return open.length === 0;
  }
}

/** Reads the resources of a Terraform file with the place of each text; undefined for a text that is none (source: HCL native syntax). */
export function readTerraform(text: string): readonly TerraformResource[] | undefined {
  const reader = new HclReader(text);
  return reader.document() ? reader.resources : undefined;
}
