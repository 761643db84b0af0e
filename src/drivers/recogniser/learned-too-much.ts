import { isInStoreNumber, retailLengths } from './goods.ts';
import { isPaymentPrefix } from './payment-card.ts';
import type { RecogniserPattern } from './rules.ts';

/** Lengths of payment card numbers that are in use; American Express has 15 digits, Diners Club 14. */
const paymentLengths = [16, 17, 18, 19];

/** What a number that fits the pattern begins with, and how long it may be in all; null where none fits. */
function digitsOf(pattern: RecogniserPattern): { prefix: string; has: (length: number) => boolean } | null {
  if (pattern.kind !== 'prefix' || !/^\d*$/.test(pattern.prefix)) return null;
  const { prefix, minLength, maxLength } = pattern;
  return {
    prefix,
    has: (length) => length >= prefix.length + minLength && length <= prefix.length + maxLength,
  };
}

/**
 * Whether somebody's bank card could fit: its number, or its track 1. A loyalty rule goes before the recogniser's own
 * check, and the number would be kept as a member's; a check digit helps nothing, bank cards have one too.
 */
export function mayTakePaymentCards(pattern: RecogniserPattern): boolean {
  if (pattern.kind === 'prefix' && pattern.characters === 'printable' && /^%?B?$/i.test(pattern.prefix)) {
    return true;
  }
  const digits = digitsOf(pattern);
  if (digits === null) return false;
  const { prefix, has } = digits;
  return (
    (paymentLengths.some(has) && isPaymentPrefix(prefix)) ||
    (has(15) && /^3[47]/.test(prefix)) ||
    (has(14) && /^3(0[0-5]|[689])/.test(prefix))
  );
}

/** Whether goods could fit that are no in-store numbers: chains print those on cards, and weigh with other prefixes. */
export function mayTakeGoods(pattern: RecogniserPattern): boolean {
  const digits = digitsOf(pattern);
  if (digits === null) return false;
  return [...retailLengths].some((length) => digits.has(length) && !isInStoreNumber(digits.prefix, length));
}
