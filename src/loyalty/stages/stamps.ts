import type { Quote } from '../../contracts/quote.ts';
import { allocate } from '../../shared/allocate.ts';
import { linesOf } from '../cart/cart.ts';
import type { LineState } from '../cart/line-state.ts';
import { APPLIED } from '../cart/verdict.ts';
import type { CompiledCard, CompiledPromotion } from '../program/compiled.ts';
import { countOf } from '../program/facts.ts';
import type { Run } from './run.ts';

// Stamps of a receipt, and which lines earned them: when one of those comes back, its stamps go with it.

/** Stamps by position of the line. */
type ByLine = readonly number[];

/** Whole units bought of a card's goods; what the full card gave away itself earns no stamp. */
function stampsOfUnits(run: Run, card: CompiledCard, position: number): ByLine {
  const bought = run.cart.lines.map(() => 0);
  const given = card.givesUnits ? run.unitsGiven.get(position) : undefined;
  for (const line of linesOf(run.cart, card.selector)) {
    if (!line.noPoints) bought[line.index] = line.units - (given?.[line.index] ?? 0);
  }
  return bought;
}

/** Selectors of the goods a promotion is about: those of its effects, else those of its basket. */
function goodsOf(promotion: CompiledPromotion): readonly number[] {
  const steps = [...promotion.lineSteps, ...promotion.receiptSteps, ...promotion.earnSteps];
  const goods = steps.flatMap((step) => step.selectors);
  return goods.length > 0 ? goods : promotion.baskets.map((basket) => basket.selector);
}

/**
 * The lines a promotion stamped a card for: those it is about that are the card's goods too; where there are none, those
 * it is about; then the card's goods; and the whole receipt when neither names a line of it.
 */
function stampedLines(run: Run, promotion: CompiledPromotion, card: CompiledCard): readonly LineState[] {
  const { cart } = run;
  const own = new Set(goodsOf(promotion).flatMap((selector) => linesOf(cart, selector)));
  const ofCard = linesOf(cart, card.selector);
  const both = ofCard.filter((line) => own.has(line));
  if (both.length > 0) return both;
  if (own.size > 0) return [...own];
  return ofCard.length > 0 ? ofCard : cart.lines;
}

/** What promotions stamp once a receipt is spread over those lines by their shelf amounts. */
function stampsOfPromotions(run: Run, card: CompiledCard): ByLine {
  const stamps = run.cart.lines.map(() => 0);
  const { speaks } = run.turns;
  for (let i = 0; i < speaks.count; i += 1) {
    const order = speaks.orders[i] as number;
    if (run.outcomes.verdict[order] !== APPLIED) continue;
    const promotion = run.program.promotions[order] as CompiledPromotion;
    for (const step of promotion.issueSteps) {
      if (step.type !== 'stamp' || step.card !== card.id) continue;
      const lines = stampedLines(run, promotion, card);
      const isFree = lines.every((line) => line.gross === 0);
      const parts = allocate(
        step.count,
        lines.map((line) => (isFree ? line.thousandths : line.gross)),
      );
      lines.forEach(({ index }, i) => {
        stamps[index] = (stamps[index] ?? 0) + (parts[i] ?? 0);
      });
    }
  }
  return stamps;
}

/** Stamps of every card of a member that this receipt stamps or uses up; none for a guest. */
export function stampsOf(run: Run): Quote['stamps'] {
  const { member } = run.facts;
  if (member === null) return [];
  return run.program.stampCards.flatMap((card, position) => {
    const used = run.stampsUsed[position] ?? 0;
    const byLine = run.program.selfStamping.has(card.id)
      ? stampsOfUnits(run, card, position)
      : stampsOfPromotions(run, card);
    const earned = byLine.reduce((sum, count) => sum + count, 0);
    if (earned === 0 && used === 0) return [];
    const lines = run.cart.lines
      .map((line, i) => ({ id: line.input.id, earned: byLine[i] ?? 0 }))
      .filter((line) => line.earned > 0);
    const total = countOf(member.stamps, card.id) - used + earned;
    return [{ card: card.id, earned, used, total, target: card.target, lines }];
  });
}
