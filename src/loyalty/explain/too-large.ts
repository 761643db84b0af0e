import type { BasketCondition, Promotion } from '../../contracts/promotion.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { basketsOf } from '../program/condition-sets.ts';
import { compileSelector } from '../program/selectors.ts';
import type { Quoted } from './quoted.ts';
import type { Both, Words } from './words.ts';

type Limit = { readonly most: number; readonly now: number | null };

/**
 * The most a basket may come to and what it comes to, in minor units. What was left of it at the promotion's turn a quote
 * does not say: it is known where nothing was taken off its lines.
 */
function amountLimit({ receipt, quote }: Quoted, { of, over, maxAmount }: BasketCondition): Limit | null {
  if (maxAmount == null) return null;
  const matches = compileSelector(of);
  const lines = quote.lines.filter((_, i) => {
    const line = receipt.lines[i];
    return line !== undefined && matches(line);
  });
  const isKnown = over === 'gross' || lines.every(({ discounts }) => discounts.length === 0);
  return { most: maxAmount, now: isKnown ? lines.reduce((sum, { gross }) => sum + gross, 0) : null };
}

/** The same of a quantity, in units. */
function quantityLimit({ receipt }: Quoted, { of, maxQuantity }: BasketCondition): Limit | null {
  if (maxQuantity == null) return null;
  const lines = receipt.lines.filter(compileSelector(of));
  const thousandths = lines.reduce((sum, { quantity }) => sum + toThousandths(quantity), 0);
  return { most: maxQuantity, now: fromThousandths(thousandths) };
}

/** "только до 5 ₽, сейчас 935 ₽": of the first basket condition that asks for less; null where none does. */
export function tooLargeText(
  quoted: Quoted,
  words: Words,
  { when }: Promotion,
  by: 'amount' | 'quantity',
): Both | null {
  const limitOf = by === 'amount' ? amountLimit : quantityLimit;
  const show = (value: number): string =>
    by === 'amount'
      ? words.money(value)
      : words.say({ ru: String(value).replace('.', ','), en: String(value) });
  for (const basket of basketsOf(when)) {
    const limit = limitOf(quoted, basket);
    if (limit === null || (limit.now !== null && limit.now <= limit.most)) continue;
    const most = show(limit.most);
    const now = limit.now === null ? null : show(limit.now);
    return {
      ru: now === null ? `только до ${most}` : `только до ${most}, сейчас ${now}`,
      en: now === null ? `only up to ${most}` : `only up to ${most}, now ${now}`,
    };
  }
  return null;
}
