/** Splits at commas that stand in no parentheses, brackets or quotes; parts are trimmed. */
export function splitCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') i = closing(text, i);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== '');
}

function closing(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

/** Splits `aggregates by fields` at the word `by` outside of parentheses and quotes. */
export function splitBy(text: string): readonly [before: string, by: string | undefined] {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') i = closing(text, i);
    else if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (depth === 0 && /^by\s/i.test(text.slice(i)) && (i === 0 || /\s/.test(text[i - 1]!)))
      return [text.slice(0, i).trim(), text.slice(i + 2).trim()];
  }
  return [text.trim(), undefined];
}

/** Names separated by commas or blanks; undefined if something else stands among them. */
export function namesIn(text: string): readonly string[] | undefined {
  const names = text.match(/%"(?:\\.|[^"\\])*"|[^\s,]+/g) ?? [];
  return names.length > 0 && names.every((name) => /^(?:%".*"|[A-Za-z_][\w.]*)$/.test(name)) ? names : undefined;
}

/** Takes options `name=value` out of a text. */
export function takeOptions(text: string): { readonly options: ReadonlyMap<string, string>; readonly rest: string } {
  const options = new Map<string, string>();
  const rest = text.replace(
    /(^|[\s,])([A-Za-z]\w*)\s*=\s*("(?:\\.|[^"\\])*"|[^\s,()]+)/g,
    (_, before: string, name: string, value: string) => {
      options.set(name.toLowerCase(), value);
      return before;
    },
  );
  return { options, rest: rest.trim() };
}

const UNITS: ReadonlyMap<string, string> = new Map(
  [
    's sec secs second seconds',
    'm min mins minute minutes',
    'h hr hrs hour hours',
    'd day days',
    'w week weeks',
  ].flatMap((row) => row.split(' ').map((name, _i, all): [string, string] => [name, all[0]!])),
);

/** A time span of another language in the form that `timeslice` takes: `5min` is `5m`. */
export function timeSpan(text: string): string | undefined {
  const found = /^(\d+)\s*([a-z]*)$/i.exec(text.trim());
  const unit = found ? UNITS.get(found[2] === '' ? 's' : found[2]!.toLowerCase()) : undefined;
  return unit === undefined ? undefined : found![1] + unit;
}
