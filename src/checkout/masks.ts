/** Like `+7 *** ***-12-34` from the last four digits and the calling code. */
export const maskPhone = (last4: string, code: string): string =>
  `${code} *** ***-${last4.slice(0, 2)}-${last4.slice(2)}`;

/** Like `•••• 0017`. */
export const maskCard = (card: string): string => `•••• ${card.slice(-4)}`;

/** What may be shown of a code nobody knows: long runs of digits may be a bank card that was read wrongly. */
export function maskUnknownCode(text: string): string {
  const printable = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 64);
  // Track 1 of a stripe has the holder's name between two of these.
  const nameless = printable.replace(/\^[^^?]*/, '^');
  return nameless.replace(/\d{9,}/g, (digits) => `${'•'.repeat(digits.length - 4)}${digits.slice(-4)}`);
}
