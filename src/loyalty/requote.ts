import type { Program } from '../contracts/program.ts';
import type { Quote } from '../contracts/quote.ts';
import type { ReceiptLine } from '../contracts/receipt.ts';
import type { RequotedReturn } from '../contracts/requoted-return.ts';
import { allocate } from '../shared/allocate.ts';
import { fromThousandths, toThousandths } from '../shared/quantity.ts';
import { ok, type Result } from '../shared/result.ts';
import { multiplyDivide } from '../shared/rounding.ts';
import { compileProgram } from './program/compile.ts';
import { quote as quoteReceipt } from './quote.ts';
import { type BookedPurchase, restMember, restProgram } from './rest-program.ts';
import {
  type LineQuantity,
  type ReturnedLine,
  type ReturnRefusal,
  type ReturnShare,
  shareOfReturn,
} from './returns.ts';

// The other way to settle a return: what stays is quoted as if only it had been bought, and what was paid beyond that
// comes back. So goods that alone do not reach a threshold keep none of its discount.

/** What a return gives back this way; `lost`: promotions that what stays no longer has. */
export type Requote = ReturnShare & { readonly lost: readonly string[]; readonly rest: Quote | null };

/** What came back of the purchase before, all of it settled this way. */
export type RequoteHistory = {
  readonly lines: readonly LineQuantity[];
  readonly given: readonly RequotedReturn[];
};

type Points = Readonly<Record<string, number>>;

/** What stays of a line, or nothing. A line amount given by the caller shrinks with its quantity. */
function keptOf(line: ReceiptLine, returned: number): ReceiptLine[] {
  const all = toThousandths(line.quantity);
  const kept = all - returned;
  if (kept === 0) return [];
  const amount = line.amount == null ? line.amount : multiplyDivide(line.amount, kept, all, 'half-up');
  return [{ ...line, quantity: fromThousandths(kept), ...(amount == null ? {} : { amount }) }];
}

/** The lines that are left of a purchase after these quantities came back. */
export function linesLeft(lines: readonly ReceiptLine[], returned: readonly LineQuantity[]): ReceiptLine[] {
  const sums = new Map<string, number>();
  for (const { id, quantity } of returned) sums.set(id, (sums.get(id) ?? 0) + toThousandths(quantity));
  return lines.flatMap((line) => keptOf(line, sums.get(line.id) ?? 0));
}

/** Quotes these lines with rewards of the purchase. */
function quoteLines(
  program: Program,
  purchase: BookedPurchase,
  lines: ReceiptLine[],
  rewards: Quote['rewards'],
): Quote {
  const { receipt, quote } = purchase;
  const { redeem } = quote;
  const asked =
    redeem === null || redeem.points === 0 ? null : { wallet: redeem.wallet, points: redeem.points };
  return quoteReceipt(
    compileProgram(restProgram(program, quote), quote.pack),
    restMember(program, purchase),
    { ...receipt, lines, coupons: [], redeem: asked, rewards: rewards.map(({ reward }) => reward) },
    { offline: false, allowance: null, explain: 'touching', coupons: {}, promotionUses: {} },
  );
}

/** Rewards whose gift is not on the receipt at all. */
const absentGifts = ({ rewards, gifts }: Quote): Quote['rewards'] =>
  gifts
    .filter(({ quantity, missing }) => missing === quantity)
    .flatMap(({ promotion }) => rewards.find(({ reward }) => reward === promotion) ?? []);

/** Quotes what is left of a purchase after these quantities came back; null when nothing is. */
function quoteRest(
  program: Program,
  purchase: BookedPurchase,
  returned: readonly LineQuantity[],
): Quote | null {
  const lines = linesLeft(purchase.receipt.lines, returned);
  if (lines.length === 0) return null;
  const { rewards } = purchase.quote;
  const rest = quoteLines(program, purchase, lines, rewards);
  // A quote offers a gift that is not there yet; one that came back is not to be offered, nor paid for, again.
  const cameBack = rewardsGone(absentGifts(rest), absentGifts(purchase.quote));
  return cameBack.length === 0 ? rest : quoteLines(program, purchase, lines, rewardsGone(rewards, cameBack));
}

/** Points a quote takes by wallet: those that pay, and the cost of rewards. */
function spentIn(quote: Quote | null): Points {
  const spent: Record<string, number> = {};
  const add = (wallet: string, points: number): void => {
    spent[wallet] = (spent[wallet] ?? 0) + points;
  };
  if (quote?.redeem != null) add(quote.redeem.wallet, quote.redeem.points);
  for (const { wallet, cost } of quote?.rewards ?? []) add(wallet, cost);
  return spent;
}

/** Of each wallet what was there at first, less what was given before and what stays; never below zero. */
function moved(whole: Points, given: readonly Points[], stays: Points): Record<string, number> {
  return Object.fromEntries(
    Object.entries(whole).map(([wallet, points]) => {
      const before = given.reduce((sum, one) => sum + (one[wallet] ?? 0), 0);
      return [wallet, Math.max(0, points - before - (stays[wallet] ?? 0))];
    }),
  );
}

