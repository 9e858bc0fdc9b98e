import {
  type Attribute,
  attributeText,
  type Content,
  type ElementNode,
  isNull,
  type Piece,
  textOf,
} from '../../src/formats/evtx/element.ts';

/** JSON as evtx_dump writes it (spec evtx-format §10.2). */
export type CanonicalJson =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalJson[]
  | { readonly [key: string]: CanonicalJson };

type JsonObject = Record<string, CanonicalJson>;

/** 64-bit integers are bare JSON numbers in evtx_dump; a test that reads its output has them as doubles. */
function pieceJson(piece: Piece): CanonicalJson {
  if (piece.kind === 'text') return piece.text;
  if (piece.type === 0x0f) return piece.text.slice(1, -1).toUpperCase();
  if (piece.type === 0x11) return `${piece.text.slice(0, -2)}Z`;
  if (piece.type === 0x09 || piece.type === 0x0a) return Number(piece.raw);
  return piece.raw === undefined ? null : (piece.raw as string | number | boolean | null);
}

function piecesJson(content: readonly Content[]): CanonicalJson {
  const pieces = content.filter((node): node is Piece => node.kind === 'text' || node.kind === 'value');
  const [first] = pieces;
  if (pieces.length === 1 && first) return pieceJson(first);
  if (pieces.every(isNull)) return null;
  return pieces.map((piece) => String(pieceJson(piece) ?? '')).join('');
}

function attributesJson(attributes: readonly Attribute[]): JsonObject | undefined {
  const present = attributes.filter((one) => attributeText(one) !== undefined);
  if (present.length === 0) return undefined;
  return Object.fromEntries(present.map((one) => [one.name, piecesJson(one.pieces)]));
}

/** Adds a child under its own name, a later one of the name with `_1`, `_2` …; the key that was free. */
function freeKey(object: JsonObject, name: string, suffix = ''): string {
  for (let i = 0; ; i++) {
    const key = i === 0 ? name : `${name}_${i}`;
    if (!(key in object) && !(`${key}${suffix}` in object)) return key;
  }
}

function addData(children: readonly ElementNode[], object: JsonObject): void {
  const data = children.filter((child) => child.name === 'Data');
  const nameOf = (child: ElementNode): string | undefined => {
    const attribute = child.attributes.find((one) => one.name === 'Name');
    return attribute && attributeText(attribute);
  };
  const named = data.filter((child) => nameOf(child) !== undefined);
  for (const child of named) {
    const name = nameOf(child)!;
    const value = piecesJson(child.content) ?? '';
    const before = object[name];
    if (before === undefined) object[name] = value;
    else object[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  if (named.length > 0 || data.length === 0) return;
  const values = data.map((child) => piecesJson(child.content) ?? '');
  object.Data = { '#text': values.length === 1 ? values[0]! : values };
}

function contentJson(element: ElementNode, separate: boolean): CanonicalJson {
  const children = element.content.filter((node): node is ElementNode => node.kind === 'element');
  if (children.length === 0) {
    const value = piecesJson(element.content);
    return value === '' && textOf(element) === '' ? null : value;
  }
  const object: JsonObject = {};
  const isData = element.name === 'EventData' || element.name === 'UserData';
  if (isData) addData(children, object);
  for (const child of children) {
    if (isData && child.name === 'Data') continue;
    const attributes = attributesJson(child.attributes);
    const value = contentJson(child, separate);
    const key = freeKey(object, child.name, separate ? '_attributes' : '');
    if (!attributes) object[key] = value;
    else if (separate) {
      object[`${key}_attributes`] = attributes;
      if (value !== null) object[key] = value;
    } else if (value === null) object[key] = { '#attributes': attributes };
    else if (typeof value === 'object' && !Array.isArray(value)) object[key] = { '#attributes': attributes, ...value };
    else object[key] = { '#attributes': attributes, '#text': value };
  }
  return object;
}

/** The JSON that evtx_dump gives of an event; `separate` is its option `--separate-json-attributes`. */
export function canonicalJson(event: ElementNode, separate = false): CanonicalJson {
  const outer: ElementNode = {
    kind: 'element',
    name: '',
    attributes: [],
    content: [event],
    selfClosing: false,
    absent: false,
  };
  return contentJson(outer, separate);
}
