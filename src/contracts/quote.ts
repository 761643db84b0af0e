import { z } from 'zod';
import { localTextSchema } from './scalars.ts';

// A quote: decisions with reasons, never edits. Amounts in minor units, points in 10^-scale points of their wallet.

const id = z.string();
const amount = z.int();
/** Points by wallet; every wallet of the program has an entry. */
const pointsByWallet = z.record(z.string(), z.int());

/** `rounding` and `tier` are the ids of the discounts that no promotion gave. */
export const lineDiscountSchema = z.strictObject({ promotion: id, amount });

export const quoteLineSchema = z.strictObject({
  id,
  gross: amount,
  discounts: z.array(lineDiscountSchema),
  paidWithPoints: amount,
  net: amount,
  earned: pointsByWallet,
  /** Fiscal positions of a line of whole units: price x quantity is exact, dearer first, at most two. */
  split: z.array(z.strictObject({ quantity: z.int(), price: amount })),
});
export type QuoteLine = z.infer<typeof quoteLineSchema>;

export const rejectionReasonSchema = z.enum([
  'not-in-period',
  'not-in-store',
  'no-matching-line',
  'not-a-member',
  'not-a-guest',
  'tier',
  'segment',
  'club',
  'birthday',
  'tenure',
  'purchases',
  'coupon',
  'limit',
  'basket-amount',
  'basket-quantity',
  'lost-to',
  'exclusive',
  'points',
  'unknown',
  'nothing-left',
  /** Whole units are counted, and the goods are sold by weight. */
  'weighed-goods',
  /** The goods bring no points: by their flag, or because points pay for all of them. */
  'nothing-to-earn',
]);
export type RejectionReason = z.infer<typeof rejectionReasonSchema>;

/** A promotion, a chosen reward or a full stamp card that did something; `coupon`: the given code it used up. */
export const appliedSchema = z.strictObject({
  promotion: id,
  amount,
  points: pointsByWallet,
  coupon: z.string().optional(),
});
export type Applied = z.infer<typeof appliedSchema>;

/** `missing`: how much more would do; `to`: the promotion that won instead. */
export const rejectedSchema = z.strictObject({
  promotion: id,
  reason: rejectionReasonSchema,
  missing: z.strictObject({ amount: amount.optional(), quantity: z.number().optional() }).optional(),
  to: id.optional(),
});
export type Rejected = z.infer<typeof rejectedSchema>;

/** Why fewer points pay than were asked for. */
export const redeemReasonSchema = z.enum([
  /** The program has no such wallet. */
  'unknown-wallet',
  'not-a-member',
  /** Points of this wallet never pay. */
  'not-spendable',
  /** The receipt is below the least one that points may pay for; `missing` is how much, in minor units. */
  'basket-amount',
  /** No goods here may be paid with them. */
  'no-matching-line',
  /** The member does not have so many, or may not spend so many here. */
  'points',
  /** The wallet is spent in whole steps only. */
  'step',
  /** The rules of the wallet allow no more on this receipt. */
  'most',
]);
export type RedeemReason = z.infer<typeof redeemReasonSchema>;

export const quoteSchema = z.strictObject({
  purchaseId: z.string(),
  pack: z.int(),
  lines: z.array(quoteLineSchema),
  totals: z.strictObject({
    gross: amount,
    discount: amount,
    paidWithPoints: amount,
    net: amount,
    earned: pointsByWallet,
  }),
  /** `asked`, `points` used and the `max` allowed, all in points; null when no wallet of the program pays. */
  redeem: z
    .strictObject({
      wallet: id,
      asked: z.int(),
      points: z.int(),
      max: z.int(),
      /** When fewer pay than were asked for. */
      reason: redeemReasonSchema.optional(),
      missing: amount.optional(),
    })
    .nullable(),
  applied: z.array(appliedSchema),
  rejected: z.array(rejectedSchema),
  /** Rewards paid for with points: `cost` leaves `wallet`, `amount` is what they took off. */
  rewards: z.array(z.strictObject({ reward: id, wallet: id, cost: z.int(), amount })),
  /** `missing`: units of the gift the cashier still has to add. */
  gifts: z.array(z.strictObject({ promotion: id, sku: id, quantity: z.int(), missing: z.int() })),
  /** Coupons to issue; `validUntil` is the last day, in the program's time zone. */
  coupons: z.array(z.strictObject({ promotion: id, series: id, validDays: z.int(), validUntil: z.string() })),
  /**
   * `earned` here, `used` by a full card here, `total` on the card afterwards. `lines`: which lines earned them, summing
   * to `earned`; only older quotes leave it out.
   */
  stamps: z.array(
    z.strictObject({
      card: id,
      earned: z.int(),
      used: z.int(),
      total: z.int(),
      target: z.int(),
      lines: z.array(z.strictObject({ id, earned: z.int() })).optional(),
    }),
  ),
  /**
   * What became of each code that was given, where any was. `applied`: used up by a promotion; `idle`: good, but no
   * promotion took it here, and it can be used later.
   */
  givenCoupons: z
    .array(
      z.strictObject({ code: id, state: z.enum(['applied', 'idle', 'used', 'void', 'expired', 'unknown']) }),
    )
    .optional(),
  /**
   * Clubs bought with this receipt, each once; `validUntil` is the last day. `boughtOn`: the day of the purchase, and
   * `lines`: how many days each line bought, both left out only by older quotes, which may name a club twice.
   */
  clubs: z.array(
    z.strictObject({
      club: id,
      validUntil: z.string(),
      boughtOn: z.iso.date().optional(),
      lines: z.array(z.strictObject({ id, days: z.int().positive() })).optional(),
    }),
  ),
  /** Null for guests. `reached`: a tier this receipt earns, provisional until the hub confirms. */
  tier: z
    .strictObject({
      id: id.nullable(),
      reached: id.nullable(),
      provisional: z.boolean(),
      next: z.strictObject({ id, gap: z.int() }).nullable(),
    })
    .nullable(),
  messages: z.array(
    z.strictObject({
      promotion: id,
      where: z.enum(['receipt', 'cashier', 'display']),
      text: localTextSchema,
    }),
  ),
  /** What a promotion promised but no line had room for. */
  clipped: z.array(z.strictObject({ promotion: id, amount })),
  /** Where the points come from: the tier, choices and promotions; they sum to totals.earned. */
  earnings: z.array(
    z.strictObject({
      source: z.enum(['tier', 'choice', 'promotion']),
      id,
      wallet: id,
      points: z.int(),
    }),
  ),
});
export type Quote = z.infer<typeof quoteSchema>;
