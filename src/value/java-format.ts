import { numberText } from './number-text.ts';
import { fixedText } from './round.ts';
import type { Value } from './value.ts';

/** Why a value or a format does not fit. */
export interface FormatFault {
  readonly reason: string;
}

interface Specifier {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Sign, grouping, zero padding and width around the digits of a number that may carry a fraction. */
function decorate(isNegative: boolean, digits: string, { flags, width }: Specifier): string {
  const [whole, ...rest] = digits.split('.');
  const body = [flags.includes(',') ? group(whole!) : whole!, ...rest].join('.');
  const before = isNegative
    ? flags.includes('(')
      ? '('
      : '-'
    : flags.includes('+')
      ? '+'
      : flags.includes(' ')
        ? ' '
        : '';
  const after = isNegative && flags.includes('(') ? ')' : '';
  const room = width - before.length - body.length - after.length;
  return before + (flags.includes('0') && room > 0 ? '0'.repeat(room) : '') + body + after;
}

/** Two's complement of a negative whole number in 64 bits, as Java prints a long. */
function radixText(value: number, radix: number): string {
  return BigInt.asUintN(64, BigInt(value)).toString(radix);
}

function formatNumber(value: number, spec: Specifier): string | FormatFault {
  const { conversion, flags, precision } = spec;
  const kind = conversion.toLowerCase();
  if ('dxo'.includes(kind)) {
    if (!Number.isInteger(value)) return { reason: `%${conversion} needs a whole number, not ${value}` };
    if (kind === 'd') return decorate(value < 0, BigInt(Math.abs(value)).toString(), spec);
    const prefix = flags.includes('#') ? (kind === 'x' ? '0x' : '0') : '';
    return (
      prefix +
      decorate(false, radixText(value, kind === 'x' ? 16 : 8), {
        ...spec,
        flags: flags.replace(/[^0]/g, ''),
        width: spec.width - prefix.length,
      })
    );
  }
  if (!Number.isFinite(value))
    return decorate(value < 0, Number.isNaN(value) ? 'NaN' : 'Infinity', { ...spec, flags: flags.replace('0', '') });
  const size = Math.abs(value);
  if (kind === 'f') return decorate(value < 0, fixedText(size, precision ?? 6), spec);
  const digits = kind === 'g' ? Math.max(1, precision ?? 6) : (precision ?? 6);
  if (kind === 'g' && (size === 0 || (size >= 1e-4 && size < 10 ** digits))) {
    const whole = size === 0 ? 1 : Math.floor(Math.log10(size)) + 1;
    return decorate(value < 0, fixedText(size, Math.max(0, digits - whole)), spec);
  }
  const text = size.toExponential(kind === 'g' ? digits - 1 : digits).replace(/e([+-])(\d)$/, 'e$10$2');
  return decorate(value < 0, text, spec);
}

function formatOne(value: Value, spec: Specifier): string | FormatFault {
  const kind = spec.conversion.toLowerCase();
  if (value === null || value === undefined) return { reason: `%${spec.conversion} has no value` };
  let text: string | FormatFault;
  if ('dxofeg'.includes(kind)) {
    if (typeof value !== 'number') return { reason: `%${spec.conversion} needs a number, not the text "${value}"` };
    text = formatNumber(value, spec);
  } else {
    const plain = typeof value === 'number' ? numberText(value) : String(value);
    if (kind === 'c' && typeof value === 'number' && !(Number.isInteger(value) && value >= 0 && value <= 0x10ffff))
      return { reason: `%c needs a character, not ${value}` };
    if (kind === 'c') text = typeof value === 'number' ? String.fromCodePoint(value) : ([...plain][0] ?? '');
    else text = (kind === 'b' ? String(value !== false) : plain).slice(0, spec.precision ?? undefined);
  }
  if (typeof text !== 'string') return text;
  if (spec.conversion !== kind) text = text.toUpperCase();
  return spec.flags.includes('-') ? text.padEnd(spec.width) : text.padStart(spec.width);
}

/** A specifier of java.util.Formatter: index, flags, width, precision, conversion. */
const SPECIFIER = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/**
 * Formats by the subset `%s %S %d %x %X %o %f %e %E %g %G %c %b %n %%` of java.util.Formatter, with flags, width, precision and
 * `%1$s` (spec sumo §12, format). Numbers must be numbers; a missing or unfitting argument gives the reason.
 */
export function formatJava(pattern: string, args: readonly Value[]): string | FormatFault {
  let next = 0;
  let last = -1;
  let fault: FormatFault | undefined;
  const result = pattern.replace(
    SPECIFIER,
    (
      whole,
      index: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      conversion: string,
    ) => {
      if (conversion === '%') return '%'.padStart(Number(width ?? 0));
      if (conversion === 'n') return '\n';
      if (!/[sSdxXofeEgGcCbB]/.test(conversion)) {
        fault ??= { reason: `${whole} is no format that is supported` };
        return '';
      }
      const at = flags.includes('<') ? last : index === undefined ? next++ : Number(index) - 1;
      last = at;
      if (at < 0 || at >= args.length) {
        fault ??= { reason: `${whole} has no argument` };
        return '';
      }
      const spec = {
        flags: flags.replace('<', ''),
        width: Number(width ?? 0),
        precision: precision === undefined ? undefined : Number(precision),
        conversion,
      };
      const text =
        spec.width > 10_000 || (spec.precision ?? 0) > 1000
          ? { reason: `${whole} is too wide` }
          : formatOne(args[at], spec);
      if (typeof text === 'string') return text;
      fault ??= text;
      return '';
    },
  );
  if (/%(?![\s\S]*[a-zA-Z%])/.test(pattern.replace(SPECIFIER, '')))
    fault ??= { reason: 'a lone % stands in the format' };
  return fault ?? result;
}
