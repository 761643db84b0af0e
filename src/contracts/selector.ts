import { z } from 'zod';
import { idSchema, priceSchema } from './scalars.ts';

const valuesSchema = z.array(z.string().min(1).max(200)).max(10_000);

/**
 * Which lines a rule is about. Values inside a key are alternatives, keys are joined by AND, an absent key matches
 * everything, `{}` every line; an empty list matches nothing. A category is a path: `dairy` matches `dairy/milk`.
 * `price` compares the unit price, both ends included.
 */
export const selectorSchema = z.strictObject({
  sku: z.array(idSchema).max(100_000).optional(),
  category: valuesSchema.optional(),
  brand: valuesSchema.optional(),
  tag: valuesSchema.optional(),
  price: z.strictObject({ min: priceSchema.nullish(), max: priceSchema.nullish() }).optional(),
  get except() {
    return selectorSchema.optional();
  },
});
export type Selector = z.infer<typeof selectorSchema>;
