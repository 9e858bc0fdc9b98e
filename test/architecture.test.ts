import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { FIRST_NODE_LAYER, LAYERS, rankOf } from './layers.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
}

const root = resolve(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('/testing/'));

/** Every import and re-export of a file, type-only ones included, as the specifier stands in the text. */
function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  const fromImports = module.staticImports.map((one) => one.moduleRequest.value);
  const fromExports = module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest?.value));
  const text = readFileSync(join(root, file), 'utf8');
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  return [...fromImports, ...fromExports.filter((value) => value !== undefined), ...dynamic];
}

const edges: Edge[] = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })));
const internal = edges
  .filter((edge) => edge.to.startsWith('.'))
  .map((edge) => ({
    from: edge.from,
    to: relative(root, resolve(join(root, edge.from), '..', edge.to))
      .split(sep)
      .join('/'),
  }));

const folderOf = (file: string): string => file.split('/')[0]!;

describe('architecture', () => {
  test('the test sees the imports', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(internal.length).toBeGreaterThan(files.length);
  });

  test('every folder has a layer', () => {
    const folders = [...new Set(files.filter((file) => file.includes('/')).map(folderOf))];
    expect(folders.filter((folder) => rankOf(folder) < 0)).toEqual([]);
  });

  test('a file imports from folders to its left and from its own', () => {
    const wrong = internal.filter(({ from, to }) => {
      if (!from.includes('/')) return false;
      const [a, b] = [folderOf(from), folderOf(to)];
      return a !== b && (rankOf(b) < 0 || rankOf(b) >= rankOf(a));
    });
    expect(wrong).toEqual([]);
  });

  test('what the library imports is installed with it', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const wrong = edges.filter(
      // The command line is a bundle.
      ({ from, to }) => !from.startsWith('cli/') && !/^(?:\.|node:)/.test(to) && !Object.hasOwn(dependencies, to),
    );
    expect(wrong).toEqual([]);
  });

  test('one language does not import another, nor one format another', () => {
    const wrong = internal.filter(({ from, to }) => {
      const [a, sub, ...rest] = from.split('/');
      const [b, other, ...otherRest] = to.split('/');
      return a === 'languages' && b === 'languages' && rest.length > 0 && otherRest.length > 0 && sub !== other;
    });
    expect(wrong).toEqual([]);
  });

  test('everything left of host runs in a browser', () => {
    const limit = rankOf(FIRST_NODE_LAYER);
    const wrong = edges.filter(
      ({ from, to }) => to.startsWith('node:') && from.includes('/') && rankOf(folderOf(from)) < limit,
    );
    expect(wrong).toEqual([]);
  });

  test('there are no import cycles at run time', () => {
    const graph = new Map<string, string[]>();
    for (const file of files) {
      const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
      const runtime = [
        ...module.staticImports.filter((one) => one.entries.length === 0 || one.entries.some((entry) => !entry.isType)),
        ...module.staticExports.flatMap((one) => one.entries.filter((entry) => !entry.isType && entry.moduleRequest)),
      ].map((one) => one.moduleRequest!.value);
      graph.set(
        file,
        runtime
          .filter((to) => to.startsWith('.'))
          .map((to) =>
            relative(root, resolve(join(root, file), '..', to))
              .split(sep)
              .join('/'),
          ),
      );
    }
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('ARCHITECTURE.md draws the table of the layers', () => {
    const text = readFileSync(join(root, '../ARCHITECTURE.md'), 'utf8');
    expect(text).toContain(LAYERS.map((names) => names.join(' · ')).join(' → '));
  });

  test('files are at most 500 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 500);
    expect(long).toEqual([]);
  });
});
