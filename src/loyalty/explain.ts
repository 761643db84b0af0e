import type { Quote, QuoteLine, Rejected } from '../contracts/quote.ts';
import type { Receipt, ReceiptLine } from '../contracts/receipt.ts';
import type { LocalText } from '../contracts/scalars.ts';
import { formatMoney } from '../shared/money.ts';
import { formatPoints } from '../shared/points.ts';
import type { CompiledProgram } from './program/compiled.ts';
import { goodsOf } from './program/overlap.ts';
import { compileSelector } from './program/selectors.ts';
import { type ReasonLanguage, reasonTexts, redeemReasonTexts } from './reason-texts.ts';

/** What a quote says in words: about each line, about the receipt, and what would bring more. */
export type Explanation = {
  readonly lines: readonly { readonly id: string; readonly text: string }[];
  readonly receipt: readonly string[];
  /** "150 ₽ more to …": promotions that miss their basket. */
  readonly hints: readonly string[];
  /** Promotions that did not apply, each with its reason. */
  readonly refused: readonly string[];
};

type Words = {
  readonly program: CompiledProgram;
  readonly language: ReasonLanguage;
  readonly nameOf: (source: string) => string;
};

const own: Readonly<Record<'tier' | 'rounding', Readonly<Record<ReasonLanguage, string>>>> = {
  tier: { ru: 'скидка уровня', en: 'tier discount' },
  rounding: { ru: 'округление', en: 'rounding' },
};

const inLanguage = (text: LocalText, language: ReasonLanguage): string =>
  text[language] ?? Object.values(text)[0] ?? '';

function createWords(program: CompiledProgram, language: ReasonLanguage): Words {
  const { promotions, rewards, stampCards } = program.program;
  const named = [...promotions, ...rewards, ...stampCards];
  const names = new Map<string, string>([
    ['tier', own.tier[language]],
    ['rounding', own.rounding[language]],
    ...named.map(({ id, name }): [string, string] => [id, name == null ? id : inLanguage(name, language)]),
  ]);
  return { program, language, nameOf: (source) => names.get(source) ?? source };
}

const money = ({ program, language }: Words, amount: number): string =>
  formatMoney(amount, program.program.currency, language);

/** "баллы: +7" for every wallet that got something. */
function pointsText(words: Words, earned: Readonly<Record<string, number>>): string[] {
  return words.program.wallets.flatMap(({ id, name, scale }) => {
    const points = earned[id] ?? 0;
    if (points === 0) return [];
    return [`${inLanguage(name, words.language)}: +${formatPoints(points, scale, words.language)}`];
  });
}

/** "ещё 150 ₽ до «−10 %»", or null when nothing countable is missing. */
function hintOf(words: Words, { promotion, missing }: Rejected): string | null {
  const { language } = words;
  const units = language === 'ru' ? 'шт.' : 'more';
  const count = missing?.quantity === undefined ? null : formatQuantity(missing.quantity, language);
  const much = missing?.amount === undefined ? count : money(words, missing.amount);
  if (much === null) return null;
  const name = words.nameOf(promotion);
  if (language === 'ru')
    return missing?.amount === undefined ? `ещё ${much} ${units} до «${name}»` : `ещё ${much} до «${name}»`;
  return missing?.amount === undefined ? `${much} ${units} to "${name}"` : `${much} more to "${name}"`;
}

const formatQuantity = (quantity: number, language: ReasonLanguage): string =>
  language === 'ru' ? String(quantity).replace('.', ',') : String(quantity);

/** Hints about goods of this line: promotions whose effects name them. */
function lineHints(words: Words, input: ReceiptLine, rejected: readonly Rejected[]): string[] {
  return rejected.flatMap((entry) => {
    const hint = hintOf(words, entry);
    const promotion = words.program.program.promotions.find(({ id }) => id === entry.promotion);
    if (hint === null || promotion === undefined) return [];
    const names = promotion.then.flatMap(goodsOf).some((of) => compileSelector(of)(input));
    return names ? [hint] : [];
  });
}

function lineText(
  words: Words,
  line: QuoteLine,
  input: ReceiptLine | undefined,
  rejected: readonly Rejected[],
): string {
  const paid = words.language === 'ru' ? 'оплачено баллами' : 'paid with points';
  return [
    ...line.discounts.map(({ promotion, amount }) => `−${money(words, amount)}: ${words.nameOf(promotion)}`),
    ...(line.paidWithPoints > 0 ? [`−${money(words, line.paidWithPoints)}: ${paid}`] : []),
    ...pointsText(words, line.earned),
    ...(input === undefined ? [] : lineHints(words, input, rejected)),
  ].join('; ');
}

function receiptTexts(
  words: Words,
  { totals, redeem, program }: { totals: Quote['totals']; redeem: Quote['redeem']; program: CompiledProgram },
): string[] {
  const russian = words.language === 'ru';
  const texts: string[] = [];
  if (totals.discount > 0) texts.push(`${russian ? 'скидка' : 'saved'}: ${money(words, totals.discount)}`);
  const wallet = program.wallets.find(({ id }) => id === redeem?.wallet);
  if (redeem !== null && redeem.points > 0 && wallet !== undefined) {
    const points = formatPoints(redeem.points, wallet.scale, words.language);
    texts.push(
      `${russian ? 'оплачено баллами' : 'paid with points'}: ${points} (${money(words, totals.paidWithPoints)})`,
    );
  }
  if (redeem?.reason !== undefined) texts.push(redeemReasonTexts[redeem.reason][words.language]);
  return [...texts, ...pointsText(words, totals.earned)];
}

/** Puts a quote into words a person can read, in Russian or English. `receipt` is the one the quote was made of. */
export function explainQuote(
  program: CompiledProgram,
  receipt: Receipt,
  quote: Quote,
  language: ReasonLanguage,
): Explanation {
  const words = createWords(program, language);
  return {
    lines: quote.lines.map((line, i) => ({
      id: line.id,
      text: lineText(words, line, receipt.lines[i], quote.rejected),
    })),
    receipt: receiptTexts(words, { ...quote, program }),
    hints: quote.rejected.flatMap((entry) => hintOf(words, entry) ?? []),
    refused: quote.rejected.map((entry) => {
      const because = hintOf(words, entry) ?? reasonTexts[entry.reason][language];
      const to = entry.to === undefined ? '' : ` (${words.nameOf(entry.to)})`;
      return `${words.nameOf(entry.promotion)}: ${because}${to}`;
    }),
  };
}
