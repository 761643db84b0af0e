import type { Member } from '../../../src/contracts/member.ts';
import type { Program, Wallet } from '../../../src/contracts/program.ts';
import type { BasketCondition, Promotion } from '../../../src/contracts/promotion.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import { type Asked, mayEarn, personOf, refusalOf } from './conditions.ts';
import { discount, isDiscount, isReceiptEffect, percentOfAll } from './discounts.ts';
import { type EarnTask, earn } from './earn.ts';
import { floor, fraction, sharedOut, times } from './fraction.ts';
import { type Handed, handOut } from './issue.ts';
import { createLine, lineRoom, matches, type NaiveLine, openLines, take, type Verdict } from './model.ts';

// A second engine, deliberately simple: no index, no compilation, exact fractions, units one by one, groups by trying
// everything. It is written from the same text as the real one and shares no code with it.

export type NaiveOutcome = { readonly id: string; readonly verdict: Verdict };
export type NaiveQuote = Handed & {
  readonly lines: readonly NaiveLine[];
  readonly points: number;
  readonly outcomes: readonly NaiveOutcome[];
};

type Standing = { verdict: Verdict | null; basket: Verdict | null };
const rank = [
  'no-matching-line',
  'exclusive',
  'nothing-left',
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

const inTurn = (program: Program): Promotion[] =>
  [...program.promotions].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));

const basketList = ({ when: { basket } }: Promotion): readonly BasketCondition[] =>
  basket == null ? [] : Array.isArray(basket) ? basket : [basket];

function basketFault(promotion: Promotion, lines: readonly NaiveLine[]): Verdict | null {
  for (const basket of basketList(promotion)) {
    const matching = lines.filter((line) => matches(basket.of, line.input));
    const amount = matching.reduce(
      (sum, line) => sum + (basket.over === 'gross' ? line.gross : line.left),
      0,
    );
    if (amount < (basket.minAmount ?? 0) || amount > (basket.maxAmount ?? amount)) {
      return {
        applied: false,
        reason: 'basket-amount',
        missing: Math.max(0, (basket.minAmount ?? 0) - amount),
      };
    }
    const quantity = matching.reduce((sum, line) => sum + Math.round(line.input.quantity * 1000), 0);
    const least = Math.round((basket.minQuantity ?? 0) * 1000);
    if (quantity < least || quantity > Math.round((basket.maxQuantity ?? quantity) * 1000)) {
      return { applied: false, reason: 'basket-quantity', missing: Math.max(0, least - quantity) / 1000 };
    }
  }
  return null;
}

const touches = (promotion: Promotion, receipt: Receipt): boolean => {
  const selectors = promotion.then.flatMap((effect) => {
    if (effect.type === 'buyGet') return [effect.buy.of, effect.get.of];
    if (effect.type === 'bundle') return effect.items.map((item) => item.of);
    return 'of' in effect ? [effect.of] : [];
  });
  const own = selectors.some((of) => receipt.lines.some((line) => matches(of, line)));
  const gives = promotion.then.some((effect) => effect.type === 'gift') || selectors.length === 0;
  const baskets = basketList(promotion);
  const byBasket =
    baskets.length === 0 || baskets.some(({ of }) => receipt.lines.some((line) => matches(of, line)));
  return receipt.lines.length > 0 && (own || (gives && byBasket));
};

function redeem(
  wallet: Wallet | undefined,
  lines: readonly NaiveLine[],
  member: Member,
  receipt: Receipt,
): number {
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
  const spendable = Math.max(0, member.wallets[wallet.id]?.spendable ?? 0);
  const most = Math.min(spendable, floor(fraction(money * unit, wallet.value)));
  const asked = 'max' in receipt.redeem ? most : Math.min(most, receipt.redeem.points);
  const points = Math.floor(asked / rule.step) * rule.step;
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
  return pays === 0 ? 0 : points;
}

