import { describe, expect, test } from 'vitest';
import { ChunkXml, type DecodedRecord } from './binxml.ts';
import { Bytes } from './bytes.ts';
import { payloadOf } from './payload.ts';
import { TemplateLibrary } from './templates.ts';
import { renderXml } from './xml.ts';

const START = 512;
const EOF_TOKEN = 0;
const CLOSE = 0x02;
const CLOSE_EMPTY = 0x03;
const END = 0x04;

/** Writes BinXML at the start of a chunk's record area; names stand inline. */
class Writer {
  readonly array = new Uint8Array(65_536);
  readonly #view = new DataView(this.array.buffer);
  at = START;

  bytes(...bytes: number[]): this {
    this.array.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  u16(value: number): this {
    this.#view.setUint16(this.at, value, true);
    this.at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.at, value, true);
    this.at += 4;
    return this;
  }

  units(text: string): this {
    for (const unit of text) this.u16(unit.charCodeAt(0));
    return this;
  }

  name(name: string): this {
    return this.u32(this.at + 4)
      .u32(0)
      .u16(0)
      .u16(name.length)
      .units(name)
      .u16(0);
  }

  open(name: string): this {
    return this.bytes(0x01).u32(0).name(name);
  }

  text(text: string): this {
    return this.bytes(0x05, 1).u16(text.length).units(text);
  }

  /** A template instance with an inline definition; `body` writes its element, `values` descriptors and values. */
  template(id: number, body: () => void, values: readonly (readonly [type: number, bytes: readonly number[]])[]): this {
    this.bytes(0x0c, 1).u32(id);
    this.u32(this.at + 4);
    this.u32(0).u32(id).u32(0).u32(0).u32(0);
    const sizeAt = this.at;
    this.u32(0).bytes(0x0f, 1, 1, 0);
    body();
    this.bytes(EOF_TOKEN);
    this.#view.setUint32(sizeAt, this.at - sizeAt - 4, true);
    this.u32(values.length);
    for (const [type, bytes] of values) this.u16(bytes.length).bytes(type, 0);
    for (const [, bytes] of values) this.bytes(...bytes);
    return this;
  }

  /** Bytes that another writer made, as they would stand at this place. */
  decode(): DecodedRecord {
    return new ChunkXml(new Bytes(this.array), new TemplateLibrary()).record(START, this.at);
  }

  xml(): string {
    const { root, fault } = this.decode();
    expect(fault).toBeUndefined();
    return renderXml(root!);
  }
}

describe('tokens (spec evtx-format §7.2)', () => {
  test('text, CDATA, character and entity references, processing instructions', () => {
    const writer = new Writer().bytes(0x0f, 1, 1, 0).open('a').bytes(CLOSE).text('x').bytes(0x07).u16(1).units('<');
    writer.bytes(0x08).u16(0x41).bytes(0x09).name('amp').bytes(0x09).name('nbsp');
    writer.bytes(0x0a).name('pi').bytes(0x0b).u16(2).units('ab').bytes(END, EOF_TOKEN);
    expect(writer.xml()).toBe('<a>x&lt;A&amp;&amp;nbsp;<?pi ab?></a>');
  });

  test('attributes of several pieces; elements that close themselves', () => {
    const writer = new Writer().bytes(0x41).u32(0).name('a').u32(0).bytes(0x46).name('k').text("it's").bytes(0x08);
    writer.u16(0x21).bytes(0x06).name('l').text('').bytes(CLOSE_EMPTY, EOF_TOKEN);
    expect(writer.xml()).toBe("<a k='it&apos;s!' l=''/>");
  });

  test('an element that never ends keeps what was read', () => {
    const { root, fault } = new Writer().open('a').bytes(CLOSE).open('b').bytes(CLOSE).text('x').decode();
    expect(fault).toMatch(/^elements are still open/);
    expect(renderXml(root!)).toBe('<a><b>x</b></a>');
  });

  test('nesting beyond the limit is a fault, not an overflow', () => {
    const writer = new Writer();
    for (let i = 0; i < 1000; i++) writer.open('a').bytes(CLOSE);
    expect(writer.decode().fault).toBe('elements nest deeper than 512');
  });

  test('an empty stream holds no record', () => {
    expect(new Writer().bytes(EOF_TOKEN).decode()).toEqual({ root: undefined, fault: 'record holds no element' });
  });
});

