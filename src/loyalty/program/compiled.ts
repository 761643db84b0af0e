import type { Program, Wallet } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { Actor, Cart } from '../cart/cart.ts';
import type { DiscountStep, EarnStep, IssueStep } from '../rules/rule.ts';
import type { Zone } from '../time/zone.ts';
import type { Condition } from './conditions.ts';
import type { Period } from './period.ts';
import type { CompiledText } from './text.ts';

/** No upper limit; a plain integer, because an infinite one would be a box of its own to look into. */
export const NO_MAXIMUM = -1;

/** A basket condition: sums in minor units, quantities in thousandths; a maximum may be `NO_MAXIMUM`. */
export type CompiledBasket = {
  readonly selector: number;
  readonly minAmount: number;
  readonly maxAmount: number;
  readonly minThousandths: number;
  readonly maxThousandths: number;
  readonly gross: boolean;
};

/** It has steps in the line stage. */
export const LINE_TURN = 1;
/** It has steps in the receipt stage. */
export const RECEIPT_TURN = 2;
/** It lowers no price: its basket is looked at before points are paid. */
export const ONLY_GIVES = 4;
/** It earns points. */
export const EARN_TURN = 8;
/** It hands something out or has a text. */
export const SPEAKS = 16;
/** It asks more than its first and last minute and whether there is a member: hours, store, coupon or limit. */
export const ASKS = 32;
/** Its basket is asked when its turn comes. */
export const HAS_BASKET = 64;
/** It wants a coupon. */
export const WANTS_COUPON = 128;
/** It closes the lines it touches to all others. */
export const CLOSES_LINES = 256;
/** It asks nothing but for a member, perhaps of some tiers: see `AskedFirst`. */
export const ONLY_MEMBERS = 512;

/** It has effects that hand something out (rules/rule.ts, `IssueStep`). */
export const HANDS_OUT = 1024;

/** Bits of tiers: any of them. */
export const ANY_TIER = -1;
/** Tiers that fit into the bits of one number. */
export const MOST_TIERS = 31;

/** A promotion ready to run; `order` is its place by priority (high first), then id. */
export type CompiledPromotion = Actor & {
  /** What it has to do and to ask, as bits: one look tells which turns it takes. */
  readonly duties: number;
  readonly order: number;
  readonly id: string;
  readonly lineSteps: readonly DiscountStep[];
  readonly receiptSteps: readonly DiscountStep[];
  readonly baskets: readonly CompiledBasket[];
  /** Those of its baskets that are asked when its turn comes. */
  readonly laterBaskets: readonly CompiledBasket[];
  readonly earnSteps: readonly EarnStep[];
  readonly conditions: readonly Condition[];
  readonly issueSteps: readonly IssueStep[];
  /** What it says when it applies, its messages included. */
  readonly texts: readonly PromotionText[];
  /** Number of its group; -1 without one. */
  readonly group: number;
  readonly period: Period;
  readonly stores: ReadonlySet<string> | null;
  readonly promotion: Promotion;
};

/** A text shown when the promotion applied; points in it are those of a wallet, by position. */
export type PromotionText = {
  readonly where: 'receipt' | 'cashier' | 'display';
  readonly text: CompiledText;
  readonly wallet: number;
};

/** A reward or a stamp card: one effect at the receipt stage under a number of its own. */
export type CompiledExtra = Actor & { readonly id: string; readonly step: DiscountStep };

/** `freeUnits`: units a full card gives away, which give no stamp themselves. */
export type CompiledCard = CompiledExtra & {
  readonly selector: number;
  readonly target: number;
  /** A full card gives whole units for nothing; they earn no stamp. */
  readonly givesUnits: boolean;
};

export type CompiledChoiceOption = {
  readonly choice: string;
  readonly option: string;
  readonly selector: number;
  readonly basisPoints: number;
  readonly wallet: number;
};

export type CompiledTier = {
  readonly id: string;
  readonly from: number;
  readonly earnBasisPoints: number;
  readonly discountBasisPoints: number;
  readonly wallet: number;
};

export type CompiledWallet = Wallet & {
  /** Units of one whole point: 10^scale. */
  readonly units: number;
  readonly redeemSelector: number;
  readonly maxShareBasisPoints: number;
};

