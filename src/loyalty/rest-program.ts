import type { Member } from '../contracts/member.ts';
import type { Program } from '../contracts/program.ts';
import type { Promotion } from '../contracts/promotion.ts';
import type { Quote, RejectionReason } from '../contracts/quote.ts';

// What stays of a purchase is quoted as the purchase itself was: who the member was, which coupons were good and what
// hour it was were decided then and are read off its quote. Only baskets, ladders and counts are asked again.

/** Reasons of promotions whose conditions held at the purchase. */
const conditionsHeld: ReadonlySet<RejectionReason> = new Set([
  'basket-amount',
  'basket-quantity',
  'lost-to',
  'exclusive',
  'nothing-left',
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

function choicesOf({ earnings }: Quote): Record<string, string[]> {
  const choices: Record<string, string[]> = {};
  for (const { source, id } of earnings) {
    const [choice = '', option = ''] = id.split('/');
    if (source === 'choice') choices[choice] = [...(choices[choice] ?? []), option];
  }
  return choices;
}

/** The member as far as the quote of the purchase depends on one. */
export function restMember(memberId: string, quote: Quote): Member {
  const wallets: Record<string, { spendable: number; expiringSoon: number }> = {};
  const grant = (wallet: string, points: number): void => {
    wallets[wallet] = { spendable: (wallets[wallet]?.spendable ?? 0) + points, expiringSoon: 0 };
  };
  if (quote.redeem !== null) grant(quote.redeem.wallet, quote.redeem.points);
  for (const { wallet, cost } of quote.rewards) grant(wallet, cost);
  return {
    id: memberId,
    tier: quote.tier?.id ?? null,
    spend: 0,
    purchases: 0,
    segments: [],
    clubs: [],
    choices: choicesOf(quote),
    stamps: Object.fromEntries(quote.stamps.map(({ card, used }) => [card, used])),
    wallets,
    used: {},
  };
}
