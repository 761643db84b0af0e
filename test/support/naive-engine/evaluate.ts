import type { Promotion } from '../../../src/contracts/promotion.ts';
import { type Asked, mayEarn } from './asked.ts';
import { discount, isDiscount, isReceiptEffect, percentOfAll } from './discounts.ts';
import { type EarnTask, earn } from './earn.ts';
import { costOf, giftsOf, giveForCards, type RewardOutcome, spendable, takeRewards } from './extras.ts';
import { floor, fraction, sharedOut, times } from './fraction.ts';
import {
  createLine,
  type Gift,
  lineRoom,
  matches,
  type NaiveLine,
  openLines,
  take,
  type Verdict,
} from './model.ts';
import { tierOf } from './tier.ts';
import { basketList } from './touching.ts';

// One evaluation of a receipt: every promotion given takes its turns, then cards, rewards, the tier, the rounding of the
// total, points that pay and points that are earned.

type Standing = { verdict: Verdict | null; basket: Verdict | null };
const rank = [
  'no-matching-line',
  'exclusive',
  'nothing-left',
  'weighed-goods',
  'nothing-to-earn',
  'lost-to',
  'basket-amount',
  'basket-quantity',
  'not-a-member',
];

function merge(standing: Standing, verdict: Verdict): void {
  const before = standing.verdict;
  if (before?.applied === true) return;
  if (before === null || verdict.applied || rank.indexOf(verdict.reason) > rank.indexOf(before.reason)) {
    standing.verdict = verdict;
  }
}

type Basket = ReturnType<typeof basketList>[number];

function faultOf(basket: Basket, lines: readonly NaiveLine[]): Verdict | null {
  const matching = lines.filter((line) => matches(basket.of, line.input));
  const amount = matching.reduce((sum, line) => sum + (basket.over === 'gross' ? line.gross : line.left), 0);
  if (amount < (basket.minAmount ?? 0) || amount > (basket.maxAmount ?? amount)) {
    const missing = Math.max(0, (basket.minAmount ?? 0) - amount);
    return { applied: false, reason: 'basket-amount', missing };
  }
  const quantity = matching.reduce((sum, line) => sum + Math.round(line.input.quantity * 1000), 0);
  const least = Math.round((basket.minQuantity ?? 0) * 1000);
  return quantity < least || quantity > Math.round((basket.maxQuantity ?? quantity) * 1000)
    ? { applied: false, reason: 'basket-quantity', missing: Math.max(0, least - quantity) / 1000 }
    : null;
}

/** The fault of the first basket that has one. */
function basketFault(promotion: Promotion, lines: readonly NaiveLine[]): Verdict | null {
  for (const basket of basketList(promotion)) {
    const fault = faultOf(basket, lines);
    if (fault !== null) return fault;
  }
  return null;
}

/** Does a basket fail that no promotion can change: shelf amounts, and quantities alone? */
export function neverHolds(promotion: Promotion, { receipt }: Asked): boolean {
  const fixed = basketList(promotion).filter(
    ({ over, minAmount, maxAmount }) => over === 'gross' || ((minAmount ?? 0) === 0 && maxAmount == null),
  );
  return fixed.some((basket) => faultOf(basket, receipt.lines.map(createLine)) !== null);
}

function redeem(asked: Asked, lines: readonly NaiveLine[], rewards: readonly RewardOutcome[]): number {
  const { program, receipt } = asked;
  const wallet = program.wallets.find(({ id }) => id === receipt.redeem?.wallet);
  const rule = wallet?.redeem;
  if (wallet === undefined || rule == null || receipt.redeem == null) return 0;
  const net = lines.reduce((sum, line) => sum + line.left, 0);
  if (net < rule.minReceipt) return 0;
  const payable = lines.filter(
    (line) => matches(rule.of, line.input) && !line.input.flags.includes('noRedeem'),
  );
  const rooms = payable.map((line) => Math.max(0, line.left - Math.max(rule.minPayable, line.floor)));
  const share = floor(
    times(
      fraction(payable.reduce((sum, line) => sum + line.left, 0)),
      fraction(Math.round(rule.maxShare * 100), 10_000),
    ),
  );
  const money = Math.min(
    share,
    rooms.reduce((a, b) => a + b, 0),
  );
  const unit = 10 ** wallet.scale;
  const own = spendable(asked, wallet.id, costOf(rewards, wallet.id));
  const most = Math.min(own, floor(fraction(money * unit, wallet.value)));
  const wanted = 'max' in receipt.redeem ? most : Math.min(most, receipt.redeem.points);
  const points = Math.floor(wanted / rule.step) * rule.step;
  const pays = floor(fraction(points * wallet.value, unit));
  const parts = sharedOut(
    pays,
    payable.map((line) => fraction(line.left)),
    rooms,
  );
  payable.forEach((line, i) => {
    line.paid = parts[i] as number;
    line.left -= line.paid;
  });
  if (pays === 0) return 0;
  let fewest = points;
  while (floor(fraction((fewest - rule.step) * wallet.value, unit)) === pays) fewest -= rule.step;
  return fewest;
}

