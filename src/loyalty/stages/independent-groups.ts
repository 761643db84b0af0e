import type { Effect } from '../../contracts/effects.ts';
import { type Cart, linesOf } from '../cart/cart.ts';
import { type CompiledPromotion, ONLY_GIVES } from '../program/compiled.ts';
import { countOf } from '../program/facts.ts';
import type { DiscountStep, EarnStep } from '../rules/rule.ts';
import { asksWhatIsLeft } from './basket.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';

// Which groups can be decided apart. A choice matters beyond its own lines only through a promotion that looks at
// several lines at once: a threshold, a counted effect, one sum over lines. Lines tied by such promotions, and groups
// about tied lines, belong together. What ties a whole receipt only by rounding (the total, the tier's discount, the
// points of a wallet) is left out: it is worth at most the last kopeck and the last point of each line.

/** Groups to be decided together, by their positions, and the positions of the lines their choice can change. */
export type Cluster = { readonly groups: readonly number[]; readonly lines: readonly number[] };

type Union = { readonly find: (node: number) => number; readonly join: (nodes: readonly number[]) => void };

function createUnion(count: number): Union {
  const parents = Array.from({ length: count }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] as number;
    parents[node] = root;
    return root;
  };
  const join = (nodes: readonly number[]): void => {
    const [first, ...others] = nodes;
    for (const other of others) parents[find(other)] = find(first as number);
  };
  return { find, join };
}

const indexesOf = (cart: Cart, selectors: readonly number[]): number[] =>
  selectors.flatMap((selector) => linesOf(cart, selector).map((line) => line.index));

/** A gift's goods are not among its selectors: it is promised whether or not they are there. */
const giftLines = (cart: Cart, effects: readonly Effect[]): number[] =>
  effects.flatMap((effect) =>
    effect.type === 'gift'
      ? cart.lines.filter((line) => line.input.sku === effect.sku).map((line) => line.index)
      : [],
  );

/** Does the effect change each line by that line alone? */
function isLineByLine(effect: Effect, stage: string | null | undefined): boolean {
  if (effect.type === 'coupon' || effect.type === 'stamp' || effect.type === 'message') return true;
  if (effect.type === 'points') return effect.fixed == null && effect.per == null;
  if (stage === 'receipt') return false;
  if (effect.type === 'percentOff') return effect.maxAmount == null;
  return effect.type === 'fixedPrice' || (effect.type === 'amountOff' && effect.per !== 'receipt');
}

/** The lines a promotion changes, and those its thresholds look at. */
function linesAbout(cart: Cart, promotion: CompiledPromotion): number[] {
  const steps: readonly (DiscountStep | EarnStep)[] = [
    ...promotion.lineSteps,
    ...promotion.receiptSteps,
    ...promotion.earnSteps,
  ];
  return [
    ...indexesOf(
      cart,
      steps.flatMap((step) => step.selectors),
    ),
    ...giftLines(cart, promotion.promotion.then),
    ...indexesOf(
      cart,
      promotion.baskets.filter(asksWhatIsLeft).map((basket) => basket.selector),
    ),
  ];
}

/** Does a promotion that is always taken tie its lines together? One that only hands something out saves nothing. */
const ties = ({ promotion, baskets }: CompiledPromotion): boolean =>
  promotion.then.some((effect) => !isLineByLine(effect, promotion.stage)) || baskets.some(asksWhatIsLeft);

function joinExtras(run: Run, union: Union): void {
  const { cart, program, facts } = run;
  const rewards = facts.receipt.rewards.flatMap((id) => program.rewards.get(id) ?? []);
  const cards = program.stampCards.filter(
    (card) => countOf(facts.member?.stamps ?? {}, card.id) >= card.target,
  );
  const given = new Map(
    [...program.program.rewards, ...program.program.stampCards].map((one) => [one.id, one]),
  );
  for (const { id, step } of [...rewards, ...cards]) {
    const effect = given.get(id)?.then;
    union.join([
      ...indexesOf(cart, step.selectors),
      ...giftLines(cart, effect === undefined ? [] : [effect]),
    ]);
  }
}

/** Splits contested groups into clusters whose choices do not change each other's savings, in the order of the groups. */
export function clustersOf(run: Run, groups: readonly (readonly Outcome[])[]): Cluster[] {
  const { cart } = run;
  const count = cart.lines.length;
  const union = createUnion(count + groups.length);
  const contested = new Set(groups.flat());
  for (const outcome of run.entrants) {
    if (!contested.has(outcome) && ties(outcome.promotion)) union.join(linesAbout(cart, outcome.promotion));
  }
  groups.forEach((group, i) => {
    union.join([count + i, ...group.flatMap(({ promotion }) => linesAbout(cart, promotion))]);
  });
  joinExtras(run, union);
  const clusters = new Map<number, { groups: number[]; lines: number[] }>();
  groups.forEach((_, i) => {
    const root = union.find(count + i);
    const known = clusters.get(root);
    if (known === undefined) clusters.set(root, { groups: [i], lines: [] });
    else known.groups.push(i);
  });
  for (let line = 0; line < count; line += 1) clusters.get(union.find(line))?.lines.push(line);
  return [...clusters.values()];
}

/** Is more than a last kopeck decided by what is left of the lines after the total was rounded or points have paid? */
function asksAtTheEnd({ promotion, baskets, duties }: CompiledPromotion): boolean {
  const isCounting = promotion.then.some(
    (effect) => effect.type === 'points' && (effect.fixed != null || effect.per != null),
  );
  return isCounting || ((duties & ONLY_GIVES) !== 0 && baskets.some(asksWhatIsLeft));
}

/**
 * Do all groups meet after all? Points that pay are spread over every line and earn nothing there, and a sum over all
 * lines may lift any of them over a threshold that is asked after it.
 */
export function meetsAsAWhole(run: Run): boolean {
  const { program, facts, entrants } = run;
  if (facts.payer !== null && facts.receipt.redeem != null) return true;
  const isSummed =
    program.program.receipt.roundTotalDownTo > 1 || (program.tiers[facts.tier]?.discountBasisPoints ?? 0) > 0;
  return isSummed && entrants.some(({ promotion }) => asksAtTheEnd(promotion));
}
