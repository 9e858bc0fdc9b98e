import type { AssertionKind } from './ast.ts';

function isWord(value: string, at: number): boolean {
  const unit = value.charCodeAt(at);
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122);
}

function isJavaLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** True if an offset of a value is a place of that kind; Java's multi-line `^` never holds at the end, and CR LF is one line end. */
export function holdsAt(kind: AssertionKind, value: string, at: number): boolean {
  switch (kind) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === value.length;
    case 'line-start':
      return at === 0 || value.charCodeAt(at - 1) === 10;
    case 'line-end':
      return at === value.length || value.charCodeAt(at) === 10;
    case 'java-line-start': {
      if (at === value.length) return false;
      const before = value.charCodeAt(at - 1);
      return at === 0 || (isJavaLineEnd(before) && !(before === 13 && value.charCodeAt(at) === 10));
    }
    case 'java-line-end': {
      const unit = value.charCodeAt(at);
      return at === value.length || (isJavaLineEnd(unit) && !(unit === 10 && value.charCodeAt(at - 1) === 13));
    }
    case 'java-final-end':
      if (at === value.length) return true;
      if (at === value.length - 2) return value.endsWith('\r\n');
      return at === value.length - 1 && holdsAt('java-line-end', value, at);
    case 'word-boundary':
      return isWord(value, at - 1) !== isWord(value, at);
    case 'not-word-boundary':
      return isWord(value, at - 1) === isWord(value, at);
  }
}