/** One evaluation with the given promotions. */
function evaluate(asked: Asked, promotions: readonly Promotion[]) {
  const { program, payer, receipt } = asked;
  const lines = receipt.lines.map(createLine);
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
  for (const stage of ['line', 'receipt']) {
    for (const promotion of promotions) {
      const turns = promotion.then
        .filter(isDiscount)
        .filter(
          (effect) => (promotion.stage === 'receipt' || isReceiptEffect(effect)) === (stage === 'receipt'),
        );
      if (turns.length === 0 || !basketHolds(promotion)) continue;
      const most = promotion.limit?.perReceipt ?? Number.MAX_SAFE_INTEGER;
      for (const effect of turns) {
        merge(
          standings.get(promotion) as Standing,
          discount(lines, effect, promotion, promotion.stage === 'receipt', most),
        );
      }
    }
  }
  const tier = program.tiers.find(({ id }) => id === personOf(asked)?.tier);
  if (tier !== undefined && tier.discountPercent > 0) {
    const actor = { id: 'tier', exclusive: false };
    percentOfAll(openLines(lines, {}, actor).lines, actor, tier.discountPercent, null);
  }
  const over = lines.reduce((sum, line) => sum + line.left, 0) % program.receipt.roundTotalDownTo;
  const rounding = sharedOut(
    over,
    lines.map((line) => fraction(line.left)),
    lines.map(lineRoom),
  );
  lines.forEach((line, i) => {
    take(line, { id: 'rounding', exclusive: false }, rounding[i] as number);
  });
  const givers = promotions.filter(({ then }) =>
    then.some(({ type }) => type === 'points' || type === 'coupon'),
  );
  for (const promotion of givers) basketHolds(promotion);
  const wallet = program.wallets.find(({ id }) => id === receipt.redeem?.wallet);
  const points = payer === null ? 0 : redeem(wallet, lines, payer, receipt);
  const tasks: EarnTask[] = [];
  for (const promotion of givers.filter(basketHolds)) {
    for (const effect of promotion.then) {
      if (effect.type !== 'points') continue;
      if (mayEarn(asked, effect.wallet)) tasks.push({ promotion: promotion.id, effect });
      else merge(standings.get(promotion) as Standing, { applied: false, reason: 'not-a-member' });
    }
  }
  const contributors = payer === null ? new Set<string>() : earn(asked, lines, tasks);
  for (const promotion of givers.filter(basketHolds)) {
    const standing = standings.get(promotion) as Standing;
    const isHandingOut = promotion.then.every(({ type }) => type === 'coupon');
    if (contributors.has(promotion.id) || isHandingOut) merge(standing, { applied: true, reason: '' });
    else if (tasks.some((task) => task.promotion === promotion.id))
      merge(standing, { applied: false, reason: 'nothing-left' });
  }
  return { lines, points, standings };
}

type Evaluation = ReturnType<typeof evaluate>;

function saving(program: Program, { lines }: Evaluation): number {
  const money = lines.reduce((sum, line) => sum + [...line.off.values()].reduce((a, b) => a + b, 0), 0);
  return program.wallets.reduce((sum, wallet) => {
    const earned = lines.reduce((total, line) => total + (line.earned.get(wallet.id) ?? 0), 0);
    return sum + (earned * wallet.value) / 10 ** wallet.scale;
  }, money);
}

function* picks(groups: readonly (readonly Promotion[])[]): Generator<Promotion[]> {
  const [first, ...rest] = groups;
  if (first === undefined) yield [];
  else for (const promotion of first) for (const others of picks(rest)) yield [promotion, ...others];
}

/** The quote by the text, as plainly as possible; hours, stores, tiers and birthdays are not part of it. */
export function naiveQuote(asked: Asked): NaiveQuote {
  const { program, receipt } = asked;
  const touching = inTurn(program).filter((promotion) => touches(promotion, receipt));
  const entrants = touching.filter((promotion) => refusalOf(promotion, asked) === null);
  const names = [...new Set(entrants.flatMap(({ group }) => (group == null ? [] : [group])))];
  const groups = names.map((name) => entrants.filter(({ group }) => group === name));
  const contested = groups.filter((group) => group.length > 1);
  const without = (chosen: readonly Promotion[]): Promotion[] =>
    entrants.filter((promotion) => chosen.includes(promotion) || !contested.flat().includes(promotion));
  let best: { chosen: Promotion[]; evaluation: Evaluation; score: number; count: number } | null = null;
  for (const chosen of picks(contested)) {
    const evaluation = evaluate(asked, without(chosen));
    const score = saving(program, evaluation);
    const count = chosen.filter((promotion) => evaluation.standings.get(promotion)?.verdict?.applied).length;
    if (best === null || score > best.score || (score === best.score && count > best.count)) {
      best = { chosen, evaluation, score, count };
    }
  }
  const { chosen, evaluation } = best as NonNullable<typeof best>;
  const outcomes = touching.map((promotion): NaiveOutcome => {
    const { id } = promotion;
    const refusal = refusalOf(promotion, asked);
    if (refusal !== null) return { id, verdict: { applied: false, reason: refusal } };
    const own = evaluation.standings.get(promotion)?.verdict;
    if (own !== undefined) return { id, verdict: own ?? { applied: false, reason: 'no-matching-line' } };
    const place = contested.findIndex((group) => group.includes(promotion));
    const tried = evaluate(asked, without(chosen.with(place, promotion)));
    const verdict = tried.standings.get(promotion)?.verdict ?? { applied: false, reason: 'no-matching-line' };
    return { id, verdict: verdict.applied ? { applied: false, reason: 'lost-to' } : verdict };
  });
  const applied = touching.filter(({ id }) => outcomes.some((one) => one.id === id && one.verdict.applied));
  return { lines: evaluation.lines, points: evaluation.points, outcomes, ...handOut(asked, applied) };
}
