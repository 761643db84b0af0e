import { z } from 'zod';

/** One article of the chain's goods list, enough to put a line on a receipt. Price in minor units. */
export const goodsSchema = z.strictObject({
  sku: z.string().min(1).max(64),
  barcodes: z.array(z.string().min(1).max(64)).max(20),
  name: z.string().min(1).max(200),
  category: z.string().max(200),
  brand: z.string().max(100),
  tags: z.array(z.string().max(64)).max(50),
  priceMinor: z.int().nonnegative(),
  vat: z.string().max(8),
  minPriceMinor: z.int().nonnegative().nullable(),
  flags: z.array(z.enum(['noDiscount', 'noPoints', 'noRedeem'])),
  /** Sold by weight: the quantity may have up to three decimals. */
  weighed: z.boolean(),
});
export type Goods = z.infer<typeof goodsSchema>;
