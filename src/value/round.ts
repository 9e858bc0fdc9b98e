/** Decimal digits of a finite number that is not negative, as written in shortest form: digits and the place of the point. */
function decimalOf(value: number): { readonly digits: string; readonly point: number } {
  const [mantissa, exponent] = value.toExponential().split('e');
  return { digits: mantissa!.replace('.', ''), point: 1 + Number(exponent) };
}

/** A number that is not negative with a fixed count of decimals, rounded half up on its shortest decimal form, as Java's Formatter does. */
export function fixedText(value: number, places: number): string {
  const { digits, point } = decimalOf(value);
  const cut = point + places;
  const all = digits.padEnd(Math.max(cut, 0) + 1, '0');
  const kept = cut > 0 ? all.slice(0, cut) : '';
  const isUp = cut >= 0 && all[cut]! >= '5';
  const whole = (BigInt(kept || '0') + (isUp ? 1n : 0n)).toString().padStart(places + 1, '0');
  return places === 0 ? whole : `${whole.slice(0, -places)}.${whole.slice(-places)}`;
}

/** Rounds half up (toward positive infinity at a tie, as Java's Math.round) to decimal places on the shortest decimal form (spec sumo §12). */
export function roundHalfUp(value: number, places = 0): number {
  if (!Number.isFinite(value)) return value;
  if (places <= 0) {
    const unit = 10 ** -places;
    const scaled = value / unit;
    const below = Math.floor(scaled);
    return (scaled - below >= 0.5 ? below + 1 : below) * unit + 0;
  }
  const scaled = value * 10 ** places;
  const rest = scaled - Math.floor(scaled);
  if (places <= 15 && Math.abs(scaled) < 1e9 && Math.abs(rest - 0.5) > 1e-5) {
    return (rest > 0.5 ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** places + 0;
  }
  if (value >= 0) return Number(fixedText(value, places));
  const down = -Number(fixedText(-value, places));
  const shifted = fixedText(-value, places + 25);
  const isTie = /^5(0*)$/.test(shifted.slice(shifted.indexOf('.') + 1 + places));
  return (isTie ? -Number(cutText(-value, places)) : down) + 0;
}

function cutText(value: number, places: number): string {
  const text = fixedText(value, places + 25);
  return text.slice(0, text.indexOf('.') + 1 + places);
}
