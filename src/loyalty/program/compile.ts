import type { Effect, RewardEffect } from '../../contracts/effects.ts';
import type { Program, Wallet } from '../../contracts/program.ts';
import type { Selector } from '../../contracts/selector.ts';
import { defined } from '../../shared/assert.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import { toBasisPoints, WHOLE_BASIS_POINTS } from '../../shared/percent.ts';
import { pointUnits } from '../../shared/points.ts';
import { createCart } from '../cart/cart.ts';
import type { DiscountStep } from '../rules/rule.ts';
import { NOT_SIMPLE } from '../rules/simple.ts';
import { openZone } from '../time/zone.ts';
import { collectAsked } from './asked-first.ts';
import { compileDiscount, compilePromotion } from './compile-promotion.ts';

export type { CompiledProgram } from './compiled.ts';

import {
  CLOSES_LINES,
  type CompiledChoiceOption,
  type CompiledProgram,
  type CompiledPromotion,
  type CompiledTier,
  type CompiledWallet,
  HAS_BASKET,
  type SoleSteps,
  type Touching,
} from './compiled.ts';
import { compareText, inTurn } from './in-turn.ts';
import { createBits, setBit } from './order-bits.ts';
import { createSelectorTable } from './selector-table.ts';
import { EVERY_LINE } from './selectors.ts';
import { couponSeriesOf } from './series.ts';

type Intern = (selector: Selector) => number;

const compileWallet = (wallet: Wallet, intern: Intern): CompiledWallet => ({
  ...wallet,
  units: pointUnits(wallet.scale),
  redeemSelector: wallet.redeem === null ? EVERY_LINE : intern(wallet.redeem.of),
  maxShareBasisPoints: toBasisPoints(wallet.redeem?.maxShare ?? 0),
});

/** An effect without `of` of its own works on the goods of its stamp card. */
function withDefaultGoods(effect: RewardEffect, of: Selector): Effect {
  return 'of' in effect && Object.keys(effect.of).length === 0 ? { ...effect, of } : effect;
}

function compileExtra(effect: Effect, intern: Intern, walletIndex: (id: string) => number): DiscountStep {
  const scope = { intern, stage: 'receipt', perReceipt: Number.POSITIVE_INFINITY, walletIndex } as const;
  return defined(compileDiscount(effect, scope), `a reward cannot give ${effect.type}`);
}

function compileChoices(
  program: Program,
  intern: Intern,
  walletIndex: (id: string) => number,
): Map<string, CompiledChoiceOption> {
  const options = new Map<string, CompiledChoiceOption>();
  for (const choice of program.choices) {
    for (const option of choice.options) {
      options.set(`${choice.id}\n${option.id}`, {
        choice: choice.id,
        option: option.id,
        selector: intern(option.of),
        basisPoints: toBasisPoints(option.earnPercent),
        wallet: option.wallet == null ? 0 : walletIndex(option.wallet),
      });
    }
  }
  return options;
}

const compileTiers = (program: Program, walletIndex: (id: string) => number): CompiledTier[] =>
  program.tiers
    .map((tier) => ({
      id: tier.id,
      from: tier.from,
      earnBasisPoints: toBasisPoints(tier.earnPercent),
      discountBasisPoints: Math.min(toBasisPoints(tier.discountPercent), WHOLE_BASIS_POINTS),
      wallet: tier.wallet == null ? 0 : walletIndex(tier.wallet),
    }))
    .sort((a, b) => a.from - b.from || compareText(a.id, b.id));

const positions = (entries: readonly { readonly id: string }[]): Map<string, number> =>
  new Map(entries.map((entry, position) => [entry.id, position]));

/** Bits of order numbers that touch every receipt, and the others by the selector that touches them. */
function indexTouching(touching: readonly (readonly number[])[], selectors: number): Touching {
  const bySelector: number[][] = Array.from({ length: selectors }, () => []);
  const always = createBits(touching.length);
  touching.forEach((list, order) => {
    if (list.includes(EVERY_LINE)) setBit(always, order);
    else for (const selector of list) bySelector[selector]?.push(order);
  });
  const start = new Int32Array(selectors + 1);
  bySelector.forEach((list, selector) => {
    start[selector + 1] = (start[selector] ?? 0) + list.length;
  });
  return { start, orders: Int32Array.from(bySelector.flat()), always };
}

function collectSole(promotions: readonly CompiledPromotion[]): SoleSteps {
  const step = promotions.map(({ lineSteps }) => (lineSteps.length === 1 ? (lineSteps[0] ?? null) : null));
  const earn = promotions.map(({ earnSteps }) => (earnSteps.length === 1 ? (earnSteps[0] ?? null) : null));
  const simple = promotions.map(({ duties }, order) =>
    (duties & (HAS_BASKET | CLOSES_LINES)) === 0 ? step[order]?.simple : undefined,
  );
  return {
    kind: Uint8Array.from(simple, (effect) => effect?.kind ?? NOT_SIMPLE),
    selector: Int32Array.from(simple, (effect) => effect?.selector ?? EVERY_LINE),
    value: simple.map((effect) => effect?.value ?? 0),
    step,
    earn,
  };
}

