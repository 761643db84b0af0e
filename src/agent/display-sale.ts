import type { Language } from '../contracts/local-text.ts';
import type { Quote } from '../contracts/quote.ts';
import { displayColumns, displayPair } from '../drivers/display/cd5220.ts';
import { amountText } from '../receipts/amount-text.ts';

const words = {
  ru: { discount: 'Скидка', total: 'Итого', thanks: 'Спасибо за покупку!', saved: 'Ваша выгода' },
  en: { discount: 'Discount', total: 'Total', thanks: 'Thank you!', saved: 'You saved' },
} as const;

type Lines = readonly [upper: string, lower: string];

const pair = (name: string, amountMinor: number, language: Language): string =>
  displayPair(name, amountText(amountMinor, 2, language));
const savedOf = ({ totals }: Quote): number => totals.discount + totals.paidWithPoints;

/** While goods are scanned: what is taken off, and what is to be paid. */
export function displayTotal(quote: Quote, language: Language): Lines {
  const text = words[language];
  const saved = savedOf(quote);
  const upper = saved === 0 ? '' : pair(text.discount, -saved, language);
  return [upper, pair(text.total, quote.totals.net, language)];
}

/** After the sale. */
export function displayThanks(quote: Quote, language: Language): Lines {
  const text = words[language];
  const saved = savedOf(quote);
  return [text.thanks.slice(0, displayColumns), saved === 0 ? '' : pair(text.saved, saved, language)];
}
