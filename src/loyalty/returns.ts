import type { Quote, QuoteLine } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { allocate } from '../shared/allocate.ts';
import { assert } from '../shared/assert.ts';
import { fromThousandths, THOUSANDTHS, toThousandths } from '../shared/quantity.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { multiplyDivide } from '../shared/rounding.ts';

// What a return gives back: exactly the share of what the quote stored for each line. Shares are cumulative, floor of
// the whole times what has been returned so far, less what was given back before; so returns of a line sum to the whole
// line in any split and any order, and no share is ever below zero.

/** Quantities of lines by line id, in units. */
export type LineQuantity = { readonly id: string; readonly quantity: number };

/** A purchase as it was confirmed. */
export type Purchase = { readonly receipt: Receipt; readonly quote: Quote };

/** The part of one line that comes back; amounts in minor units, points in 10^-scale points. */
export type ReturnedLine = {
  readonly id: string;
  readonly quantity: number;
  /** What is left of the line after this return, in units. */
  readonly remaining: number;
  readonly gross: number;
  readonly discounts: readonly { readonly promotion: string; readonly amount: number }[];
  readonly paidWithPoints: number;
  /** Money to give back. */
  readonly net: number;
  /** Points that had paid for it, in the wallet of the redemption. */
  readonly points: number;
  /** Points it had earned, to be taken back. */
  readonly earned: Readonly<Record<string, number>>;
};

export type ReturnShare = {
  readonly lines: readonly ReturnedLine[];
  readonly totals: {
    readonly gross: number;
    readonly discount: number;
    readonly paidWithPoints: number;
    readonly net: number;
    readonly earned: Readonly<Record<string, number>>;
  };
  /** Points to put back by wallet: those that paid, and the cost of rewards. */
  readonly pointsBack: Readonly<Record<string, number>>;
  readonly rewards: readonly { readonly reward: string; readonly wallet: string; readonly cost: number }[];
  /** Stamps to take off a card, and stamps of a full card to put back. */
  readonly stamps: readonly { readonly card: string; readonly earned: number; readonly used: number }[];
  /** Paid days of clubs to take back. */
  readonly clubs: readonly { readonly club: string; readonly days: number }[];
  /** Nothing of the purchase is left: its uses, coupons, tier progress and visit are undone too. */
  readonly whole: boolean;
};

/**
 * Why a return is refused. `other-policy`: earlier parts of the purchase came back by the other policy; `no-requote`:
 * what stays cannot be quoted as the purchase was.
 */
export type ReturnRefusal = {
  readonly code:
    | 'nothing-to-return'
    | 'unknown-line'
    | 'line-twice'
    | 'bad-quantity'
    | 'part-of-unit'
    | 'other-policy'
    | 'no-requote'
    | 'more-than-bought';
  readonly line: string | null;
  /** What can still be returned of the line, in units. */
  readonly returnable: number;
};

export const refuse = (
  code: ReturnRefusal['code'],
  line: string | null,
  returnable = 0,
): Result<never, ReturnRefusal> => err({ code, line, returnable });

/** How much of one line has come back before and comes back now, in thousandths. */
type Progress = { readonly all: number; readonly before: number; readonly after: number };

/** The share of a whole that comes back now. */
const shareOf = (whole: number, { all, before, after }: Progress): number =>
  multiplyDivide(whole, after, all, 'floor') - multiplyDivide(whole, before, all, 'floor');

function sumByLine(quantities: readonly LineQuantity[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { id, quantity } of quantities) sums.set(id, (sums.get(id) ?? 0) + toThousandths(quantity));
  return sums;
}

