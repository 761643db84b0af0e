import type { Effect } from '../../contracts/effects.ts';
import type { BasketCondition, Promotion } from '../../contracts/promotion.ts';
import type { Selector } from '../../contracts/selector.ts';
import { toThousandths } from '../../shared/quantity.ts';
import { rules } from '../rules/registry.ts';
import type { CompileScope, DiscountStep, EarnStep, IssueStep } from '../rules/rule.ts';
import {
  ANY_TIER,
  ASKS,
  CLOSES_LINES,
  type CompiledBasket,
  type CompiledPromotion,
  EARN_TURN,
  HANDS_OUT,
  HAS_BASKET,
  LINE_TURN,
  MOST_TIERS,
  NO_MAXIMUM,
  ONLY_GIVES,
  ONLY_MEMBERS,
  type PromotionText,
  RECEIPT_TURN,
  SPEAKS,
  WANTS_COUPON,
} from './compiled.ts';
import { basketsOf } from './condition-sets.ts';
import { type Condition, compileConditions, isMember } from './conditions.ts';
import { compilePeriod } from './period.ts';
import { TIER } from './reason.ts';
import { EVERY_LINE } from './selectors.ts';
import { stageOf } from './stage-of.ts';
import { compileText } from './text.ts';

/** What a program offers to the compilation of its promotions. */
export type PromotionScope = {
  readonly intern: (selector: Selector) => number;
  readonly walletIndex: (id: string) => number;
  readonly tierIndex: (id: string) => number;
  readonly groupIndex: (id: string) => number;
  /** Wallets of gift cards. */
  readonly giftWallets: ReadonlySet<string>;
};

type Steps = {
  readonly line: DiscountStep[];
  readonly receipt: DiscountStep[];
  readonly earn: EarnStep[];
  readonly issue: IssueStep[];
};

/** Compiles one price-lowering effect; null for effects of other kinds. */
export function compileDiscount(effect: Effect, scope: CompileScope): DiscountStep | null {
  switch (effect.type) {
    case 'percentOff':
      return rules.percentOff.compile(effect, scope);
    case 'amountOff':
      return rules.amountOff.compile(effect, scope);
    case 'fixedPrice':
      return rules.fixedPrice.compile(effect, scope);
    case 'buyGet':
      return rules.buyGet.compile(effect, scope);
    case 'bundle':
      return rules.bundle.compile(effect, scope);
    case 'unitsOff':
      return rules.unitsOff.compile(effect, scope);
    case 'ladder':
      return rules.ladder.compile(effect, scope);
    case 'gift':
      return rules.gift.compile(effect, scope);
    default:
      return null;
  }
}

function addSteps(steps: Steps, effect: Effect, scope: CompileScope): void {
  const discount = compileDiscount(effect, scope);
  if (discount !== null) steps[scope.stage].push(discount);
  else if (effect.type === 'points') steps.earn.push(rules.points.compile(effect, scope));
  else if (effect.type === 'coupon') steps.issue.push(rules.coupon.compile(effect, scope));
  else if (effect.type === 'stamp') steps.issue.push(rules.stamp.compile(effect, scope));
  else if (effect.type === 'message') steps.issue.push(rules.message.compile(effect, scope));
}

function compileBasket(basket: BasketCondition, intern: (selector: Selector) => number): CompiledBasket {
  const thousandths = (units: number | null | undefined, absent: number): number =>
    units == null ? absent : toThousandths(units);
  return {
    selector: intern(basket.of),
    minAmount: basket.minAmount ?? 0,
    maxAmount: basket.maxAmount ?? NO_MAXIMUM,
    minThousandths: thousandths(basket.minQuantity, 0),
    maxThousandths: thousandths(basket.maxQuantity, NO_MAXIMUM),
    gross: basket.over === 'gross',
  };
}

/** Everything a promotion says: its messages, then its texts. Points in them are those of the wallet it earns in. */
function compileTexts({ text }: Promotion, { issue, earn }: Steps): PromotionText[] {
  const places = ['receipt', 'cashier', 'display'] as const;
  const wallet = earn[0]?.wallet ?? 0;
  const messages = issue.flatMap((step) =>
    step.type === 'message' ? [{ where: step.where, text: step.text, wallet }] : [],
  );
  const texts = places.flatMap((where) => {
    const given = text?.[where];
    return given == null ? [] : [{ where, text: compileText(given), wallet }];
  });
  return [...messages, ...texts];
}

/**
 * Lines that make the promotion touch a receipt: those its effects work on; a gift, coupon, stamp or message is about
 * the goods of the basket condition, or about every receipt.
 */