/**
 * What every quote asks about every promotion it touches, by order number. Thousands are asked and most refused: these
 * few numbers lie side by side in memory and the promotion itself need not be looked at.
 */
export type AskedFirst = {
  readonly duties: Int32Array;
  /** Shelf amounts of the whole receipt it needs at least, minor units; 0: any. No promotion can change them. */
  readonly leastGross: readonly number[];
  /** Positions of the tiers it is for, as bits, or `ANY_TIER`; good where it is `ONLY_MEMBERS`. */
  readonly tiers: Int32Array;
  /** Bits of those that ask anything more than `thresholds`: the others take part whenever a receipt touches them. */
  readonly asking: Int32Array;
  readonly thresholds: Thresholds;
};

/**
 * Promotions that touch every receipt and ask for nothing but its shelf amounts, the dearest first: those that a receipt
 * does not reach come first, and no other is looked at.
 */
export type Thresholds = {
  readonly orders: Int32Array;
  /** Shelf amounts needed at least, minor units. */
  readonly leastGross: readonly number[];
};

/** Turns of promotions that have only one effect in them, by order number: the promotion need not be looked at. */
export type SoleSteps = {
  /**
   * Which simple effect it is (rules/simple.ts); `NOT_SIMPLE` also where its basket is asked at its turn or it closes
   * the lines it touches.
   */
  readonly kind: Uint8Array;
  readonly selector: Int32Array;
  readonly value: readonly number[];
  /** The only step of a line turn, when it has one; null when there are more. */
  readonly step: readonly (DiscountStep | null)[];
  /** The same of an earning turn. */
  readonly earn: readonly (EarnStep | null)[];
};

/** Which promotions a receipt touches, as order numbers. */
export type Touching = {
  /** Those of selector n lie from `start[n]` to `start[n + 1]` in `orders`. */
  readonly start: Int32Array;
  readonly orders: Int32Array;
  /** Bits of the promotions that touch every receipt. */
  readonly always: Int32Array;
};

/** A program made ready once per pack. Everything but `cart` and `active` never changes. */
export type CompiledProgram = {
  readonly program: Program;
  readonly pack: number;
  readonly zone: Zone;
  readonly promotions: readonly CompiledPromotion[];
  readonly asked: AskedFirst;
  readonly sole: SoleSteps;
  /** What promotions say when they apply, by order number. */
  readonly texts: readonly (readonly PromotionText[])[];
  /** Does any promotion belong to a group? */
  readonly hasGroups: boolean;
  readonly touching: Touching;
  /** Promotions that name a coupon code, by upper-case code. */
  readonly byCode: ReadonlyMap<string, readonly number[]>;
  readonly wallets: readonly CompiledWallet[];
  readonly walletIndex: ReadonlyMap<string, number>;
  /** Nothing in any wallet; frozen. */
  readonly nothingEarned: Record<string, number>;
  readonly tiers: readonly CompiledTier[];
  readonly tierIndex: ReadonlyMap<string, number>;
  readonly rewards: ReadonlyMap<string, CompiledExtra & { readonly wallet: number; readonly cost: number }>;
  readonly stampCards: readonly CompiledCard[];
  /** Cards that no promotion stamps: each unit bought gives one stamp. */
  readonly selfStamping: ReadonlySet<string>;
  readonly choices: ReadonlyMap<string, CompiledChoiceOption>;
  readonly clubBySku: ReadonlyMap<string, { readonly id: string; readonly periodDays: number }>;
  readonly tierActor: Actor;
  readonly roundingActor: Actor;
  /** Names of all sources by number: promotions, rewards, stamp cards, `tier`, `rounding`. */
  readonly sourceIds: readonly string[];
  /** Codes of coupon series, longest first. */
  readonly series: readonly string[];
  readonly cart: Cart;
  readonly active: ActivePeriods;
};

/**
 * Which promotions are between their first and last minute, kept until the next one starts or ends. `touched` is
 * scratch of the quote at hand.
 */
export type ActivePeriods = {
  fromMinute: number;
  untilMinute: number;
  readonly bits: Int32Array;
  readonly touched: Int32Array;
};
