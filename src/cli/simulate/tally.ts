import type { Member } from '../../contracts/member.ts';
import type { Program } from '../../contracts/program.ts';
import type { Quote } from '../../contracts/quote.ts';
import { pointsToMinor } from '../../shared/points.ts';
import { addCounts, addExactly, type Counts, count } from './counts.ts';

// What a simulation adds up over receipts. Every field is a sum or a count by key, so tallies of parts of a file merge
// into the tally of the whole, in any order. Amounts in minor units, points in 10^-scale points of their wallet.

/** What one source of discounts or points did: a promotion, a reward, a stamp card, `tier` or `rounding`. */
export type SourceTally = {
  uses: number;
  costMinor: number;
  points: Counts;
  /** Gross of the receipts in which it applied. */
  grossMinor: number;
  /** Receipts in which it was listed as rejected, by reason. */
  rejected: Counts;
};

export type Tally = {
  receipts: number;
  memberReceipts: number;
  grossMinor: number;
  discountMinor: number;
  paidWithPointsMinor: number;
  netMinor: number;
  given: Counts;
  redeemed: Counts;
  /** How many receipts brought each gain: discounts and what the points given are worth. */
  receiptsByGainMinor: Map<number, number>;
  /** Those of guests among them. */
  guestsByGainMinor: Map<number, number>;
  /** Gains of each member seen, 0 included, by the tier the receipt was bought with; `''`: none. */
  gainByTierMinor: Map<string, Counts>;
  sources: Map<string, SourceTally>;
  /** Points that the tier and choices gave, by wallet. */
  tierPoints: Counts;
  choicePoints: Counts;
};

export const createTally = (): Tally => ({
  receipts: 0,
  memberReceipts: 0,
  grossMinor: 0,
  discountMinor: 0,
  paidWithPointsMinor: 0,
  netMinor: 0,
  given: new Map(),
  redeemed: new Map(),
  receiptsByGainMinor: new Map(),
  guestsByGainMinor: new Map(),
  gainByTierMinor: new Map(),
  sources: new Map(),
  tierPoints: new Map(),
  choicePoints: new Map(),
});

const createSource = (): SourceTally => ({
  uses: 0,
  costMinor: 0,
  points: new Map(),
  grossMinor: 0,
  rejected: new Map(),
});

function sourceOf(tally: Tally, id: string): SourceTally {
  const known = tally.sources.get(id);
  if (known !== undefined) return known;
  const created = createSource();
  tally.sources.set(id, created);
  return created;
}

/** Discounts that no listed promotion, reward or card gave: the tier's and the rounding. */
function discountsBeside(quote: Quote): Counts {
  const beside: Counts = new Map();
  let listedMinor = 0;
  for (const { amount } of quote.applied) listedMinor += amount;
  if (listedMinor === quote.totals.discount) return beside;
  const listed = new Set(quote.applied.map(({ promotion }) => promotion));
  for (const line of quote.lines) {
    for (const { promotion, amount } of line.discounts) {
      if (!listed.has(promotion)) count(beside, promotion, amount);
    }
  }
  return beside;
}

function addSources(tally: Tally, quote: Quote): void {
  const { gross } = quote.totals;
  for (const { promotion, amount, points } of quote.applied) {
    const source = sourceOf(tally, promotion);
    source.uses += 1;
    source.costMinor = addExactly(source.costMinor, amount);
    source.grossMinor = addExactly(source.grossMinor, gross);
    for (const [wallet, given] of Object.entries(points)) count(source.points, wallet, given);
  }
  for (const [id, amount] of discountsBeside(quote)) {
    const source = sourceOf(tally, id);
    source.uses += 1;
    source.costMinor = addExactly(source.costMinor, amount);
    source.grossMinor = addExactly(source.grossMinor, gross);
  }
  for (const { promotion, reason } of quote.rejected) count(sourceOf(tally, promotion).rejected, reason, 1);
}

function addPoints(tally: Tally, quote: Quote): void {
  for (const [wallet, points] of Object.entries(quote.totals.earned)) {
    if (points > 0) count(tally.given, wallet, points);
  }
  for (const { source, wallet, points } of quote.earnings) {
    if (source === 'tier') count(tally.tierPoints, wallet, points);
    else if (source === 'choice') count(tally.choicePoints, wallet, points);
  }
  if (quote.redeem !== null && quote.redeem.points > 0) {
    count(tally.redeemed, quote.redeem.wallet, quote.redeem.points);
  }
  for (const { wallet, cost } of quote.rewards) count(tally.redeemed, wallet, cost);
}

/** What the customer has of a purchase: money off, and points at the value of their wallet, rounded down. */
function gainMinor({ wallets }: Program, { totals }: Quote): number {
  let gain = totals.discount;
  for (const { id, value, scale } of wallets) {
    const points = totals.earned[id] ?? 0;
    if (points > 0) gain = addExactly(gain, pointsToMinor(points, value, scale));
  }
  return gain;
}

function membersOf(tally: Tally, tier: string): Counts {
  const known = tally.gainByTierMinor.get(tier);
  if (known !== undefined) return known;
  const created: Counts = new Map();
  tally.gainByTierMinor.set(tier, created);
  return created;
}

function addGain(tally: Tally, gain: number, member: Pick<Member, 'id' | 'tier'> | null): void {
  count(tally.receiptsByGainMinor, gain, 1);
  if (member === null) count(tally.guestsByGainMinor, gain, 1);
  else count(membersOf(tally, member.tier ?? ''), member.id, gain);
}

/** Adds one receipt. `member`: null for a guest. */
export function addQuote(
  tally: Tally,
  program: Program,
  quote: Quote,
  member: Pick<Member, 'id' | 'tier'> | null,
): void {
  const { gross, discount, paidWithPoints, net } = quote.totals;
  tally.receipts += 1;
  tally.grossMinor = addExactly(tally.grossMinor, gross);
  tally.discountMinor = addExactly(tally.discountMinor, discount);
  tally.paidWithPointsMinor = addExactly(tally.paidWithPointsMinor, paidWithPoints);
  tally.netMinor = addExactly(tally.netMinor, net);
  if (member !== null) tally.memberReceipts += 1;
  addGain(tally, gainMinor(program, quote), member);
  addSources(tally, quote);
  addPoints(tally, quote);
}

/** Adds the tally of another part of the same file. */
export function mergeTally(into: Tally, from: Tally): void {
  into.receipts += from.receipts;
  into.memberReceipts += from.memberReceipts;
  into.grossMinor = addExactly(into.grossMinor, from.grossMinor);
  into.discountMinor = addExactly(into.discountMinor, from.discountMinor);
  into.paidWithPointsMinor = addExactly(into.paidWithPointsMinor, from.paidWithPointsMinor);
  into.netMinor = addExactly(into.netMinor, from.netMinor);
  addCounts(into.given, from.given);
  addCounts(into.redeemed, from.redeemed);
  addCounts(into.receiptsByGainMinor, from.receiptsByGainMinor);
  addCounts(into.guestsByGainMinor, from.guestsByGainMinor);
  for (const [tier, more] of from.gainByTierMinor) addCounts(membersOf(into, tier), more);
  addCounts(into.tierPoints, from.tierPoints);
  addCounts(into.choicePoints, from.choicePoints);
  for (const [id, more] of from.sources) {
    const source = sourceOf(into, id);
    source.uses += more.uses;
    source.costMinor = addExactly(source.costMinor, more.costMinor);
    source.grossMinor = addExactly(source.grossMinor, more.grossMinor);
    addCounts(source.points, more.points);
    addCounts(source.rejected, more.rejected);
  }
}
