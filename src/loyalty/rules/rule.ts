import type { Effect, EffectType } from '../../contracts/effects.ts';
import type { Selector } from '../../contracts/selector.ts';
import type { Actor, Cart } from '../cart/cart.ts';
import type { Verdict } from '../cart/verdict.ts';
import type { CompiledText } from '../program/text.ts';

/** When a price-lowering effect works: on lines one by one, or on what is left of the receipt. */
export type Stage = 'line' | 'receipt';

/** What a rule may ask while an effect is compiled. */
export type CompileScope = {
  readonly intern: (selector: Selector) => number;
  readonly stage: Stage;
  /** Most groups of a counted effect in one receipt. */
  readonly perReceipt: number;
  readonly walletIndex: (id: string) => number;
};

/** An effect told by one number: see rules/simple.ts. */
export type SimpleStep = { readonly kind: number; readonly selector: number; readonly value: number };

/** A compiled effect that lowers prices. */
export type DiscountStep = {
  /** The lines that make it touch a receipt. */
  readonly selectors: readonly number[];
  /** The lines it may lower or use units of. */
  readonly works: readonly number[];
  /** The same effect in numbers, where they tell it. */
  readonly simple?: SimpleStep;
  readonly apply: (cart: Cart, actor: Actor) => Verdict;
  /**
   * No less than it can take off if no line has more left than now, whatever else happens to them before its turn:
   * for choices between promotions, which leave out what cannot win.
   */
  readonly most: (cart: Cart) => number;
};

/** A compiled earning effect; see stages/earn.ts. Exactly one of the ways is above zero. */
export type EarnStep = {
  readonly selectors: readonly number[];
  readonly selector: number;
  readonly wallet: number;
  /** Multiplier in hundredths; `all`: percent parts are multiplied too. */
  readonly multiplyHundredths: number;
  readonly all: boolean;
  readonly basisPoints: number;
  readonly fixed: number;
  readonly perUnit: number;
  readonly perAmount: number;
  readonly perPoints: number;
};

export type EffectOf<T extends EffectType> = Extract<Effect, { readonly type: T }>;

/** A kind of effect that lowers prices: its usual stage and how it is compiled. */
export type DiscountRule<T extends EffectType> = {
  readonly kind: 'discount';
  readonly type: T;
  readonly stageOf: (effect: EffectOf<T>) => Stage;
  readonly compile: (effect: EffectOf<T>, scope: CompileScope) => DiscountStep;
};

export type EarnRule<T extends EffectType> = {
  readonly kind: 'earn';
  readonly type: T;
  readonly compile: (effect: EffectOf<T>, scope: CompileScope) => EarnStep;
};

/** What an applied promotion hands out; amounts are known by then. */
export type IssueStep =
  | { readonly type: 'coupon'; readonly series: string; readonly validDays: number }
  | { readonly type: 'stamp'; readonly card: string; readonly count: number }
  | {
      readonly type: 'message';
      readonly where: 'receipt' | 'cashier' | 'display';
      readonly text: CompiledText;
    };

export type IssueRule<T extends EffectType> = {
  readonly kind: 'issue';
  readonly type: T;
  readonly compile: (effect: EffectOf<T>, scope: CompileScope) => IssueStep;
};