function stampsMoved(
  whole: Quote,
  given: readonly RequotedReturn[],
  rest: Quote | null,
): ReturnShare['stamps'][number][] {
  const read = (list: ReturnShare['stamps'], field: 'earned' | 'used'): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const stamp of list) sums[stamp.card] = (sums[stamp.card] ?? 0) + stamp[field];
    return sums;
  };
  const by = (field: 'earned' | 'used'): Record<string, number> =>
    moved(
      read(whole.stamps, field),
      given.map((one) => read(one.stamps, field)),
      read(rest?.stamps ?? [], field),
    );
  const [earned, used] = [by('earned'), by('used')];
  return whole.stamps
    .map(({ card }) => ({ card, earned: earned[card] ?? 0, used: used[card] ?? 0 }))
    .filter((stamp) => stamp.earned > 0 || stamp.used > 0);
}

/** The money that comes back, on the lines that come back: by their share, or by their shelf amounts where that is none. */
function onLines(lines: readonly ReturnedLine[], net: number): ReturnedLine[] {
  const shares = lines.map((line) => line.net);
  const weights = shares.some((share) => share > 0) ? shares : lines.map((line) => Math.max(1, line.gross));
  const parts = allocate(net, weights);
  return lines.map((line, i) => {
    const part = parts[i] ?? 0;
    return { ...line, net: part, gross: line.gross - line.net + part };
  });
}

/** The rewards that a purchase still has after these quantities came back. */
function rewardsAfter(
  program: Program,
  purchase: BookedPurchase,
  returned: readonly LineQuantity[],
): Quote['rewards'] {
  const { rewards } = purchase.quote;
  if (rewards.length === 0 || returned.length === 0) return rewards;
  return quoteRest(program, purchase, returned)?.rewards ?? [];
}

/** Rewards that are there no more; one that was chosen twice may stay once. */
function rewardsGone(before: Quote['rewards'], after: Quote['rewards']): Quote['rewards'] {
  const staying = after.map(({ reward }) => reward);
  return before.filter(({ reward }) => {
    const place = staying.indexOf(reward);
    if (place >= 0) staying.splice(place, 1);
    return place < 0;
  });
}

const isAmong = (stamps: Quote['stamps'], { card, earned, used }: Quote['stamps'][number]): boolean =>
  stamps.some((again) => again.card === card && again.earned === earned && again.used === used);

/** The whole purchase once more, with what its own quote says of the member and of the conditions that held. */
export const quoteAsBooked = (program: Program, purchase: BookedPurchase): Quote | null =>
  quoteRest(program, purchase, []);

/** Does quoting the whole purchase this way give what it was booked at? Else the rest cannot be judged by it. */
function isReproduced(program: Program, purchase: BookedPurchase): boolean {
  const again = quoteAsBooked(program, purchase);
  const { quote } = purchase;
  return (
    again !== null &&
    again.totals.net === quote.totals.net &&
    (again.redeem?.points ?? 0) === (quote.redeem?.points ?? 0) &&
    again.rewards.length === quote.rewards.length &&
    quote.stamps.every((stamp) => isAmong(again.stamps, stamp)) &&
    Object.entries(quote.totals.earned).every(([wallet, points]) => again.totals.earned[wallet] === points)
  );
}

/**
 * What a return gives back when the rest is quoted anew under the program of the purchase; null when that program does
 * not lead to what was booked. The customer never pays for bringing goods back, and all returns together never give
 * more than was paid.
 */
export function requoteReturn(
  program: Program,
  purchase: BookedPurchase,
  before: RequoteHistory,
  now: readonly LineQuantity[],
): Result<Requote | null, ReturnRefusal> {
  const share = shareOfReturn(purchase, before.lines, now);
  if (!share.ok) return share;
  if (!isReproduced(program, purchase)) return ok(null);
  const { quote } = purchase;
  const rest = quoteRest(program, purchase, [...before.lines, ...now]);
  const paid = quote.totals.net - before.given.reduce((sum, one) => sum + one.netMinor, 0);
  const net = Math.max(0, paid - (rest?.totals.net ?? 0));
  const stays = new Set(rest?.applied.map(({ promotion }) => promotion) ?? []);
  const lostBefore = new Set(before.given.flatMap(({ used }) => used));
  const lines = onLines(share.value.lines, net);
  return ok({
    ...share.value,
    lines,
    totals: {
      ...share.value.totals,
      net,
      gross: share.value.totals.discount + share.value.totals.paidWithPoints + net,
      earned: moved(
        quote.totals.earned,
        before.given.map(({ earned }) => earned),
        rest?.totals.earned ?? {},
      ),
    },
    pointsBack: Object.fromEntries(
      Object.entries(
        moved(
          spentIn(quote),
          before.given.map(({ pointsBack }) => pointsBack),
          spentIn(rest),
        ),
      ).filter(([, points]) => points > 0),
    ),
    rewards: rewardsGone(rewardsAfter(program, purchase, before.lines), rest?.rewards ?? []),
    stamps: stampsMoved(quote, before.given, rest),
    lost: quote.applied
      .map(({ promotion }) => promotion)
      .filter((id) => !stays.has(id) && !lostBefore.has(id)),
    rest,
  });
}
