import { THOUSANDTHS } from './quantity.ts';
import { multiplyDivide } from './rounding.ts';

/** Price times quantity in minor units, rounded half up. `quantity` in thousandths. */
export const priceTimes = (priceMinor: number, quantityThousandths: number): number =>
  multiplyDivide(priceMinor, quantityThousandths, THOUSANDTHS, 'half-up');

const symbols: Readonly<Record<string, string>> = { RUB: '₽', EUR: '€', USD: '$', KZT: '₸', BYN: 'Br' };

/** Codes of the currencies the product serves: all with two decimals. */
export const currencies: readonly string[] = Object.keys(symbols);

/** Digits in groups of three. */
function grouped(digits: string, separator: string): string {
  let text = digits;
  for (let at = digits.length - 3; at > 0; at -= 3) text = text.slice(0, at) + separator + text.slice(at);
  return text;
}

/**
 * Minor units as a person reads them: `1 234,50 ₽` in Russian, `1,234.50 ₽` otherwise. Whole sums have no decimals.
 * Two decimals for every currency the product serves.
 */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const sign = amountMinor < 0 ? '−' : '';
  const amount = Math.abs(amountMinor);
  const whole = Math.floor(amount / 100);
  const cents = amount - whole * 100;
  const russian = locale.startsWith('ru');
  const text = grouped(String(whole), russian ? '\u00a0' : ',');
  const decimals = cents === 0 ? '' : `${russian ? ',' : '.'}${String(cents).padStart(2, '0')}`;
  return `${sign}${text}${decimals}\u00a0${symbols[currency] ?? currency}`;
}
