import type { Reward, StampCard } from '../../../src/contracts/program.ts';
import { type Asked, personOf } from './asked.ts';
import { discount, isDiscount } from './discounts.ts';
import { type Gift, type NaiveLine, refused, type Verdict } from './model.ts';

// Full stamp cards and chosen rewards: one effect each, at the receipt stage, after all promotions.

/** What a card or a reward did; `given`: units it took, by line. */
export type ExtraOutcome = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly amount: number;
  readonly given: readonly number[];
};
export type RewardOutcome = ExtraOutcome & { readonly wallet: string; readonly cost: number };

/** Points of a wallet that may be spent here when rewards have cost so much already. */
export function spendable({ payer, context }: Asked, wallet: string, spent: number): number {
  if (payer === null) return 0;
  const own =
    context.allowance === null ? (payer.wallets[wallet]?.spendable ?? 0) : (context.allowance[wallet] ?? 0);
  return Math.max(0, own - spent);
}

export const costOf = (rewards: readonly RewardOutcome[], wallet: string): number =>
  rewards
    .filter((one) => one.verdict.applied && one.wallet === wallet)
    .reduce((sum, { cost }) => sum + cost, 0);

function give(lines: readonly NaiveLine[], id: string, then: Reward['then']): ExtraOutcome {
  const none = { id, amount: 0, given: [] };
  if (!isDiscount(then)) return { ...none, verdict: refused('nothing-left') };
  const before = lines.map(({ left, used }) => ({ left, used }));
  const verdict = discount(lines, then, { id, exclusive: false }, true, Number.MAX_SAFE_INTEGER);
  return {
    id,
    verdict,
    amount: lines.reduce((sum, line, i) => sum + (before[i]?.left ?? 0) - line.left, 0),
    given: lines.map((line, i) => line.used - (before[i]?.used ?? 0)),
  };
}

const isEmpty = (of: object): boolean => Object.keys(of).length === 0;

/** Cards that were full before the receipt give what they promise, on their own goods where they name none. */
export function giveForCards(asked: Asked, lines: readonly NaiveLine[]): ExtraOutcome[] {
  const full = ({ id, target }: StampCard): boolean => (personOf(asked)?.stamps[id] ?? 0) >= target;
  return asked.program.stampCards
    .filter(full)
    .map(({ id, of, then }) => give(lines, id, 'of' in then && isEmpty(then.of) ? { ...then, of } : then));
}

/** Chosen rewards one after the other, while points last. */
export function takeRewards(asked: Asked, lines: readonly NaiveLine[]): RewardOutcome[] {
  const done: RewardOutcome[] = [];
  for (const id of asked.receipt.rewards) {
    const none = { id, amount: 0, given: [], wallet: '', cost: 0 };
    const reward = asked.program.rewards.find((one) => one.id === id);
    if (reward === undefined) done.push({ ...none, verdict: refused('unknown') });
    else if (personOf(asked) === null) done.push({ ...none, verdict: refused('not-a-member') });
    else {
      const { wallet, cost, then } = reward;
      const isPaid = spendable(asked, wallet, costOf(done, wallet)) >= cost;
      done.push(
        isPaid ? { ...give(lines, id, then), wallet, cost } : { ...none, verdict: refused('points') },
      );
    }
  }
  return done;
}

export const giftsOf = (extras: readonly ExtraOutcome[]): Gift[] =>
  extras.flatMap(({ verdict }) => verdict.gift ?? []);
