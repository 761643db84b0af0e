import type { Language } from '../../contracts/local-text.ts';

const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

type NumberStyle = { readonly group: string; readonly decimal: string };
const styles: Readonly<Record<Language, NumberStyle>> = {
  ru: { group: NO_BREAK_SPACE, decimal: ',' },
  en: { group: ',', decimal: '.' },
};

const symbols: Readonly<Record<string, string>> = { RUB: '₽', EUR: '€', USD: '$', KZT: '₸', BYN: 'Br' };

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/**
 * An integer of 10^-scale parts as people write it. Works on the digits, never on fractions.
 * `trim`: leave out the fraction when it is all zeros.
 */
export function formatScaled(value: number, scale: number, language: Language, trim = true): string {
  const { group, decimal } = styles[language];
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - scale), group);
  const fraction = scale === 0 ? '' : digits.slice(digits.length - scale);
  const shown = fraction === '' || (trim && /^0+$/.test(fraction)) ? whole : `${whole}${decimal}${fraction}`;
  return value < 0 ? `${MINUS}${shown}` : shown;
}

/** Money for a screen: `1 234,56 ₽` in Russian, `₽1,234.56` in English. Amount in minor units (hundredths). */
export function formatMoney(amountMinor: number, currency: string, language: Language): string {
  const symbol = symbols[currency] ?? currency;
  const amount = formatScaled(Math.abs(amountMinor), 2, language, false);
  const sign = amountMinor < 0 ? MINUS : '';
  return language === 'ru' ? `${sign}${amount}${NO_BREAK_SPACE}${symbol}` : `${sign}${symbol}${amount}`;
}

/** Money without kopecks where there are none: `150 ₽`. For hints and round sums. */
export function formatMoneyShort(amountMinor: number, currency: string, language: Language): string {
  if (amountMinor % 100 !== 0) return formatMoney(amountMinor, currency, language);
  const symbol = symbols[currency] ?? currency;
  const amount = formatScaled(Math.abs(amountMinor) / 100, 0, language);
  const sign = amountMinor < 0 ? MINUS : '';
  return language === 'ru' ? `${sign}${amount}${NO_BREAK_SPACE}${symbol}` : `${sign}${symbol}${amount}`;
}

/** A quantity held in thousandths: `2`, `0,315`. Zeros at the end are left out. */
export function formatQuantity(thousandths: number, language: Language): string {
  const { group, decimal } = styles[language];
  const digits = String(Math.abs(thousandths)).padStart(4, '0');
  const whole = grouped(digits.slice(0, -3), group);
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}${decimal}${fraction}`;
}

/**
 * What a person typed (`1 234,5` or `1234.5`) as an integer of 10^-scale parts, or null where it is no number
 * or has more decimals than the scale holds.
 */
export function parseScaled(text: string, scale: number): number | null {
  const match = /^(\d{1,10})(?:[.,](\d*))?$/.exec(text.replace(/[\s\u00a0]/g, ''));
  if (match === null) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > scale) return null;
  return Number(match[1]) * 10 ** scale + Number(fraction.padEnd(scale, '0') || '0');
}
