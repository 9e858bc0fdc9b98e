import type { ForeignOperator } from './operator.ts';
import { rewritten, rewrittenOperator, takeStageText } from './rewrite.ts';
import { namesIn, takeOptions } from './texts.ts';

/** `spath path=a.b output=c`; alone it takes out everything. */
export const foreignSpath = rewrittenOperator(
  ['spath'],
  '* | spath path=event.user output=user',
  '* | json "event.user" as user nodrop',
  (text) => {
    const { options, rest } = takeOptions(text);
    const written = options.get('path') ?? (/^[\w.{}]+$/.test(rest) ? rest : undefined);
    const input = options.get('input');
    const source = input === undefined ? '' : ` field=${input}`;
    const output = options.get('output');
    if (written === undefined) return rest === '' && output === undefined ? `json auto${source}` : undefined;
    const path = written
      .replace(/^"|"$/g, '')
      .replace(/\{\}/g, '[*]')
      .replace(/\{(\d+)\}/g, '[$1]');
    return `json${source} "${path}"${output === undefined ? '' : ` as ${output}`} nodrop`;
  },
);

/** `fillnull value="none" user`. */
export const foreignFillnull = rewrittenOperator(
  ['fillnull'],
  '* | fillnull value="none" User',
  '* | if(isNull(User), "none", User) as User',
  (text) => {
    const { options, rest } = takeOptions(text);
    const names = namesIn(rest);
    const given = options.get('value') ?? '0';
    const value = /^(?:".*"|-?\d+(?:\.\d+)?)$/s.test(given) ? given : `"${given}"`;
    if (!names || [...options.keys()].some((name) => name !== 'value')) return undefined;
    return names.map((name) => `if(isNull(${name}), ${value}, ${name}) as ${name}`).join('\n| ');
  },
);

const SPANS = new Set(['maxspan', 'maxpause', 'startswith', 'endswith', 'keeporphans']);

/** `transaction user maxspan=5m`: states are what the operator of this name is about. */
export const foreignTransaction = rewrittenOperator(
  ['transaction'],
  '* | transaction User maxspan=5m',
  '* | transactionize User maxspan=5m',
  (text) => {
    if (/^on\b|\bwith\b|\bresults\s+by\b/i.test(text)) return undefined;
    const { options, rest } = takeOptions(text);
    const names = namesIn(rest);
    if (!names || [...options.keys()].some((name) => !SPANS.has(name))) return undefined;
    const written = [...options].map(([name, value]) => `${name}=${value}`).join(', ');
    return `transactionize ${names.join(', ')}${written === '' ? '' : ` ${written}`}`;
  },
);

/** `tail 10`: the oldest messages; behind other stages the order is not known. */
export const foreignTail: ForeignOperator = {
  words: ['tail'],
  bad: '* | where User = "root" | tail 10',
  good: '* | where User = "root" | sort by _messageTime asc\n| limit 10',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    if (text === undefined || !/^\d*$/.test(text)) return undefined;
    const count = text === '' ? '10' : text;
    const before = cursor.text.slice(0, word.span.start);
    if (/\|\s*(?!where\b|json\b|parse\b|extract\b|fields\b)\w+/i.test(before))
      return rewritten(cursor, word, `limit ${count}`, {
        class: 'suggested',
        right: `limit ${count}, with the order turned round`,
      });
    return rewritten(cursor, word, `sort by _messageTime asc\n| limit ${count}`);
  },
};

/** `lookup t.csv ip OUTPUT owner`; where the table lies here is a guess. */
export const foreignLookup: ForeignOperator = {
  words: ['lookup'],
  bad: '* | lookup assets.csv ip AS DestinationIp OUTPUT owner',
  good: '* | lookup owner from path://"/Library/assets" on DestinationIp=ip',
  class: 'suggested',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    const found = /^([\w.-]+)\s+(.+?)\s+output(?:new)?\s+(.+)$/is.exec(text ?? '');
    if (!found || /\sfrom\s/i.test(text ?? '')) return undefined;
    const [, table = '', keys = '', columns = ''] = found;
    const pairs = keys
      .split(/\s*,\s*|\s+(?!as\s)(?<!\bas\s+)/i)
      .map((pair) => /^([\w.]+)(?:\s+as\s+([\w.]+))?$/i.exec(pair.trim()));
    if (pairs.some((pair) => pair === null)) return undefined;
    const on = pairs.map((pair) => `${pair![2] ?? pair![1]}=${pair![1]}`).join(', ');
    const wanted = columns.split(/\s*,\s*|\s+(?!as\s)(?<!\bas\s+)/i).join(', ');
    const made = `lookup ${wanted} from path://"/Library/${table.replace(/\.csv$/i, '')}" on ${on}`;
    return rewritten(cursor, word, made, {
      class: 'suggested',
      right: 'lookup column from path://"/Library/table" on field=column',
    });
  },
};
