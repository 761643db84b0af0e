import type { Quote } from '../../contracts/quote.ts';

type PointsByWallet = Readonly<Record<string, number>>;

/** Points a confirmed quote takes from the member, by wallet: payment and the cost of chosen rewards. */
export function spentPoints(quote: Pick<Quote, 'redeem' | 'rewards'>): PointsByWallet {
  const spent: Record<string, number> = {};
  const add = (wallet: string, points: number): void => {
    if (points !== 0) spent[wallet] = (spent[wallet] ?? 0) + points;
  };
  if (quote.redeem !== null) add(quote.redeem.wallet, quote.redeem.points);
  for (const reward of quote.rewards) add(reward.wallet, reward.cost);
  return spent;
}

/** Points a confirmed quote gives the member, by wallet. */
export function earnedPoints(quote: Pick<Quote, 'totals'>): PointsByWallet {
  return Object.fromEntries(Object.entries(quote.totals.earned).filter(([, points]) => points !== 0));
}
