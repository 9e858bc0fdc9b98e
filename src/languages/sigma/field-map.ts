import { foldName } from '../../event/index.ts';
import { call, type Expr, field, literal } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';

/** Where a field of a rule is found in events of one kind, as data. */
export type FieldSource =
  /** Under another name. */
  | { readonly kind: 'name'; readonly name: string }
  /** A number in hexadecimal that rules write in decimal. */
  | { readonly kind: 'decimal'; readonly name: string }
  /** A path on a volume without its drive letter, as `\device\harddiskvolume2\…`; rules compare from behind the letter on. */
  | { readonly kind: 'volume-path'; readonly name: string }
  /** Key and value of the registry by their native names, as the one path that Sysmon writes. */
  | { readonly kind: 'registry-path'; readonly key: string; readonly value: string }
  /** Data of a registry value with its type, as Sysmon writes them. */
  | { readonly kind: 'registry-data'; readonly data: string; readonly type: string }
  /** Domain and name joined by a backslash: the first pair whose name is neither missing nor `-`. */
  | { readonly kind: 'account'; readonly pairs: readonly (readonly [domain: string, name: string])[] }
  /** Codes that rules write as words; what is no known code stays as it is. */
  | { readonly kind: 'words'; readonly name: string; readonly words: Readonly<Record<string, string>> }
  /** A part of a list such as `MD5=…,SHA256=…`, unless the event has the field itself. */
  | { readonly kind: 'part'; readonly of: string; readonly key: string };

/** Fields that events of one kind have under other names, by the rule's name. */
export type FieldMap = Readonly<Record<string, FieldSource>>;

function filled(name: string, origin: Span): Expr {
  const value = field(name, origin);
  const isDash: Expr = {
    ...{ kind: 'match', origin, value },
    pattern: { kind: 'literal', text: '-', case: 'sensitive', part: 'whole' },
  };
  const isThere: Expr = { kind: 'match', origin, value, pattern: { kind: 'present' } };
  return { kind: 'and', origin, items: [isThere, { kind: 'not', origin, item: isDash }] };
}

function sourceExpr(name: string, source: FieldSource, origin: Span): Expr {
  switch (source.kind) {
    case 'name':
      return field(source.name, origin);
    case 'decimal':
      return call('encode.hexToDec', [field(source.name, origin)], origin);
    case 'volume-path':
      return call('windows.volumePath', [field(source.name, origin)], origin);
    case 'registry-path':
      return call('windows.registryPath', [field(source.key, origin), field(source.value, origin)], origin);
    case 'registry-data':
      return call('windows.registryData', [field(source.data, origin), field(source.type, origin)], origin);
    case 'account': {
      const branches = source.pairs.map(([domain, user]) => ({
        when: filled(user, origin),
        value: call('text.concat', [field(domain, origin), literal('\\', origin), field(user, origin)], origin),
      }));
      return { kind: 'case', origin, branches, otherwise: literal(null, origin) };
    }
    case 'words': {
      const value = field(source.name, origin);
      const branches = Object.entries(source.words).map(([code, word]) => ({
        when: {
          ...{ kind: 'match' as const, origin, value },
          pattern: { kind: 'literal' as const, text: code, case: 'ascii' as const, part: 'whole' as const },
        },
        value: literal(word, origin),
      }));
      return { kind: 'case', origin, branches, otherwise: value };
    }
    case 'part': {
      const own = field(name, origin);
      const part = call('text.part', [field(source.of, origin), literal(source.key, origin)], origin);
      const isThere: Expr = { kind: 'match', origin, value: own, pattern: { kind: 'present' } };
      return { kind: 'case', origin, branches: [{ when: isThere, value: own }], otherwise: part };
    }
  }
}

/** Where a field of a rule is found in events of a kind; undefined where it has its own name. */
export function sourceOf(name: string, map: FieldMap | undefined): FieldSource | undefined {
  const folded = foldName(name);
  return map && Object.hasOwn(map, folded) ? map[folded] : undefined;
}

/** The value of a rule's field in events of a kind. */
export function fieldExpr(name: string, map: FieldMap | undefined, origin: Span): Expr {
  const source = sourceOf(name, map);
  return source ? sourceExpr(name, source, origin) : field(name, origin);
}