describe('substitution (spec evtx-format §7.6, §7.7)', () => {
  const open = (writer: Writer, name: string, dependency = 0xffff): Writer =>
    writer.bytes(0x01).u16(dependency).u32(0).name(name);
  const slot = (writer: Writer, index: number): Writer => writer.bytes(0x0e).u16(index).bytes(1);

  test('dependency on NULL leaves the element out, an index beyond the values is NULL, a NULL may have a size', () => {
    const writer = new Writer();
    writer.template(1, () => {
      open(writer, 'a').bytes(CLOSE);
      slot(open(writer, 'gone', 0).bytes(CLOSE), 0).bytes(END);
      slot(open(writer, 'beyond').bytes(CLOSE), 9).bytes(END);
      slot(open(writer, 'kept', 1).bytes(CLOSE), 1).bytes(END, END);
    }, [
      [0x00, [1, 2, 3]],
      [0x04, [7]],
    ]);
    expect(writer.xml()).toBe('<a><beyond></beyond><kept>7</kept></a>');
  });

  test('an array repeats its element, an empty one gives one empty element', () => {
    const writer = new Writer();
    writer.template(1, () => {
      open(writer, 'a').bytes(CLOSE);
      slot(open(writer, 'item').bytes(CLOSE).text('n'), 0).bytes(END);
      slot(open(writer, 'none').bytes(CLOSE), 1).bytes(END, END);
    }, [
      [0x86, [1, 0, 2, 0]],
      [0x81, []],
    ]);
    expect(writer.xml()).toBe('<a><item>n1</item><item>n2</item><none></none></a>');
  });

  test('embedded BinXML starts with a header, an instance, or an element', () => {
    for (const start of ['header', 'instance', 'element']) {
      const writer = new Writer();
      const body = (): void => void slot(open(writer, 'a').bytes(CLOSE), 0).bytes(END);
      writer.template(1, body, []);
      const sizeAt = writer.at;
      writer.at -= 4;
      writer.u32(1).u16(0).bytes(0x21, 0);
      const valueAt = writer.at;
      if (start === 'header') writer.bytes(0x0f, 1, 1, 0);
      if (start === 'element') writer.open('b').bytes(CLOSE).text('x').bytes(END);
      else writer.template(2, () => open(writer, 'b').bytes(CLOSE).text('x').bytes(END), []);
      new DataView(writer.array.buffer).setUint16(sizeAt, writer.at - valueAt, true);
      expect(writer.xml(), start).toBe('<a><b>x</b></a>');
    }
  });

  test('one large value in many slots is cut by the budget', () => {
    const writer = new Writer();
    writer.template(1, () => {
      open(writer, 'a').bytes(CLOSE);
      for (let i = 0; i < 5000; i++) slot(writer, 0);
      writer.bytes(END);
    }, [[0x01, Array.from({ length: 20_000 }, () => 0x41)]]);
    expect(writer.decode().fault).toBe('record unfolds to too much text');
  });
});

describe('UserData (spec evtx-format §10.3)', () => {
  test('leaves by name, by path where two elements share it, attributes as Leaf.@name', () => {
    const writer = new Writer().open('Event').bytes(CLOSE).open('UserData').bytes(CLOSE).open('Root').bytes(CLOSE);
    writer
      .open('A')
      .bytes(CLOSE)
      .open('Id')
      .bytes(CLOSE)
      .text('1')
      .bytes(END)
      .open('Id')
      .bytes(CLOSE)
      .text('2')
      .bytes(END, END);
    writer.open('B').bytes(CLOSE).open('Id').bytes(CLOSE).text('3').bytes(END, END);
    writer
      .bytes(0x41)
      .u32(0)
      .name('C')
      .u32(0)
      .bytes(0x06)
      .name('k')
      .text('v')
      .bytes(CLOSE_EMPTY, END, END, END, EOF_TOKEN);
    expect(payloadOf(writer.decode().root!)).toEqual({
      kind: 'UserData',
      fields: [
        ['Id', ['1', '2']],
        ['Root.B.Id', '3'],
        ['C.@k', 'v'],
      ],
    });
  });
});
