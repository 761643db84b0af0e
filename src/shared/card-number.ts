/** How a reader of contactless cards spells the number of a card. */
export interface CardNumberSpelling {
  readonly digits: 'decimal' | 'hexadecimal';
  /** Whether the reader sends the lowest byte first. */
  readonly reversed: boolean;
  /** Bytes a number has in the chain's records, counted from its lowest; null keeps what the reader sends. */
  readonly keepBytes: number | null;
}

/** Ten decimal digits are four bytes; longer numbers are those of seven- and ten-byte cards. */
const decimal = /^\d{1,24}$/;
const hexadecimal = /^[0-9A-Fa-f]{4,20}$/;
const bytesOfDecimal = 4;
const digitsOfFourBytes = 10;

/**
 * The one spelling a card is kept in, whatever reader read it: hexadecimal in capitals, highest byte first. Null
 * where the text is no number in the reader's spelling, as ten decimal digits above four bytes, a phone for one: cut to
 * the bytes that are kept they would be another member's card.
 */
export function canonicalCardNumber(text: string, spelling: CardNumberSpelling): string | null {
  const compact = text.trim();
  const sent = spelling.digits === 'decimal' ? hexOfDecimal(compact) : hexOfHex(compact);
  if (sent === null) return null;
  const ordered = spelling.reversed ? (sent.match(/../g) ?? []).reverse().join('') : sent;
  if (spelling.keepBytes === null) return ordered;
  if (spelling.digits === 'decimal' && compact.length <= digitsOfFourBytes) {
    const mostBytes = Math.max(bytesOfDecimal, spelling.keepBytes);
    if (sent.length > mostBytes * 2) return null;
  }
  const wanted = spelling.keepBytes * 2;
  return ordered.padStart(wanted, '0').slice(-wanted);
}

function hexOfDecimal(text: string): string | null {
  if (!decimal.test(text)) return null;
  const hex = BigInt(text).toString(16).toUpperCase();
  return hex.padStart(Math.max(bytesOfDecimal * 2, hex.length + (hex.length % 2)), '0');
}

const hexOfHex = (text: string): string | null =>
  hexadecimal.test(text) && text.length % 2 === 0 ? text.toUpperCase() : null;
