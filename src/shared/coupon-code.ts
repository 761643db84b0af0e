/** A coupon's QR holds this and the code, so that a reader tells it from cards and goods whatever rules a chain sets. */
export const COUPON_QR_PREFIX = 'kopilka:coupon:';

/** Digits and letters that nobody mistakes for another when reading a slip aloud (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomSymbols = 12;
/** Room for the random part within the 64 characters of a code. */
const longestSeries = 40;

/** Codes are compared without regard to letter case. */
export const couponKey = (code: string): string => code.toUpperCase();

/**
 * `NEXT-7F3K-9QWE-2MND`: the series where it is short and plain, and 60 random bits, so that no code tells another.
 * `bytes`: at least twelve random ones.
 */
export function couponCode(series: string, bytes: Uint8Array): string {
  const symbols = Array.from(bytes.subarray(0, randomSymbols), (byte) => alphabet[byte % alphabet.length]);
  const random = [0, 4, 8].map((start) => symbols.slice(start, start + 4).join('')).join('-');
  const isPlain = series.length <= longestSeries && /^[\w-]+$/.test(series);
  return `${isPlain ? couponKey(series) : 'C'}-${random}`;
}

/** Bytes `couponCode` needs. */
export const COUPON_RANDOM_BYTES = randomSymbols;
