/** Like `+7 *** ***-12-34` from the last four digits and the calling code. */
export const maskPhone = (last4: string, code: string): string =>
  `${code} *** ***-${last4.slice(0, 2)}-${last4.slice(2)}`;

/** Like `•••• 0017`. */
export const maskCard = (card: string): string => `•••• ${card.slice(-4)}`;

/** Nine digits or more, also in groups as people and American Express write the number of a card. */
const longNumber = /\d(?:[ .\p{Pd}]{0,3}\d){8,}/gu;

/** What may be shown of a code nobody knows: long runs of digits may be a bank card that was read wrongly. */
export function maskUnknownCode(text: string): string {
  const printable = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  // Track 1 of a stripe has the holder's name between two of these.
  const nameless = printable.replace(/\^[^^?]*/, '^');
  // Masked before it is cut: the start of a number may be too short to be known for one.
  return nameless.replace(longNumber, allButLastFour).slice(0, 64);
}

const allButLastFour = (number: string): string => number.replace(/\d(?=(?:\D*\d){4})/g, '•');