function checkLine(
  receipt: Receipt,
  { id, quantity }: LineQuantity,
  before: ReadonlyMap<string, number>,
): Result<Progress, ReturnRefusal> {
  const bought = receipt.lines.find((line) => line.id === id);
  if (bought === undefined) return refuse('unknown-line', id);
  const all = toThousandths(bought.quantity);
  const returned = before.get(id) ?? 0;
  const returnable = fromThousandths(all - returned);
  const wanted = toThousandths(quantity);
  if (!(quantity > 0) || fromThousandths(wanted) !== quantity) return refuse('bad-quantity', id, returnable);
  if (returned + wanted > all) return refuse('more-than-bought', id, returnable);
  // Goods bought by the piece come back by the piece; whatever is left may always come back as a whole.
  const byPiece = all % THOUSANDTHS === 0;
  if (byPiece && wanted % THOUSANDTHS !== 0 && returned + wanted < all)
    return refuse('part-of-unit', id, returnable);
  return ok({ all, before: returned, after: returned + wanted });
}

/** Points that paid for each line, in order; the parts sum to the points redeemed. */
const pointsByLine = (quote: Quote): number[] =>
  allocate(
    quote.redeem?.points ?? 0,
    quote.lines.map((line) => line.paidWithPoints),
  );

function returnLine(line: QuoteLine, points: number, progress: Progress): ReturnedLine {
  const discounts = line.discounts
    .map(({ promotion, amount }) => ({ promotion, amount: shareOf(amount, progress) }))
    .filter(({ amount }) => amount > 0);
  const paidWithPoints = shareOf(line.paidWithPoints, progress);
  const net = shareOf(line.net, progress);
  const discount = discounts.reduce((sum, { amount }) => sum + amount, 0);
  const earned: Record<string, number> = {};
  for (const [wallet, whole] of Object.entries(line.earned)) earned[wallet] = shareOf(whole, progress);
  return {
    id: line.id,
    quantity: fromThousandths(progress.after - progress.before),
    remaining: fromThousandths(progress.all - progress.after),
    // The parts are shares of their own, so their sum is the gross that goes with them.
    gross: net + paidWithPoints + discount,
    discounts,
    paidWithPoints,
    net,
    points: shareOf(points, progress),
    earned,
  };
}

/**
 * What a cost bought, by line: the discount; of a gift that lowered no price the units on the receipt. All zero when it
 * bought nothing that stands here.
 */
function boughtByLine({ receipt, quote }: Purchase, source: string): number[] {
  const discounts = quote.lines.map(
    (line) => line.discounts.find(({ promotion }) => promotion === source)?.amount ?? 0,
  );
  if (discounts.some((amount) => amount > 0)) return discounts;
  const skus = new Set(quote.gifts.filter(({ promotion }) => promotion === source).map(({ sku }) => sku));
  return receipt.lines.map(({ sku, quantity }) => (skus.has(sku) ? toThousandths(quantity) : 0));
}

/** How much of a cost comes back: with the lines that it bought, or with the last of all where it bought none of them. */
function costShare(
  purchase: Purchase,
  progress: ReadonlyMap<string, Progress>,
  isWhole: boolean,
  { source, cost }: { readonly source: string; readonly cost: number },
): number {
  const bought = boughtByLine(purchase, source);
  if (bought.every((amount) => amount === 0)) return isWhole ? cost : 0;
  const parts = allocate(cost, bought);
  return purchase.quote.lines.reduce((sum, line, i) => {
    const moved = progress.get(line.id);
    return moved === undefined ? sum : sum + shareOf(parts[i] ?? 0, moved);
  }, 0);
}

/**
 * Stamps earned come back with the lines that earned them. A quote written before it said which did has only the shelf
 * amounts to go by.
 */
function earnedStamps(
  quote: Quote,
  progress: ReadonlyMap<string, Progress>,
  { earned, lines }: Quote['stamps'][number],
): number {
  const gross = quote.lines.map((line) => line.gross);
  const parts =
    lines ?? allocate(earned, gross).map((part, i) => ({ id: quote.lines[i]?.id ?? '', earned: part }));
  return parts.reduce((sum, part) => {
    const moved = progress.get(part.id);
    return moved === undefined ? sum : sum + shareOf(part.earned, moved);
  }, 0);
}

