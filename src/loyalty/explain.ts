import type { QuoteLine } from '../contracts/quote.ts';
import { type ClippedTexts, clippedTexts } from './explain/clipped.ts';
import { hintsOf, placeHints } from './explain/hints.ts';
import { isHint } from './explain/how-much.ts';
import type { Quoted } from './explain/quoted.ts';
import { receiptTexts } from './explain/receipt-texts.ts';
import { refusalText } from './explain/refusals.ts';
import { createWords, pointsTexts, type Words } from './explain/words.ts';
import type { ReasonLanguage } from './reason-texts.ts';

/** What a quote says in words: about each line, about the receipt, and what would bring more. */
export type Explanation = {
  /** What was taken off, what the line comes to, what it earns; and what would bring more, at the first line it is about. */
  readonly lines: readonly { readonly id: string; readonly text: string }[];
  readonly receipt: readonly string[];
  /** "150 ₽ more to …" of promotions that are about none of the lines. */
  readonly hints: readonly string[];
  /** Promotions that did not apply for another reason, each with it. */
  readonly refused: readonly string[];
};

function priceText(words: Words, { gross, net, discounts, paidWithPoints }: QuoteLine): string {
  const sum = words.money(net);
  return discounts.length === 0 && paidWithPoints === 0 && gross === net
    ? words.say({ ru: `${sum}, без скидки`, en: `${sum}, full price` })
    : words.say({ ru: `итого ${sum}`, en: `comes to ${sum}` });
}

function lineText(words: Words, line: QuoteLine, hints: readonly string[], clipped: ClippedTexts): string {
  const paid = words.say({ ru: 'оплачено баллами', en: 'paid with points' });
  return [
    ...line.discounts.map(
      ({ promotion, amount }) =>
        `−${words.money(amount)}: ${words.nameOf(promotion)}${clipped.besideDiscount(line, promotion)}`,
    ),
    ...(line.paidWithPoints > 0 ? [`−${words.money(line.paidWithPoints)}: ${paid}`] : []),
    priceText(words, line),
    ...pointsTexts(words, line.earned),
    ...hints,
  ].join('; ');
}

/** Puts a quote into words a person can read, in Russian or English. */
export function explainQuote(quoted: Quoted, language: ReasonLanguage): Explanation {
  const { program, receipt, quote } = quoted;
  const words = createWords(program, language);
  const { byLine, rest } = placeHints(hintsOf(words, quote, receipt.lines), receipt.lines);
  const clipped = clippedTexts(words, quote, receipt.lines);
  return {
    lines: quote.lines.map((line, i) => ({
      id: line.id,
      text: lineText(words, line, byLine.get(i) ?? [], clipped),
    })),
    receipt: [...receiptTexts(words, quoted), ...clipped.receipt],
    hints: rest,
    refused: quote.rejected
      .filter((entry) => !isHint(entry))
      .map((entry) => refusalText(quoted, words, entry)),
  };
}
