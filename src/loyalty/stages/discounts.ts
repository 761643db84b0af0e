import * as fromCart from '../cart/cart.ts';
import * as fromOpenLines from '../cart/open-lines.ts';
import * as fromSpread from '../cart/spread.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { CompiledCard, CompiledPromotion } from '../program/compiled.ts';
import * as fromCompiled from '../program/compiled.ts';
import * as fromFacts from '../program/facts.ts';
import * as fromReason from '../program/reason.ts';
import * as fromSelectors from '../program/selectors.ts';
import * as fromPercentOff from '../rules/percent-off.ts';
import type { DiscountStep } from '../rules/rule.ts';
import * as fromSimple from '../rules/simple.ts';
import * as fromBasket from './basket.ts';
import * as fromOutcomes from './outcomes.ts';
import * as fromRedeem from './redeem.ts';
import type { Run } from './run.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { linesOf } = fromCart;
const { collectOpen, createOpenLines } = fromOpenLines;
const { spread } = fromSpread;
const { APPLIED } = fromVerdict;
const { CLOSES_LINES } = fromCompiled;
const { countOf } = fromFacts;
const { NOT_A_MEMBER, POINTS_SHORT, UNKNOWN } = fromReason;
const { EVERY_LINE } = fromSelectors;
const { percentOfAll } = fromPercentOff;
const { NOT_SIMPLE, takeSimple } = fromSimple;
const { basketHolds } = fromBasket;
const { addVerdict } = fromOutcomes;
const { spendableOf } = fromRedeem;

const open = createOpenLines();

function takeSteps(run: Run, promotion: CompiledPromotion, steps: readonly DiscountStep[]): void {
  const { cart, outcomes } = run;
  for (const step of steps) addVerdict(outcomes, promotion.order, step.apply(cart, promotion), cart.missing);
}

/** Stands for the promotion whose only effect is carried out, so that the promotion need not be looked at. */
const soleActor = { source: 0, exclusive: false };

/** The line turn of a promotion that is more than one simple effect. */
function takeLineTurn(run: Run, order: number): void {
  if (!basketHolds(run, order)) return;
  const { program, cart, outcomes } = run;
  const sole = program.sole.step[order] ?? null;
  if (sole !== null) {
    soleActor.source = order;
    soleActor.exclusive = ((program.asked.duties[order] as number) & CLOSES_LINES) !== 0;
    addVerdict(outcomes, order, sole.apply(cart, soleActor), cart.missing);
    return;
  }
  const promotion = program.promotions[order] as CompiledPromotion;
  takeSteps(run, promotion, promotion.lineSteps);
}

/** Everything promotions lower line by line, in their order. */
function takeLineTurns(run: Run): void {
  const { cart } = run;
  const { verdict } = run.outcomes;
  const { kind, selector, value } = run.program.sole;
  const { count, orders } = run.turns.line;
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    const simple = kind[order] as number;
    if (simple === NOT_SIMPLE) takeLineTurn(run, order);
    else {
      soleActor.source = order;
      soleActor.exclusive = false;
      // Its only effect and its first turn: no verdict stands before this one.
      verdict[order] = takeSimple(cart, soleActor, simple, selector[order] as number, value[order] as number);
    }
  }
}

/** What they lower on what is left of the receipt. */
function takeReceiptTurns(run: Run): void {
  const { program } = run;
  const { count, orders } = run.turns.receipt;
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    if (!basketHolds(run, order)) continue;
    const promotion = program.promotions[order] as CompiledPromotion;
    takeSteps(run, promotion, promotion.receiptSteps);
  }
}

/** Baskets of promotions that lower no price are asked now, before points are paid. */
function askGivers(run: Run): void {
  const { count, orders } = run.turns.gives;
  for (let i = 0; i < count; i += 1) basketHolds(run, orders[i] as number);
}

/** Gives what a full card promises and remembers which units that took; false when it did nothing. */
function giveForFullCard(run: Run, card: CompiledCard, position: number): boolean {
  const { lines } = run.cart;
  const before = lines.map((line) => line.usedUnits);
  if (card.step.apply(run.cart, card) !== APPLIED) return false;
  run.unitsGiven.set(
    position,
    lines.map((line, i) => line.usedUnits - (before[i] ?? 0)),
  );
  return true;
}

/** A full stamp card gives its effect; its stamps are used up only when that took something off. */
function redeemStampCards(run: Run): void {
  const { member } = run.facts;
  run.stampsUsed.length = 0;
  // Choices of groups are tried on one run: what another choice gave is not given now.
  run.unitsGiven.clear();
  if (member === null) return;
  const { stampCards } = run.program;
  for (let i = 0; i < stampCards.length; i += 1) {
    const card = stampCards[i] as CompiledCard;
    const full = countOf(member.stamps, card.id) >= card.target;
    run.stampsUsed.push(full && giveForFullCard(run, card, i) ? card.target : 0);
  }
}

/** Rewards the member chose, in the order of choosing, while points last. */
function redeemRewards(run: Run): void {
  run.rewards.length = 0;
  for (const id of run.facts.receipt.rewards) {
    const reward = run.program.rewards.get(id);
    if (reward === undefined) {
      run.rewards.push({ id, source: -1, wallet: -1, cost: 0, amountMinor: 0, verdict: UNKNOWN, missing: 0 });
      continue;
    }
    const outcome = {
      id,
      source: reward.source,
      wallet: reward.wallet,
      cost: reward.cost,
      amountMinor: 0,
      verdict: 0,
      missing: 0,
    };
    if (run.facts.member === null) outcome.verdict = NOT_A_MEMBER;
    else if (spendableOf(run, reward.wallet) < reward.cost) {
      outcome.verdict = POINTS_SHORT;
      outcome.missing = reward.cost - spendableOf(run, reward.wallet);
    } else {
      const before = run.cart.remaining;
      outcome.verdict = reward.step.apply(run.cart, reward);
      outcome.amountMinor = before - run.cart.remaining;
      outcome.missing = run.cart.missing;
    }
    run.rewards.push(outcome);
  }
}

function takeTierDiscount(run: Run): void {
  const basisPoints = run.program.tiers[run.facts.tier]?.discountBasisPoints ?? 0;
  if (basisPoints === 0) return;
  const lines = collectOpen(run.cart, EVERY_LINE, run.program.tierActor, open);
  percentOfAll(run.cart, run.program.tierActor, lines, basisPoints, Number.POSITIVE_INFINITY);
}

/** What is over whole steps of the total is one more discount, over all lines. */
function roundTotal(run: Run): void {
  const over = run.cart.remaining % run.program.program.receipt.roundTotalDownTo;
  if (over > 0) spread(run.cart, linesOf(run.cart, EVERY_LINE), run.program.roundingActor, over);
}

/** Everything that lowers prices, from shelf amounts on: line stage, receipt stage, cards, rewards, tier, rounding. */
export function applyDiscounts(run: Run): void {
  takeLineTurns(run);
  takeReceiptTurns(run);
  redeemStampCards(run);
  redeemRewards(run);
  takeTierDiscount(run);
  roundTotal(run);
  for (const line of run.cart.lines) line.beforePoints = line.remaining;
  askGivers(run);
}
