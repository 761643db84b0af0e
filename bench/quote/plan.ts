import type { Program } from '../../src/contracts/program.ts';
import type { Workload } from './engine.ts';

// The program of the workload as a programmer would hold it who knows that nothing else can occur: numbers by category,
// in the order in which promotions take their turn (priority, then id). The hand-written engines and the rule engines'
// adapters work from it, so that none of them pays for reading JSON.

export type PlannedPromotion = {
  readonly id: string;
  readonly kind: 'buyGet' | 'percent' | 'fixed' | 'threshold' | 'multiplier' | 'points';
  /** Number of its category; -1: the whole receipt. */
  readonly category: number;
  /** Basis points, minor units a unit, minor units a receipt, or hundredths of a multiplier. */
  readonly value: number;
  /** Lowest gross of a threshold, minor units. */
  readonly minAmount: number;
  /** The tier it is for; null: any. */
  readonly tier: string | null;
};

export type Plan = {
  readonly categories: ReadonlyMap<string, number>;
  readonly promotions: readonly PlannedPromotion[];
  readonly tier: string;
  readonly tierBasisPoints: number;
};

const turn = (a: Program['promotions'][number], b: Program['promotions'][number]): number =>
  b.priority - a.priority || (a.id < b.id ? -1 : 1);

function planOne(
  promotion: Program['promotions'][number],
  numberOf: (name: string) => number,
): PlannedPromotion {
  const { id, when } = promotion;
  const [effect] = promotion.then;
  const base = { id, minAmount: 0, tier: when.tiers?.[0] ?? null };
  const categoryOf = (of: { category?: string[] | undefined }): number =>
    of.category?.[0] === undefined ? -1 : numberOf(of.category[0]);
  switch (effect?.type) {
    case 'buyGet':
      return { ...base, kind: 'buyGet', category: categoryOf(effect.buy.of), value: 10_000 };
    case 'percentOff':
      return { ...base, kind: 'percent', category: categoryOf(effect.of), value: effect.percent * 100 };
    case 'amountOff': {
      const category = categoryOf(effect.of);
      if (effect.per === 'unit') return { ...base, kind: 'fixed', category, value: effect.amount };
      const basket = Array.isArray(when.basket) ? when.basket[0] : when.basket;
      return {
        ...base,
        kind: 'threshold',
        category,
        value: effect.amount,
        minAmount: basket?.minAmount ?? 0,
      };
    }
    case 'points': {
      const category = categoryOf(effect.of);
      return effect.multiply == null
        ? { ...base, kind: 'points', category, value: (effect.percent ?? 0) * 100 }
        : { ...base, kind: 'multiplier', category, value: effect.multiply * 100 };
    }
    default:
      throw new Error(`The workload has no ${effect?.type}.`);
  }
}

export function planOf({ program, member }: Workload): Plan {
  const categories = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = categories.get(name) ?? categories.size;
    categories.set(name, known);
    return known;
  };
  const tier = member.tier ?? '';
  return {
    promotions: [...program.promotions].sort(turn).map((promotion) => planOne(promotion, numberOf)),
    categories,
    tier,
    tierBasisPoints: (program.tiers.find(({ id }) => id === tier)?.earnPercent ?? 0) * 100,
  };
}
