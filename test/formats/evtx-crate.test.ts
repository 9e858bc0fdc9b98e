import { expect, test } from 'vitest';
import { attributeText, type Content, type ElementNode, isNull } from '../../src/formats/evtx/element.ts';
import { readRecords } from '../../src/formats/evtx/reader.ts';
import { essentialsOf } from '../../src/formats/evtx/system.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { canonicalJson } from './canonical-json.ts';
import { describeShared, sharedBytes, sharedText } from './shared-data.ts';

const folder = 'evtx/golden/evtx-crate';

interface Snapshot {
  readonly expected: string;
  readonly file: string;
  readonly record: string;
  readonly mode: string;
}

/** Layout that differs inside the snapshots themselves: quotes in text escaped or not, empty elements on one line or two. */
function comparable(xml: string): string {
  return xml
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/(<([\w-]+)[^<>]*>)\s*<\/\2>/g, '$1</$2>')
    .trimEnd();
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (unit) => ESCAPES[unit]!);
}

/** The crate's form of a value: 6 digits of time, GUIDs upper-case without braces; literal text as it is. */
function pieceText(piece: Content): string {
  if (piece.kind === 'element') return '';
  if (piece.kind === 'value' && piece.type === 0x11) return `${piece.text.slice(0, -2)}Z`;
  if (piece.kind === 'value' && piece.type === 0x0f) return piece.text.slice(1, -1).toUpperCase();
  return escaped(piece.text);
}

/** XML as the crate indents it; unlike Windows it keeps elements whose dependency is NULL. */
function crateXml(element: ElementNode, indent = ''): string {
  const attributes = element.attributes
    .filter((one) => attributeText(one) !== undefined)
    .map((one) => ` ${one.name}="${one.pieces.map(pieceText).join('')}"`)
    .join('');
  const children = element.content.filter((node): node is ElementNode => node.kind === 'element');
  const text = element.content
    .filter((node) => !isNull(node))
    .map(pieceText)
    .join('');
  const open = `${indent}<${element.name}${attributes}>`;
  if (children.length === 0 && text !== '') return `${open}${text}</${element.name}>\n`;
  return `${open}\n${children.map((child) => crateXml(child, `${indent}  `)).join('')}${indent}</${element.name}>\n`;
}

async function treeOf({ file, record }: Snapshot): Promise<ElementNode> {
  const id = record === 'first' ? undefined : Number(record.replace('EventRecordID ', ''));
  let found: ElementNode | undefined;
  await readRecords(memorySource(file, sharedBytes(`${folder}/${file}`)), {
    record({ root }) {
      if (id === undefined || essentialsOf(root).recordId === id) found = root;
      return found === undefined;
    },
    damage: () => undefined,
  });
  return found ?? expect.fail(`${file} has no record ${record}`);
}

describeShared(folder, () => {
  const { snapshots } = JSON.parse(sharedText(`${folder}/expected.json`)) as {
    readonly snapshots: readonly Snapshot[];
  };
  const available = snapshots.filter(({ file }) => !file.includes('not available'));

  test('18 snapshots, 3 of files that are not there', () => {
    expect([snapshots.length, available.length]).toEqual([18, 15]);
  });

  for (const snapshot of available) {
    test(`${snapshot.expected}`, async () => {
      const tree = await treeOf(snapshot);
      const expected = sharedText(`${folder}/${snapshot.expected}`);
      if (snapshot.mode === 'xml') {
        const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
        expect(comparable(`${declaration}${crateXml(tree)}`)).toBe(comparable(expected));
      } else expect(canonicalJson(tree, snapshot.mode.includes('separate'))).toEqual(JSON.parse(expected));
    });
  }
});
