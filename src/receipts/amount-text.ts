import { noBreakSpace } from './wrap.ts';

export type SlipLanguage = 'ru' | 'en';

const separators = {
  ru: { group: noBreakSpace, decimal: ',' },
  en: { group: ',', decimal: '.' },
} as const;

/**
 * An integer amount as people write it: 123456 with 2 decimals is `1 234,56` in Russian, `1,234.56` in English.
 * By hand on integers, because no float ever holds money here.
 */
export function amountText(amount: number, decimals: number, language: SlipLanguage): string {
  const { group, decimal } = separators[language];
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (amount < 0 ? '−' : '') + grouped + (decimals === 0 ? '' : decimal + fraction);
}

/** The same with its sign always shown: `+36`, `−100`. Zero has none. */
export function signedAmountText(amount: number, decimals: number, language: SlipLanguage): string {
  return (amount > 0 ? '+' : '') + amountText(amount, decimals, language);
}
