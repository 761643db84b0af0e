import { z } from 'zod';
import {
  amountSchema,
  idSchema,
  instantSchema,
  MAX_AMOUNT_MINOR,
  pointsSchema,
  priceSchema,
  quantitySchema,
} from './scalars.ts';

const shortTextSchema = z.string().max(300);

/** Most lines of one receipt. */
export const MAX_LINES = 1000;

/**
 * One position of a receipt. `price` is of one unit (or kilogram), minor units; `amount`, when given, is the line's
 * gross and wins over price x quantity; `minPrice` is the lowest unit price allowed.
 */
export const receiptLineSchema = z.strictObject({
  id: idSchema,
  sku: idSchema,
  name: shortTextSchema.default(''),
  category: shortTextSchema.default(''),
  brand: shortTextSchema.default(''),
  tags: z.array(z.string().min(1).max(200)).max(100).default([]),
  quantity: quantitySchema,
  price: priceSchema,
  amount: amountSchema.nullish(),
  vat: z.string().max(20).nullish(),
  minPrice: priceSchema.nullish(),
  flags: z
    .array(z.enum(['noDiscount', 'noPoints', 'noRedeem']))
    .max(3)
    .default([]),
});
export type ReceiptLine = z.infer<typeof receiptLineSchema>;

/** What the member asks to pay with: so many points of a wallet, or as many as the rules allow. */
export const redeemRequestSchema = z.union([
  z.strictObject({ wallet: idSchema, points: pointsSchema }),
  z.strictObject({ wallet: idSchema, max: z.literal(true) }),
]);
export type RedeemRequest = z.infer<typeof redeemRequestSchema>;

/** The fields of a receipt, for schemas derived from it; `receiptSchema` also checks them together. */
export const receiptFieldsSchema = z.strictObject({
  purchaseId: z.string().min(1).max(100),
  at: instantSchema,
  store: idSchema,
  till: idSchema,
  lines: z.array(receiptLineSchema).max(MAX_LINES),
  coupons: z.array(idSchema).max(100).default([]),
  redeem: redeemRequestSchema.nullish(),
  rewards: z.array(idSchema).max(20).default([]),
  /** Who sells, as the register or the chain's staff list calls this person. */
  cashier: idSchema.nullish(),
});

/** Refuses two lines with one id, and a line worth more than sums can hold exactly. */
export function checkLineIds(
  receipt: { lines: readonly Pick<ReceiptLine, 'id' | 'price' | 'quantity' | 'amount'>[] },
  context: z.core.$RefinementCtx,
): void {
  const seen = new Set<string>();
  receipt.lines.forEach((line, index) => {
    if (seen.has(line.id)) {
      context.addIssue({
        code: 'custom',
        message: 'Two lines have the same id.',
        path: ['lines', index, 'id'],
        params: { code: 'duplicate-line' },
      });
    }
    seen.add(line.id);
    if ((line.amount ?? line.price * line.quantity) > MAX_AMOUNT_MINOR) {
      context.addIssue({
        code: 'custom',
        message: 'The line is worth more than a receipt can hold.',
        path: ['lines', index],
        params: { code: 'line-too-large' },
      });
    }
  });
}

/** A receipt as the cash register sends it: the whole cart, before anything was taken off. */
export const receiptSchema = receiptFieldsSchema.superRefine(checkLineIds);
export type Receipt = z.infer<typeof receiptSchema>;
/** A receipt as a caller writes it: fields with defaults may be left out. */
export type ReceiptInput = z.input<typeof receiptSchema>;
