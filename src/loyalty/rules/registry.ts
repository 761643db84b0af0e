import type { EffectType } from '../../contracts/effects.ts';
import { amountOff } from './amount-off.ts';
import { bundle } from './bundle.ts';
import { buyGet } from './buy-get.ts';
import { coupon } from './coupon.ts';
import { fixedPrice } from './fixed-price.ts';
import { gift } from './gift.ts';
import { ladder } from './ladder.ts';
import { message } from './message.ts';
import { percentOff } from './percent-off.ts';
import { points } from './points.ts';
import type { DiscountRule, EarnRule, IssueRule } from './rule.ts';
import { stamp } from './stamp.ts';
import { unitsOff } from './units-off.ts';

/** Every kind of effect and the rule that carries it out; a kind without a rule does not compile. */
export const rules = {
  percentOff,
  amountOff,
  fixedPrice,
  buyGet,
  bundle,
  unitsOff,
  ladder,
  points,
  gift,
  coupon,
  stamp,
  message,
} as const satisfies { readonly [T in EffectType]: DiscountRule<T> | EarnRule<T> | IssueRule<T> };
