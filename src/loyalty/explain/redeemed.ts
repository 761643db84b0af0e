import type { Wallet } from '../../contracts/program.ts';
import type { Quote } from '../../contracts/quote.ts';
import { formatPoints } from '../../shared/points.ts';
import { redeemReasonTexts } from '../reason-texts.ts';
import type { Quoted } from './quoted.ts';
import type { Words } from './words.ts';

type Redeem = NonNullable<Quote['redeem']>;

/** The numbers a reason is about: the most that can pay, what the till is allowed, or how much more to buy. */
function numbersOf(words: Words, { context }: Quoted, wallet: Wallet | undefined, told: Redeem): string {
  const { reason, max, missing = 0 } = told;
  if (reason === 'basket-amount' && missing > 0) {
    const more = words.money(missing);
    return words.say({ ru: `: добавьте ещё на ${more}`, en: `: ${more} more is needed` });
  }
  if (wallet === undefined || (reason !== 'points' && reason !== 'most')) return '';
  const show = (points: number): string => formatPoints(points, wallet.scale, words.language);
  const most = words.say({ ru: `: не больше ${show(max)}`, en: `: at most ${show(max)}` });
  if (reason === 'most' || context.allowance === null) return most;
  const allowed = show(context.allowance[wallet.id] ?? 0);
  return `${most}${words.say({ ru: `, кассе сейчас разрешено ${allowed}`, en: `, the till is allowed ${allowed} now` })}`;
}

/** What points paid, and why not as many as were asked for. */
export function redeemTexts(words: Words, quoted: Quoted): string[] {
  const { redeem, totals } = quoted.quote;
  if (redeem === null) return [];
  const wallet = words.program.wallets.find(({ id }) => id === redeem.wallet);
  const { reason } = redeem;
  const why =
    reason === undefined
      ? []
      : [`${redeemReasonTexts[reason][words.language]}${numbersOf(words, quoted, wallet, redeem)}`];
  if (redeem.points === 0 || wallet === undefined) return why;
  const paid = words.say({ ru: 'оплачено баллами', en: 'paid with points' });
  const points = formatPoints(redeem.points, wallet.scale, words.language);
  return [`${paid}: ${points} (${words.money(totals.paidWithPoints)})`, ...why];
}