function indexCodes(promotions: Program['promotions']): Map<string, number[]> {
  const byCode = new Map<string, number[]>();
  promotions.forEach(({ when }, order) => {
    if (typeof when.coupon !== 'string') return;
    const key = couponKey(when.coupon);
    byCode.set(key, [...(byCode.get(key) ?? []), order]);
  });
  return byCode;
}

/** Stamp cards that some promotion stamps; the others are stamped by what is bought. */
const stampedByPromotions = (program: Program): ReadonlySet<string> =>
  new Set(
    program.promotions.flatMap(({ then }) => then.flatMap((e) => (e.type === 'stamp' ? [e.card] : []))),
  );

/** Numbers given out in the order of first mention. */
function createNumbering(): (id: string) => number {
  const numbers = new Map<string, number>();
  return (id) => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return number;
  };
}

/** Does a full card give whole units for nothing? Those it takes part in are then not bought. */
const givesUnits = (effect: RewardEffect): boolean =>
  effect.type === 'gift' || (effect.type === 'unitsOff' && (effect.percent ?? 0) >= 100);

/** Rewards and stamp cards: sources numbered after the promotions, then the tier and the rounding. */
function compileExtras(program: Program, intern: Intern, walletIndex: (id: string) => number) {
  const firstReward = program.promotions.length;
  const firstCard = firstReward + program.rewards.length;
  const tierSource = firstCard + program.stampCards.length;
  const rewards = program.rewards.map((reward, i) => ({
    source: firstReward + i,
    exclusive: false,
    id: reward.id,
    wallet: walletIndex(reward.wallet),
    cost: reward.cost,
    step: compileExtra(reward.then, intern, walletIndex),
  }));
  const stampCards = program.stampCards.map((card, i) => ({
    source: firstCard + i,
    exclusive: false,
    id: card.id,
    selector: intern(card.of),
    target: card.target,
    givesUnits: givesUnits(card.then),
    step: compileExtra(withDefaultGoods(card.then, card.of), intern, walletIndex),
  }));
  const stamped = stampedByPromotions(program);
  return {
    rewards: new Map(rewards.map((reward) => [reward.id, reward])),
    stampCards,
    selfStamping: new Set(program.stampCards.map((card) => card.id).filter((id) => !stamped.has(id))),
    tierActor: { source: tierSource, exclusive: false },
    roundingActor: { source: tierSource + 1, exclusive: false },
  };
}

const idsOf = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);

/**
 * Makes a validated program ready for quotes, once per pack: promotions in their order, selectors in an index by SKU,
 * category path, brand and tag. The result holds the scratch of its quotes, so one quote runs at a time (they are
 * synchronous) and nothing is allocated per promotion.
 */
export function compileProgram(program: Program, pack = 0): CompiledProgram {
  const table = createSelectorTable();
  const { intern } = table;
  const walletPositions = positions(program.wallets);
  const walletIndex = (id: string): number => defined(walletPositions.get(id), `unknown wallet ${id}`);
  const tiers = compileTiers(program, walletIndex);
  const tierPositions = positions(tiers);
  const sorted = inTurn(program.promotions);
  const tierIndex = (id: string): number => defined(tierPositions.get(id), `unknown tier ${id}`);
  const giftWallets = new Set(program.wallets.filter(({ gift }) => gift).map(({ id }) => id));
  const scope = { intern, walletIndex, tierIndex, groupIndex: createNumbering(), giftWallets };
  const compiled = sorted.map((promotion, order) => compilePromotion(promotion, order, scope));
  const extras = compileExtras(program, intern, walletIndex);
  const wallets = program.wallets.map((wallet) => compileWallet(wallet, intern));
  const choices = compileChoices(program, intern, walletIndex);
  // Every selector has been interned by now.
  const index = table.index();
  const touching = indexTouching(
    compiled.map((entry) => entry.touching),
    index.count,
  );
  const promotions = compiled.map((entry) => entry.compiled);
  return {
    program,
    pack,
    zone: openZone(program.timezone),
    promotions,
    asked: collectAsked(compiled, touching.always),
    hasGroups: sorted.some(({ group }) => group != null),
    sole: collectSole(promotions),
    texts: promotions.map(({ texts }) => texts),
    touching,
    byCode: indexCodes(sorted),
    wallets,
    walletIndex: walletPositions,
    nothingEarned: Object.freeze(Object.fromEntries(idsOf(wallets).map((id) => [id, 0]))),
    tiers,
    tierIndex: tierPositions,
    ...extras,
    choices,
    clubBySku: new Map(program.clubs.map(({ sku, id, periodDays }) => [sku, { id, periodDays }])),
    sourceIds: [
      ...idsOf(sorted),
      ...idsOf(program.rewards),
      ...idsOf(program.stampCards),
      'tier',
      'rounding',
    ],
    series: couponSeriesOf(program),
    cart: createCart(index, extras.roundingActor.source + 1),
    active: {
      fromMinute: Number.POSITIVE_INFINITY,
      untilMinute: Number.NEGATIVE_INFINITY,
      bits: createBits(promotions.length),
      touched: createBits(promotions.length),
    },
  };
}
