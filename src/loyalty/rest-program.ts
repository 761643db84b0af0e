import type { Member } from '../contracts/member.ts';
import type { Program } from '../contracts/program.ts';
import type { Promotion } from '../contracts/promotion.ts';
import type { Quote, RejectionReason } from '../contracts/quote.ts';
import type { Purchase } from './returns.ts';

// What stays of a purchase is quoted as the purchase itself was: who the member was, which coupons were good and what
// hour it was were decided then and are read off its quote. Only baskets, ladders and counts are asked again.

/** A purchase with the id of the account that was booked, null for a guest's. */
export type BookedPurchase = Purchase & { readonly member: string | null };

/** Reasons of promotions whose conditions held at the purchase. */
const conditionsHeld: ReadonlySet<RejectionReason> = new Set([
  'basket-amount',
  'basket-quantity',
  'lost-to',
  'exclusive',
  'nothing-left',
  'weighed-goods',
  'nothing-to-earn',
  'no-matching-line',
]);

function withoutConditions(promotion: Promotion): Promotion {
  const { basket } = promotion.when;
  const perReceipt = promotion.limit?.perReceipt ?? null;
  return {
    ...promotion,
    when: { audience: 'anyone', ...(basket == null ? {} : { basket }) },
    limit: perReceipt === null ? null : { perReceipt },
  };
}

/** The program of a purchase with the promotions that were open to it, and no more conditions than their baskets. */
export function restProgram(program: Program, { applied, rejected }: Quote): Program {
  const open = new Set([
    ...applied.map(({ promotion }) => promotion),
    ...rejected.filter(({ reason }) => conditionsHeld.has(reason)).map(({ promotion }) => promotion),
  ]);
  return {
    ...program,
    promotions: program.promotions.filter(({ id }) => open.has(id)).map(withoutConditions),
  };
}

/** The options whose points the quote tells; ids may hold the stroke between them. */
function choicesOf({ choices }: Program, { earnings }: Quote): Record<string, string[]> {
  const told = new Set(earnings.filter(({ source }) => source === 'choice').map(({ id }) => id));
  return Object.fromEntries(
    choices.map(({ id, options }) => [
      id,
      options.map((option) => option.id).filter((option) => told.has(`${id}/${option}`)),
    ]),
  );
}

/** Did a gift card pay or was one loaded? It is nobody's membership. */
function isGiftCard({ wallets }: Program, { redeem, earnings }: Quote): boolean {
  const gifts = new Set(wallets.filter(({ gift }) => gift).map(({ id }) => id));
  return (redeem !== null && gifts.has(redeem.wallet)) || earnings.some(({ wallet }) => gifts.has(wallet));
}

/** The payer as far as the quote of the purchase depends on one; null for a guest. */
export function restMember(program: Program, { member, quote }: BookedPurchase): Member | null {
  if (member === null && quote.tier === null) return null;
  const wallets: Record<string, { spendable: number; expiringSoon: number }> = {};
  const grant = (wallet: string, points: number): void => {
    wallets[wallet] = { spendable: (wallets[wallet]?.spendable ?? 0) + points, expiringSoon: 0 };
  };
  if (quote.redeem !== null) grant(quote.redeem.wallet, quote.redeem.points);
  for (const { wallet, cost } of quote.rewards) grant(wallet, cost);
  return {
    id: 'rest',
    ...(isGiftCard(program, quote) ? { kind: 'gift' } : {}),
    tier: quote.tier?.id ?? null,
    spend: 0,
    purchases: 0,
    segments: [],
    clubs: [],
    choices: choicesOf(program, quote),
    stamps: Object.fromEntries(quote.stamps.map(({ card, used }) => [card, used])),
    wallets,
    used: {},
  };
}
