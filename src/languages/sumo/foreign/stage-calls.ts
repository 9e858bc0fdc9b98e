import type { ForeignOperator } from './operator.ts';
import { rewritten, takeStageText } from './rewrite.ts';
import { splitCommas } from './texts.ts';

const FIELD = '%"[^"]*"|[A-Za-z_][\\w.]*';
const CAST = /^(?:tostring|toint|tolong|toreal|todouble|tobool)\s*\((.*)\)$/is;
const JSON_PATH = new RegExp(
  `^(?:parse_json|parsejson|todynamic)\\s*\\(\\s*(${FIELD})\\s*\\)((?:\\s*\\.\\s*\\w+|\\s*\\[\\s*(?:\\d+|"[^"]*")\\s*\\])+)$`,
  'is',
);
const EXTRACT = new RegExp(
  `^extract\\s*\\(\\s*"((?:\\\\.|[^"\\\\])*)"\\s*,\\s*(\\d+)\\s*,\\s*(${FIELD})\\s*(?:,[^)]*)?\\)$`,
  'is',
);
const INDEXED = new RegExp(
  `^mvindex\\s*\\(\\s*split\\s*\\(\\s*(${FIELD})\\s*,\\s*"([^"\\\\])"\\s*\\)\\s*,\\s*(\\d+)\\s*\\)$`,
  'is',
);

/** The pattern with its nth group named and all others unnamed; group 0 is the whole. */
function named(raw: string, group: number, name: string): string | undefined {
  const pattern = /\\\\[.dswbDSWB()[\]{}+*?^$|]/.test(raw) ? raw.replace(/\\\\/g, '\\') : raw;
  let count = 0;
  let inClass = false;
  let made = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    made += character;
    if (character === '\\') made += pattern[++i] ?? '';
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '(' && !inClass && pattern[i + 1] !== '?') made += ++count === group ? `?<${name}>` : '?:';
  }
  if (group === 0) return `(?<${name}>${made})`;
  return count >= group ? made : undefined;
}

/** The stage that a call stands for, of which this language has an operator and no function; undefined for any other expression. */
export function stageForCall(expression: string, name: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const inner = CAST.exec(expression)?.[1]?.trim() ?? expression;
  const json = JSON_PATH.exec(inner);
  if (json) {
    const path = json[2]!
      .replace(/\s/g, '')
      .replace(/^\./, '')
      .replace(/\["([^"]*)"\]/g, '.$1')
      .replace(/^\./, '');
    return `json field=${json[1]} "${path}" as ${name} nodrop`;
  }
  const extract = EXTRACT.exec(inner);
  if (extract) {
    const pattern = named(extract[1]!, Number(extract[2]), name);
    return pattern === undefined ? undefined : `parse regex field=${extract[3]} "${pattern}" nodrop`;
  }
  const indexed = INDEXED.exec(inner);
  if (!indexed) return undefined;
  return `split ${indexed[1]} delim='${indexed[2]}' extract ${Number(indexed[3]) + 1} as ${name}`;
}

/** Stages of assignments of which at least one is a call that is a stage here. */
export function stagesForAssignments(text: string): string | undefined {
  let isStage = false;
  const stages = splitCommas(text).map((part) => {
    const [, name, expression] = /^([A-Za-z_]\w*)\s*=(?![=~])\s*(.+)$/s.exec(part) ?? [];
    if (name === undefined || expression === undefined) return undefined;
    const stage = stageForCall(expression, name);
    if (stage !== undefined) isStage = true;
    return stage ?? `${expression} as ${name}`;
  });
  return isStage && !stages.includes(undefined) ? stages.join('\n| ') : undefined;
}

function stageCall(words: readonly string[], bad: string, good: string): ForeignOperator {
  return {
    words,
    bad,
    good,
    parse(cursor) {
      const word = cursor.take();
      if (!cursor.isPunct('(')) return undefined;
      const text = takeStageText(cursor);
      const [, call, name] = /^(.*\S)\s+as\s+([A-Za-z_]\w*)$/is.exec(text ?? '') ?? [];
      const stage = call === undefined || name === undefined ? undefined : stageForCall(word.text + call, name);
      return stage === undefined ? undefined : rewritten(cursor, word, stage);
    },
  };
}

/** `extract("re", 1, x) as v`. */
export const foreignExtract = stageCall(
  ['extract'],
  '* | extract("id=([0-9]+)", 1, Message) as id',
  '* | parse regex field=Message "id=(?<id>[0-9]+)" nodrop',
);

/** `parse_json(x).a as v`. */
export const foreignParseJson = stageCall(
  ['parse_json', 'parsejson', 'todynamic', 'tostring', 'toint', 'tolong', 'todouble', 'toreal', 'tobool'],
  '* | tostring(parse_json(Properties).user.name) as user',
  '* | json field=Properties "user.name" as user nodrop',
);

/** `mvindex(split(x, ","), 0) as v`. */
export const foreignMvindex = stageCall(
  ['mvindex'],
  '* | mvindex(split(path, "/"), 1) as folder',
  "* | split path delim='/' extract 2 as folder",
);
