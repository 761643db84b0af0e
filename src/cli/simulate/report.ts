import type { Program } from '../../contracts/program.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import { ownNames } from '../../loyalty/explain/words.ts';
import { WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { pointsToMinor } from '../../shared/points.ts';
import { divide, multiplyDivide } from '../../shared/rounding.ts';
import { addCounts, addExactly, type Counts, countsObject } from './counts.ts';
import type { SourceTally, Tally } from './tally.ts';

// The tally of a simulation as a document. All numbers are integers: minor units, points in 10^-scale points of their
// wallet, shares in basis points; averages and shares are rounded half up.

type SourceKind = 'promotion' | 'reward' | 'stampCard' | 'tier' | 'rounding';

export type SourceReport = {
  readonly id: string;
  /** Null: the program gives it none. */
  readonly name: LocalText | null;
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

/** Who gets how much of all discounts and points, points at the value of their wallet: `top` are the tenth that gets most. */
export type Spread = {
  readonly count: number;
  readonly withGain: number;
  readonly withGainBasisPoints: number | null;
  readonly averageGainMinor: number | null;
  readonly top: {
    readonly count: number;
    readonly gainMinor: number;
    readonly basisPoints: number | null;
  };
};

/** Members by the tier they bought with; `tier` null: none. */
export type TierSpread = Spread & { readonly tier: string | null; readonly name: LocalText | null };

export type WalletReport = {
  readonly wallet: string;
  readonly name: LocalText;
  /** Points are told in 10^-scale points. */
  readonly scale: number;
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
  readonly gains: {
    readonly receipts: Spread;
    readonly guests: Spread;
    readonly members: Spread;
    readonly tiers: readonly TierSpread[];
  };
  readonly sources: readonly SourceReport[];
};

const average = (sum: number, of: number): number | null => (of === 0 ? null : divide(sum, of, 'half-up'));
const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : multiplyDivide(part, WHOLE_BASIS_POINTS, whole, 'half-up');

/** `amounts`: how many had each gain. */
function spreadOf(amounts: ReadonlyMap<number, number>): Spread {
  let count = 0;
  let withGain = 0;
  let sum = 0;
  for (const [amount, times] of amounts) {
    count += times;
    if (amount > 0) withGain += times;
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
    withGain,
    withGainBasisPoints: shareOf(withGain, count),
    averageGainMinor: average(sum, count),
    top: { count: topCount, gainMinor: topSum, basisPoints: shareOf(topSum, sum) },
  };
}

function histogram(amounts: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const amount of amounts) counts.set(amount, (counts.get(amount) ?? 0) + 1);
  return counts;
}

type Source = Pick<SourceReport, 'id' | 'kind' | 'name'>;

const unused: SourceTally = { uses: 0, costMinor: 0, points: new Map(), grossMinor: 0, rejected: new Map() };

/** Every source of the program in its order, the unused ones too: those are what a manager looks for. */
function sourcesOf(program: Program, tally: Tally): Source[] {
  const named =
    (kind: SourceKind) =>
    ({ id, name }: { readonly id: string; readonly name?: LocalText | null | undefined }): Source => ({
      id,
      kind,
      name: name ?? null,
    });
  const own = [
    ...program.promotions.map(named('promotion')),
    ...program.rewards.map(named('reward')),
    ...program.stampCards.map(named('stampCard')),
  ];
  const known = new Set(own.map(({ id }) => id));
  const beside = (['tier', 'rounding'] as const).filter((id) => tally.sources.has(id) && !known.has(id));
  return [...own, ...beside.map((id): Source => ({ id, kind: id, name: ownNames[id] ?? null }))];
}

/** What points of several wallets pay for, each rounded down to a minor unit. */
function pointsWorth(program: Program, points: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const { id, value, scale } of program.wallets) {
    sum = addExactly(sum, pointsToMinor(points.get(id) ?? 0, value, scale));
  }
  return sum;
}

function sourceReport(program: Program, tally: Tally, { id, kind, name }: Source): SourceReport {
  const source = tally.sources.get(id) ?? unused;
  return {
    id,
    name,
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

const walletReport = ({ id, name, value, scale }: Program['wallets'][number], tally: Tally): WalletReport => {
  const given = tally.given.get(id) ?? 0;
  const redeemed = tally.redeemed.get(id) ?? 0;
  return {
    wallet: id,
    name,
    scale,
    given,
    givenValueMinor: pointsToMinor(given, value, scale),
    redeemed,
    redeemedValueMinor: pointsToMinor(redeemed, value, scale),
    givenByTier: tally.tierPoints.get(id) ?? 0,
    givenByChoices: tally.choicePoints.get(id) ?? 0,
  };
};

function allMembers({ gainByTierMinor }: Tally): Counts {
  const all: Counts = new Map();
  for (const members of gainByTierMinor.values()) addCounts(all, members);
  return all;
}

/** The tiers that bought anything, in the order of the program, those it does not have and "none" behind them. */
function tierSpreads({ tiers }: Program, { gainByTierMinor }: Tally): TierSpread[] {
  const known = tiers.map(({ id }) => id);
  const others = [...gainByTierMinor.keys()].filter((id) => !known.includes(id)).sort();
  return [...known, ...others.filter((id) => id !== ''), ''].flatMap((id): TierSpread[] => {
    const members = gainByTierMinor.get(id);
    if (members === undefined) return [];
    const name = tiers.find((tier) => tier.id === id)?.name ?? null;
    return [{ tier: id === '' ? null : id, name, ...spreadOf(histogram(members.values())) }];
  });
}

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
      receipts: spreadOf(tally.receiptsByGainMinor),
      guests: spreadOf(tally.guestsByGainMinor),
      members: spreadOf(histogram(allMembers(tally).values())),
      tiers: tierSpreads(program, tally),
    },
    sources: sourcesOf(program, tally).map((source) => sourceReport(program, tally, source)),
  };
}
