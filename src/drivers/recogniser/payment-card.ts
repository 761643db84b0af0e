import { likeliestFirst, tracksOf } from '../codec/magnetic-track.ts';
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

/**
 * The number at the head of a track: of track 1 (`%B…^`) and track 2 (`;…=`) of ISO/IEC 7813, with or without their
 * sentinels, and of track 3 (`+…=` or `;…=`) of ISO/IEC 4909, where two digits of format code stand before it. A reader
 * that types may write `^` as `&` or `:`, as other layouts do.
 */
const trackHead = /^([%;+]?)\p{L}?(\d{13,21})[=^&:D]/iu;

/**
 * Where a number ends before what a form or another program put behind it: at a comma, or at a blank, tab, `;` or `/`
 * and the last month of the card, as in `12/25`, `12/2025`, `1225` or, as tracks spell it, `2512`.
 */
const endsBefore =
  /,|[\s;/]+(?:(?:0[1-9]|1[0-2])\s?\/?\s?(?:20)?\d\d|(?:20)?\d\d\/?(?:0[1-9]|1[0-2]))(?!\d)/g;

/** Numbers of fourteen digits are Diners Club's alone (300-305, 36, 38, 39); cartons of goods have as many. */
const diners = /^3(0[0-5]|[689])/;

/** Whether a scan that no loyalty rule claims is the number, a track or a swipe of somebody's bank card. */
export function looksLikePaymentCard(text: string): boolean {
  const tracks = tracksOf(text);
  return isNumberOrTrack(text) || (tracks !== null && likeliestFirst(tracks).some(isNumberOrTrack));
}

/** A number stands at the head of a text; longer texts are not searched for the end of one. */
const longestNumber = 64;

/** A group of four digits may look like a month too: the whole text is asked first, then each part it may end at. */
const isNumberOrTrack = (text: string): boolean =>
  isWholeNumberOrTrack(text) ||
  [...text.slice(0, longestNumber).matchAll(endsBefore)].some(({ index }) =>
    isWholeNumberOrTrack(text.slice(0, index)),
  );

function isWholeNumberOrTrack(text: string): boolean {
  // American Express writes its number with blanks in track 1, people with hyphens or dots; a reader may put STX in front.
  const unspaced = text.replace(/^\p{Cc}+/u, '').replace(/[\s.\p{Pd}]/gu, '');
  const [, sentinel = '', digits] = trackHead.exec(unspaced) ?? [];
  if (digits !== undefined) {
    return isPaymentNumber(digits) || (/[;+]/.test(sentinel) && isPaymentNumber(digits.slice(2)));
  }
  const compact = unspaced.replace(/^;|\?.?$/g, '');
  // Thirteen digits that start with 4 are goods made in Russia; thirteen-digit bank cards are long gone.
  const mayBeGoods = compact.length === 13 || (compact.length === 14 && !diners.test(compact));
  if (mayBeGoods && hasValidEanCheckDigit(compact)) return false;
  return isPaymentNumber(compact);
}

const isPaymentNumber = (digits: string): boolean =>
  /^\d{13,19}$/.test(digits) && hasValidLuhnCheckDigit(digits) && isPaymentPrefix(digits);

/** Whether numbers of a payment system begin so, or go on so where the digits end early. */
export function isPaymentPrefix(digits: string): boolean {
  return paymentRanges.some(([first, last]) => {
    const length = Math.min(first.length, digits.length);
    const prefix = digits.slice(0, length);
    return prefix >= first.slice(0, length) && prefix <= last.slice(0, length);
  });
}