function touchingSelectors(
  promotion: Promotion,
  baskets: readonly CompiledBasket[],
  steps: Steps,
): readonly number[] {
  const selectors = new Set<number>();
  for (const step of [...steps.line, ...steps.receipt, ...steps.earn]) {
    for (const selector of step.selectors) selectors.add(selector);
  }
  const onlyIssues = steps.line.length + steps.receipt.length + steps.earn.length === 0;
  if (onlyIssues || promotion.then.some((effect) => effect.type === 'gift')) {
    if (baskets.length === 0) selectors.add(EVERY_LINE);
    for (const basket of baskets) selectors.add(basket.selector);
  }
  return [...selectors];
}

/** Does the basket ask for a sum of the shelf amounts of all lines and for nothing else? */
const asksOnlyGross = (basket: CompiledBasket): boolean =>
  basket.selector === EVERY_LINE &&
  basket.gross &&
  basket.minAmount > 0 &&
  basket.maxAmount === NO_MAXIMUM &&
  basket.minThousandths === 0 &&
  basket.maxThousandths === NO_MAXIMUM;

/** The first basket can be asked before any turn when no promotion changes its answer: see `AskedFirst`. */
function splitBaskets(baskets: readonly CompiledBasket[]): {
  readonly leastGross: number;
  readonly laterBaskets: readonly CompiledBasket[];
} {
  const [first, ...others] = baskets;
  return first !== undefined && asksOnlyGross(first)
    ? { leastGross: first.minAmount, laterBaskets: others }
    : { leastGross: 0, laterBaskets: baskets };
}

/** The tiers of a promotion that asks for a member and perhaps a tier; null when it asks anything else, or nothing. */
function tierBits(
  { when }: Promotion,
  conditions: readonly Condition[],
  tierIndex: (id: string) => number,
): number | null {
  const [first, ...others] = conditions;
  if (first !== isMember || others.some(({ reason }) => reason !== TIER)) return null;
  if (when.tiers === undefined) return ANY_TIER;
  const positions = when.tiers.map(tierIndex);
  if (positions.some((position) => position >= MOST_TIERS)) return null;
  return positions.reduce((bits, position) => bits | (1 << position), 0);
}

/** A promotion made ready, the selectors that touch it, and what of it stands in `AskedFirst`. */
export type CompiledEntry = {
  readonly compiled: CompiledPromotion;
  readonly touching: readonly number[];
  readonly leastGross: number;
  readonly tiers: number;
};

export function compilePromotion(promotion: Promotion, order: number, scope: PromotionScope): CompiledEntry {
  const steps: Steps = { line: [], receipt: [], earn: [], issue: [] };
  const perReceipt = promotion.limit?.perReceipt ?? Number.POSITIVE_INFINITY;
  for (const effect of promotion.then) {
    addSteps(steps, effect, { ...scope, stage: stageOf(promotion, effect), perReceipt });
  }
  const baskets = basketsOf(promotion.when).map((basket) => compileBasket(basket, scope.intern));
  const { leastGross, laterBaskets } = splitBaskets(baskets);
  const texts = compileTexts(promotion, steps);
  const period = compilePeriod(promotion.when);
  const stores = promotion.when.stores === undefined ? null : new Set(promotion.when.stores);
  const conditions = compileConditions(promotion, scope);
  const isAlways = stores === null && period.weekdays === 0 && period.hours === null;
  const tiers = isAlways ? tierBits(promotion, conditions, scope.tierIndex) : null;
  const compiled: CompiledPromotion = {
    // What every quote looks at stands first, side by side in memory.
    duties:
      (steps.line.length > 0 ? LINE_TURN : 0) |
      (steps.receipt.length > 0 ? RECEIPT_TURN : 0) |
      (steps.line.length + steps.receipt.length === 0 ? ONLY_GIVES : 0) |
      (steps.earn.length > 0 ? EARN_TURN : 0) |
      (steps.issue.length + texts.length > 0 ? SPEAKS : 0) |
      (tiers === null ? (isAlways && conditions.length === 0 ? 0 : ASKS) : ONLY_MEMBERS) |
      (laterBaskets.length > 0 ? HAS_BASKET : 0) |
      (promotion.when.coupon == null ? 0 : WANTS_COUPON) |
      (promotion.exclusive ? CLOSES_LINES : 0) |
      (steps.issue.length > 0 ? HANDS_OUT : 0),
    source: order,
    exclusive: promotion.exclusive,
    id: promotion.id,
    lineSteps: steps.line,
    receiptSteps: steps.receipt,
    baskets,
    laterBaskets,
    order,
    earnSteps: steps.earn,
    conditions,
    issueSteps: steps.issue,
    texts,
    group: promotion.group == null ? -1 : scope.groupIndex(promotion.group),
    period,
    stores,
    promotion,
  };
  const touching = touchingSelectors(promotion, baskets, steps);
  return { compiled, touching, leastGross, tiers: tiers ?? ANY_TIER };
}
