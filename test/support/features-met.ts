import type { Promotion } from '../../src/contracts/promotion.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import type { Asked } from './naive-engine/asked.ts';

// Which parts of a program random draws really use: a property that never meets a feature proves nothing about it.

/** What a promotion asks, by the names of its fields. */
const asks = ({ when, limit }: Promotion): string[] =>
  Object.entries({ ...when, ...limit }).flatMap(([name, value]) =>
    value == null || value === 'anyone' ? [] : [name],
  );

/** Features this quote meets: conditions that held, effects that worked, reasons told, and what came of the rest. */
export function featuresOf({ program, receipt }: Asked, quote: Quote): string[] {
  const applied = program.promotions.filter(({ id }) =>
    quote.applied.some(({ promotion }) => promotion === id),
  );
  const isOf = (entries: readonly { readonly id: string }[], promotion: string): boolean =>
    entries.some(({ id }) => id === promotion);
  const are = (name: string, is: boolean | undefined): string[] => (is === true ? [name] : []);
  return [
    ...applied.flatMap(asks).map((name) => `holds ${name}`),
    ...applied.flatMap(({ then }) => then.map(({ type }) => `does ${type}`)),
    ...quote.rejected.map(({ promotion, reason }) =>
      isOf(program.promotions, promotion) ? `says ${reason}` : `refuses a reward: ${reason}`,
    ),
    ...quote.applied.flatMap(({ promotion }) => are('card used', isOf(program.stampCards, promotion))),
    ...quote.stamps.flatMap(({ earned }) => are('stamps earned', earned > 0)),
    ...are('reward taken', quote.rewards.length > 0),
    ...are(
      'reward taken twice',
      new Set(quote.rewards.map(({ reward }) => reward)).size < quote.rewards.length,
    ),
    ...are(
      'gift missing',
      quote.gifts.some(({ missing }) => missing > 0),
    ),
    ...are('tier reached', quote.tier?.reached != null),
    ...are('tier ahead', quote.tier?.next != null),
    ...are('text filled', quote.messages.length > 0),
    ...are('paid with points', (quote.redeem?.points ?? 0) > 0),
    ...are('club bought', quote.clubs.length > 0),
    ...(quote.givenCoupons ?? []).map(({ state }) => `code ${state}`),
    ...quote.earnings.map(({ source }) => `points of a ${source}`),
    ...are(
      'line over a million',
      receipt.lines.some(({ price, quantity }) => price * quantity > 100_000_000),
    ),
    ...are(
      'price at the limit',
      receipt.lines.some(({ price }) => price === 10_000_000_000),
    ),
    ...are(
      '10,000 units',
      receipt.lines.some(({ quantity }) => quantity === 10_000),
    ),
    ...are(
      'one gram',
      receipt.lines.some(({ quantity }) => quantity === 0.001),
    ),
  ];
}

/** Counts features over a whole property. */
export function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (features: readonly string[]): void => {
      for (const name of new Set(features)) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    /** Those of the wanted features that never occurred. */
    missing: (wanted: readonly string[]): string[] => wanted.filter((name) => !counts.has(name)),
    /** Every feature that occurred, seldom ones first. */
    counts: (): (readonly [string, number])[] => [...counts].sort(([, a], [, b]) => a - b),
  };
}