/** Days of a paid club go back with the lines that bought them. */
const clubDays = (progress: ReadonlyMap<string, Progress>, { lines = [] }: Quote['clubs'][number]): number =>
  lines.reduce((sum, { id, days }) => {
    const moved = progress.get(id);
    return moved === undefined ? sum : sum + shareOf(days, moved);
  }, 0);

function sumOf(lines: readonly ReturnedLine[], wallets: readonly string[]): ReturnShare['totals'] {
  const total = (read: (line: ReturnedLine) => number): number =>
    lines.reduce((sum, line) => sum + read(line), 0);
  const totals = {
    gross: total((line) => line.gross),
    paidWithPoints: total((line) => line.paidWithPoints),
    net: total((line) => line.net),
    earned: Object.fromEntries(wallets.map((wallet) => [wallet, total((line) => line.earned[wallet] ?? 0)])),
  };
  return { ...totals, discount: totals.gross - totals.paidWithPoints - totals.net };
}

function pointsBackOf(
  quote: Quote,
  lines: readonly ReturnedLine[],
  rewards: ReturnShare['rewards'],
): Record<string, number> {
  const back: Record<string, number> = {};
  const add = (wallet: string, points: number): void => {
    if (points > 0) back[wallet] = (back[wallet] ?? 0) + points;
  };
  if (quote.redeem !== null)
    add(
      quote.redeem.wallet,
      lines.reduce((sum, line) => sum + line.points, 0),
    );
  for (const reward of rewards) add(reward.wallet, reward.cost);
  return back;
}

/**
 * The exact share of a purchase that a return gives back. `before`: all quantities returned earlier, in any number of
 * returns; `now`: what comes back, each line once.
 */
export function shareOfReturn(
  purchase: Purchase,
  before: readonly LineQuantity[],
  now: readonly LineQuantity[],
): Result<ReturnShare, ReturnRefusal> {
  if (now.length === 0) return refuse('nothing-to-return', null);
  const { receipt, quote } = purchase;
  const returned = sumByLine(before);
  const progress = new Map<string, Progress>();
  for (const wanted of now) {
    if (progress.has(wanted.id)) return refuse('line-twice', wanted.id);
    const checked = checkLine(receipt, wanted, returned);
    if (!checked.ok) return checked;
    progress.set(wanted.id, checked.value);
  }
  const paid = pointsByLine(quote);
  const lines = quote.lines.flatMap((line, i) => {
    const moved = progress.get(line.id);
    return moved === undefined ? [] : [returnLine(line, paid[i] ?? 0, moved)];
  });
  assert(lines.length === now.length, 'the quote does not have the lines of its receipt');
  const whole = receipt.lines.every((line) => {
    const after = progress.get(line.id)?.after ?? returned.get(line.id) ?? 0;
    return after === toThousandths(line.quantity);
  });
  const rewards = quote.rewards.map(({ reward, wallet, cost }) => ({
    reward,
    wallet,
    cost: costShare(purchase, progress, whole, { source: reward, cost }),
  }));
  const stamps = quote.stamps.map((stamp) => ({
    card: stamp.card,
    earned: earnedStamps(quote, progress, stamp),
    used: costShare(purchase, progress, whole, { source: stamp.card, cost: stamp.used }),
  }));
  return ok({
    lines,
    totals: sumOf(lines, Object.keys(quote.totals.earned)),
    pointsBack: pointsBackOf(quote, lines, rewards),
    rewards: rewards.filter(({ cost }) => cost > 0),
    stamps: stamps.filter(({ earned, used }) => earned > 0 || used > 0),
    clubs: quote.clubs
      .map((club) => ({ club: club.club, days: clubDays(progress, club) }))
      .filter(({ days }) => days > 0),
    whole,
  });
}
