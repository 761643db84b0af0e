import type { Quote, QuoteLine } from '../../contracts/quote.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { priceTimes } from '../../shared/money.ts';
import { toThousandths } from '../../shared/quantity.ts';
import type { Words } from './words.ts';

// What a promotion promised and no line had room for: a quote counts it by promotion, not by line.

type Pair = { readonly line: ReceiptLine; readonly quoted: QuoteLine };

const hasOf = ({ discounts }: QuoteLine, id: string): boolean =>
  discounts.some(({ promotion }) => promotion === id);

/** Does the line cost as little as its minimum price lets it? */
const isAtMinimum = ({ line: { minPrice, quantity }, quoted: { net, paidWithPoints } }: Pair): boolean =>
  minPrice != null && minPrice > 0 && net + paidWithPoints <= priceTimes(minPrice, toThousandths(quantity));

function clippedText(words: Words, amount: number, atMinimum: boolean): string {
  const left = words.money(amount);
  return atMinimum
    ? words.say({
        ru: `не ниже минимальной цены: ещё ${left} не снято`,
        en: `not below the minimum price: ${left} more was not taken off`,
      })
    : words.say({
        ru: `больше снимать не с чего: ещё ${left} не снято`,
        en: `nothing is left to take it off: ${left} more was not taken off`,
      });
}

/** What could not be taken off, in words. */
export type ClippedTexts = {
  /** Beside the discount of a promotion that lowered this line alone. */
  readonly besideDiscount: (line: QuoteLine, promotion: string) => string;
  /** Of promotions that lowered several lines or none. */
  readonly receipt: readonly string[];
};

/** Tells each clipped promotion once. */
export function clippedTexts(words: Words, quote: Quote, lines: readonly ReceiptLine[]): ClippedTexts {
  const beside = new Map<string, string>();
  const receipt: string[] = [];
  const pairs = quote.lines.flatMap((quoted, i): Pair[] => {
    const line = lines[i];
    return line === undefined ? [] : [{ line, quoted }];
  });
  for (const { promotion, amount } of quote.clipped) {
    const own = pairs.filter(({ quoted }) => hasOf(quoted, promotion));
    const text = clippedText(words, amount, (own.length === 0 ? pairs : own).some(isAtMinimum));
    if (own.length === 1) beside.set(promotion, ` (${text})`);
    else receipt.push(`${words.nameOf(promotion)}: ${text}`);
  }
  return {
    besideDiscount: (line, promotion) => (hasOf(line, promotion) ? (beside.get(promotion) ?? '') : ''),
    receipt,
  };
}
