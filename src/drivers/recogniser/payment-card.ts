import { hasValidEanCheckDigit, hasValidLuhnCheckDigit } from './check-digits.ts';

/**
 * First and last issuer prefix of the payment systems met in Russia and its neighbours, from their public ranges:
 * Mir, Mastercard, Visa, American Express, Diners, JCB, Maestro, UnionPay, Belkart, Uzcard, Humo, Troy.
 */
const paymentRanges: ReadonlyArray<readonly [string, string]> = [
  ['2200', '2204'],
  ['2221', '2720'],
  ['300', '305'],
  ['34', '34'],
  ['3528', '3589'],
  ['36', '39'],
  ['4', '4'],
  ['50', '69'],
  ['81', '81'],
  ['8600', '8600'],
  ['9112', '9112'],
  ['9792', '9792'],
  ['9860', '9860'],
];

/** Track 1 (`%B…^`) and track 2 (`;…=`) of ISO/IEC 7813, with or without their sentinels; `+` is track 3's. */
const trackOne = /^%?B(\d{13,19})\^/i;
const trackTwo = /^[;+]?(\d{13,19})[=D]\d*/;

/** Whether a scan that no loyalty rule claims is the number or a track of somebody's bank card. */
export function looksLikePaymentCard(text: string): boolean {
  // American Express writes its number with blanks in track 1, people with hyphens.
  const unspaced = text.replace(/[\s-]/g, '');
  const track = trackOne.exec(unspaced) ?? trackTwo.exec(unspaced);
  if (track?.[1] !== undefined) return isPaymentNumber(track[1]);
  const compact = unspaced.replace(/^;|\?.?$/g, '');
  if (!/^\d{13,19}$/.test(compact)) return false;
  // Thirteen digits that start with 4 are goods made in Russia; thirteen-digit bank cards are long gone.
  if (compact.length === 13 && hasValidEanCheckDigit(compact)) return false;
  return isPaymentNumber(compact);
}

function isPaymentNumber(digits: string): boolean {
  if (!hasValidLuhnCheckDigit(digits)) return false;
  return paymentRanges.some(([first, last]) => {
    const prefix = digits.slice(0, first.length);
    return prefix >= first && prefix <= last;
  });
}
