import type { Extractor } from '../../../ir/index.ts';
import { columnOfKey, parseRegex } from '../../../value/index.ts';
import type { NameNode, StringNode } from '../ast.ts';
import { unreadableOption } from '../lower-diagnostics.ts';
import { sourceOf, withExtract } from '../lower-parts.ts';
import type { OperatorDefinition } from '../operator.ts';
import { checkGroupedRegex } from '../regex-check.ts';
import {
  checkNameCount,
  parseAsNames,
  parseSource,
  parseStrings,
  printAsNames,
  printSource,
  printStrings,
} from '../stage-parts.ts';
import { decodeRegex } from '../strings.ts';

/** Arguments of `keyvalue`. */
export interface KeyvalueArgs {
  readonly mode: 'infer' | 'regex' | 'auto';
  readonly field: NameNode | undefined;
  /** The regular expression of mode `regex`. */
  readonly pattern: StringNode | undefined;
  /** The delimiter of mode `auto`. */
  readonly delimiter: StringNode | undefined;
  readonly keys: readonly StringNode[];
  readonly names: readonly NameNode[];
  readonly refOnly: boolean;
  readonly nodrop: boolean;
}

/** How keys and values are told apart. */
function separatorOf({ mode, pattern, delimiter }: KeyvalueArgs): Extract<Extractor, { kind: 'key-value' }>['how'] {
  if (mode === 'auto') return { kind: 'delimiter', delimiter: delimiter?.value ?? '=' };
  if (mode === 'infer' || !pattern) return { kind: 'infer' };
  const source = decodeRegex(pattern.raw).pattern;
  const { groups } = parseRegex(source, { dialect: 'java' });
  return { kind: 'regex', source, groups: groups.length >= 2 ? 2 : 1 };
}

/** `keyvalue "k" as a`, also written `kv` (spec sumo §6.6). */
export const keyvalueOperator: OperatorDefinition<KeyvalueArgs> = {
  name: 'keyvalue',
  keywords: ['keyvalue', 'kv'],
  summary: 'Takes the values of named keys out of text.',
  syntax: 'keyvalue [auto | infer | regex "…"] [field=f] [keys] "k1", "k2" [as a, b] [nodrop]',
  evidence: 'spec sumo §6.6',
  chosen:
    '`infer` takes `:`, `=` and `->`, and values end at white space, comma or semicolon; a key reads under its own name, too (18.17).',
  examples: [
    { title: 'inferred separators', query: '* | kv "act", "shost" as action, source_host nodrop' },
    { title: 'own separators', query: '* | keyvalue regex "(\\w+)~(\\S+)" keys "uid", "gid"' },
    { title: 'all pairs', query: '* | keyvalue auto field=message delim "=" keys "pid"' },
  ],
  parse(cursor) {
    let mode: KeyvalueArgs['mode'] = 'infer';
    let field = parseSource(cursor);
    let pattern: StringNode | undefined;
    let delimiter: StringNode | undefined;
    let keys: StringNode[] = [];
    let names: NameNode[] = [];
    let refOnly = false;
    let nodrop = false;
    for (;;) {
      if (cursor.takeWord('infer')) mode = 'infer';
      else if (cursor.takeWord('auto')) mode = 'auto';
      else if (cursor.takeWord('regex')) {
        mode = 'regex';
        pattern = cursor.string('a regular expression in double quotes');
        if (!cursor.panicking) checkGroupedRegex(cursor, pattern, 2);
      } else if (cursor.takeWord('delim')) {
        cursor.takePunct('=');
        delimiter = cursor.string();
      } else if (cursor.takeWord('keys')) keys = parseStrings(cursor);
      else if (cursor.isString() && keys.length === 0) keys = parseStrings(cursor);
      else if (cursor.isWord('as')) names = parseAsNames(cursor);
      else if (cursor.takeWord('refonly')) refOnly = true;
      else if (cursor.takeWord('nodrop')) nodrop = true;
      else if (!field && (field = parseSource(cursor))) continue;
      else break;
    }
    checkNameCount(cursor, names, keys.length, 'keys');
    return { mode, field, pattern, delimiter, keys, names, refOnly, nodrop };
  },
  print: (args, printer) =>
    [
      `keyvalue${args.mode === 'infer' ? '' : ` ${args.mode}`}`,
      args.pattern ? ` ${printer.string(args.pattern)}` : '',
      printSource(args.field, printer),
      args.delimiter ? ` delim ${printer.string(args.delimiter)}` : '',
      args.keys.length > 0 ? ` keys ${printStrings(args.keys, printer)}` : '',
      args.refOnly ? ' refonly' : '',
      printAsNames(args.names, printer),
      args.nodrop ? ' nodrop' : '',
    ].join(''),
  lower(args, lowering) {
    const from = sourceOf(args.field, lowering);
    for (const { value, span } of [...(args.delimiter ? [args.delimiter] : []), ...args.keys]) {
      if (value !== '') continue;
      const message = 'a delimiter or key of `keyvalue` has at least one character';
      lowering.report(unreadableOption.report({ span, message, data: { option: 'keyvalue', value } }));
    }
    const keys = args.keys.map((key, index) => {
      const given = args.names[index]?.name;
      const name = given ?? columnOfKey(key.value);
      if (given === undefined) lowering.alias(key.value, name);
      return { key: key.value, name };
    });
    const extractor = {
      kind: 'key-value',
      how: separatorOf(args),
      keys: keys.length > 0 ? keys : undefined,
      onlyKeys: args.mode !== 'auto' || (args.refOnly && keys.length > 0),
    } as const;
    // Without keys of its own `auto` takes what it finds, and no message is without a match.
    const onMiss = args.nodrop || keys.length === 0 ? 'keep' : 'drop';
    return withExtract([{ origin: lowering.stage.span, from, extractor, multi: false, onMiss }], lowering);
  },
};
