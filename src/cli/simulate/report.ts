import type { Program } from '../../contracts/program.ts';
import { WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { pointsToMinor } from '../../shared/points.ts';
import { divide, multiplyDivide } from '../../shared/rounding.ts';
import { addExactly, countsObject } from './counts.ts';
import type { SourceTally, Tally } from './tally.ts';

// The tally of a simulation as a document. All numbers are integers: minor units, points in 10^-scale points of their
// wallet, shares in basis points; averages and shares are rounded half up.

type SourceKind = 'promotion' | 'reward' | 'stampCard' | 'tier' | 'rounding';

export type SourceReport = {
  readonly id: string;
  readonly kind: SourceKind;
  readonly uses: number;
  readonly costMinor: number;
  readonly points: Record<string, number>;
  readonly pointsValueMinor: number;
  /** Average gross of receipts with it, and of those without; null when there are none. */
  readonly basketWithMinor: number | null;
  readonly basketWithoutMinor: number | null;
  readonly rejected: Record<string, number>;
};

/** Who gets how much of all discounts: `top` are the tenth that gets most. */
export type Spread = {
  readonly count: number;
  readonly withDiscount: number;
  readonly withDiscountBasisPoints: number | null;
  readonly averageDiscountMinor: number | null;
  readonly top: {
    readonly count: number;
    readonly discountMinor: number;
    readonly basisPoints: number | null;
  };
};

export type WalletReport = {
  readonly wallet: string;
  readonly given: number;
  readonly givenValueMinor: number;
  readonly redeemed: number;
  readonly redeemedValueMinor: number;
  readonly givenByTier: number;
  readonly givenByChoices: number;
};

export type ProgramReport = {
  readonly program: string;
  readonly currency: string;
  readonly receipts: number;
  readonly memberReceipts: number;
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly discountBasisPoints: number | null;
  readonly paidWithPointsMinor: number;
  readonly netMinor: number;
  readonly wallets: readonly WalletReport[];
  readonly gains: { readonly receipts: Spread; readonly members: Spread };
  readonly sources: readonly SourceReport[];
};

const average = (sum: number, of: number): number | null => (of === 0 ? null : divide(sum, of, 'half-up'));
const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : multiplyDivide(part, WHOLE_BASIS_POINTS, whole, 'half-up');

/** `amounts`: how many had each sum of discounts. */
function spreadOf(amounts: ReadonlyMap<number, number>): Spread {
  let count = 0;
  let withDiscount = 0;
  let sum = 0;
  for (const [amount, times] of amounts) {
    count += times;
    if (amount > 0) withDiscount += times;
    sum = addExactly(sum, amount * times);
  }
  const topCount = Math.ceil(count / 10);
  let left = topCount;
  let topSum = 0;
  for (const [amount, times] of [...amounts].sort(([a], [b]) => b - a)) {
    const taken = Math.min(left, times);
    topSum += amount * taken;
    left -= taken;
  }
  return {
    count,
    withDiscount,
    withDiscountBasisPoints: shareOf(withDiscount, count),
    averageDiscountMinor: average(sum, count),
    top: { count: topCount, discountMinor: topSum, basisPoints: shareOf(topSum, sum) },
  };
}

function histogram(amounts: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const amount of amounts) counts.set(amount, (counts.get(amount) ?? 0) + 1);
  return counts;
}

const unused: SourceTally = { uses: 0, costMinor: 0, points: new Map(), grossMinor: 0, rejected: new Map() };

/** Every source of the program in its order, the unused ones too: those are what a manager looks for. */
function sourcesOf(program: Program, tally: Tally): [string, SourceKind][] {
  const own: [string, SourceKind][] = [
    ...program.promotions.map(({ id }): [string, SourceKind] => [id, 'promotion']),
    ...program.rewards.map(({ id }): [string, SourceKind] => [id, 'reward']),
    ...program.stampCards.map(({ id }): [string, SourceKind] => [id, 'stampCard']),
  ];
  const known = new Set(own.map(([id]) => id));
  const beside = (['tier', 'rounding'] as const).filter((id) => tally.sources.has(id) && !known.has(id));
  return [...own, ...beside.map((id): [string, SourceKind] => [id, id])];
}

/** What points of several wallets pay for, each rounded down to a minor unit. */
function pointsWorth(program: Program, points: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const { id, value, scale } of program.wallets) {
    sum = addExactly(sum, pointsToMinor(points.get(id) ?? 0, value, scale));
  }
  return sum;
}

function sourceReport(program: Program, tally: Tally, id: string, kind: SourceKind): SourceReport {
  const source = tally.sources.get(id) ?? unused;
  return {
    id,
    kind,
    uses: source.uses,
    costMinor: source.costMinor,
    points: countsObject(source.points),
    pointsValueMinor: pointsWorth(program, source.points),
    basketWithMinor: average(source.grossMinor, source.uses),
    basketWithoutMinor: average(tally.grossMinor - source.grossMinor, tally.receipts - source.uses),
    rejected: countsObject(source.rejected),
  };
}

const walletReport = ({ id, value, scale }: Program['wallets'][number], tally: Tally): WalletReport => {
  const given = tally.given.get(id) ?? 0;
  const redeemed = tally.redeemed.get(id) ?? 0;
  return {
    wallet: id,
    given,
    givenValueMinor: pointsToMinor(given, value, scale),
    redeemed,
    redeemedValueMinor: pointsToMinor(redeemed, value, scale),
    givenByTier: tally.tierPoints.get(id) ?? 0,
    givenByChoices: tally.choicePoints.get(id) ?? 0,
  };
};

export function reportOf(program: Program, tally: Tally): ProgramReport {
  return {
    program: program.id,
    currency: program.currency,
    receipts: tally.receipts,
    memberReceipts: tally.memberReceipts,
    grossMinor: tally.grossMinor,
    discountMinor: tally.discountMinor,
    discountBasisPoints: shareOf(tally.discountMinor, tally.grossMinor),
    paidWithPointsMinor: tally.paidWithPointsMinor,
    netMinor: tally.netMinor,
    wallets: program.wallets.map((wallet) => walletReport(wallet, tally)),
    gains: {
      receipts: spreadOf(tally.receiptsByDiscountMinor),
      members: spreadOf(histogram(tally.savedByMemberMinor.values())),
    },
    sources: sourcesOf(program, tally).map(([id, kind]) => sourceReport(program, tally, id, kind)),
  };
}