type Standings = ReadonlyMap<Promotion, Standing>;

/** Everything promotions lower; tells what each did, and what the cashier is to add. */
function lower(
  lines: readonly NaiveLine[],
  promotions: readonly Promotion[],
  standings: Standings,
  holds: (promotion: Promotion) => boolean,
): Gift[] {
  const gifts: Gift[] = [];
  for (const stage of ['line', 'receipt']) {
    for (const promotion of promotions) {
      const turns = promotion.then
        .filter(isDiscount)
        .filter(
          (effect) => (promotion.stage === 'receipt' || isReceiptEffect(effect)) === (stage === 'receipt'),
        );
      if (turns.length === 0 || !holds(promotion)) continue;
      const most = promotion.limit?.perReceipt ?? Number.MAX_SAFE_INTEGER;
      for (const effect of turns) {
        const verdict = discount(lines, effect, promotion, promotion.stage === 'receipt', most);
        merge(standings.get(promotion) as Standing, verdict);
        if (verdict.gift !== undefined) gifts.push(verdict.gift);
      }
    }
  }
  return gifts;
}

/** The tier's discount, then what is over whole steps of the total. */
function lowerTotal(asked: Asked, lines: readonly NaiveLine[]): void {
  const tier = tierOf(asked);
  if (tier !== undefined && tier.discountPercent > 0) {
    const actor = { id: 'tier', exclusive: false };
    percentOfAll(openLines(lines, {}, actor).lines, actor, tier.discountPercent, null);
  }
  const over = lines.reduce((sum, line) => sum + line.left, 0) % asked.program.receipt.roundTotalDownTo;
  const rounding = sharedOut(
    over,
    lines.map((line) => fraction(line.left)),
    lines.map(lineRoom),
  );
  lines.forEach((line, i) => {
    take(line, { id: 'rounding', exclusive: false }, rounding[i] as number);
  });
}

const handsOut: readonly string[] = ['coupon', 'stamp', 'message'];

/** Points, and the verdicts of promotions that earn or only hand something out. */
function giveOut(
  asked: Asked,
  lines: readonly NaiveLine[],
  givers: readonly Promotion[],
  standings: Standings,
): void {
  const tasks: EarnTask[] = [];
  for (const promotion of givers) {
    for (const effect of promotion.then) {
      if (effect.type !== 'points') continue;
      if (mayEarn(asked, effect.wallet)) tasks.push({ promotion: promotion.id, effect });
      else merge(standings.get(promotion) as Standing, { applied: false, reason: 'not-a-member' });
    }
  }
  const { contributors, idle } = earn(asked, lines, tasks);
  for (const promotion of givers) {
    const standing = standings.get(promotion) as Standing;
    const isHandingOut = promotion.then.every(({ type }) => handsOut.includes(type));
    if (contributors.has(promotion.id) || isHandingOut) merge(standing, { applied: true, reason: '' });
    else for (const one of idle) if (one.promotion === promotion.id) merge(standing, one.verdict);
  }
}

/** One evaluation with the given promotions. */
export function evaluate(asked: Asked, promotions: readonly Promotion[]) {
  const lines = asked.receipt.lines.map(createLine);
  const standings = new Map(
    promotions.map((promotion): [Promotion, Standing] => [promotion, { verdict: null, basket: null }]),
  );
  const known = new Set<Promotion>();
  const basketHolds = (promotion: Promotion): boolean => {
    const standing = standings.get(promotion) as Standing;
    if (!known.has(promotion)) {
      known.add(promotion);
      standing.basket = basketFault(promotion, lines);
      if (standing.basket !== null) standing.verdict = standing.basket;
    }
    return standing.basket === null;
  };
  const lowered = lower(lines, promotions, standings, basketHolds);
  const cards = giveForCards(asked, lines);
  const rewards = takeRewards(asked, lines);
  lowerTotal(asked, lines);
  const givers = promotions
    .filter(({ then }) => then.some((effect) => !isDiscount(effect)))
    .filter(basketHolds);
  const points = asked.payer === null ? 0 : redeem(asked, lines, rewards);
  giveOut(asked, lines, givers, standings);
  return {
    lines,
    points,
    standings,
    cards,
    rewards,
    gifts: [...lowered, ...giftsOf([...cards, ...rewards])],
  };
}

export type Evaluation = ReturnType<typeof evaluate>;
