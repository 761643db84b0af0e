import { z } from 'zod';

// The messages of MoySklad's Loyalty API 1.0 as its documentation (dev.moysklad.ru/doc/api/loyalty/1.0) gives them.
// Only what is read is named; the rest passes, because most of it has to go back as it came. Money in roubles with two
// decimals, times as `YYYY-MM-DD HH:MM:SS` without a zone.

const text = z.string().nullish();
const meta = z.looseObject({ href: text, id: text });
const retailStore = z.looseObject({ meta });

/** A customer. Sales have the id in `meta`; returns have `id` and `href` without it. */
export const agentSchema = z.looseObject({
  meta: meta.nullish(),
  id: text,
  name: text,
  discountCardNumber: text,
  phone: text,
  syncId: text,
});
export type Agent = z.infer<typeof agentSchema>;

export const positionSchema = z.looseObject({
  assortment: z.looseObject({ meta: meta.nullish(), syncId: text }),
  quantity: z.number().positive(),
  price: z.number().nonnegative(),
  discountedPrice: z.number().nonnegative().nullish(),
  sn: z.array(z.unknown()).nullish(),
});
export type Position = z.infer<typeof positionSchema>;

export const searchSchema = z.object({ search: z.string().min(1), retailStoreId: z.string().min(1) });

/** Creating a customer, and asking for one's balance. */
export const counterpartySchema = agentSchema.extend({ retailStore, meta });
export type Counterparty = z.infer<typeof counterpartySchema>;

export const recalcSchema = z.looseObject({
  retailStore,
  agent: agentSchema.nullish(),
  positions: z.array(positionSchema).min(1),
  bonusProgram: z.looseObject({ transactionType: z.enum(['EARNING', 'SPENDING']).nullish() }).nullish(),
  preferredBonusToSpend: z.number().nonnegative().nullish(),
});
export type Recalc = z.infer<typeof recalcSchema>;

const documentId = z.looseObject({ id: z.string().min(1).max(50) });
const sum = z.number().nonnegative().nullish();

export const saleSchema = z.looseObject({
  retailStore,
  meta: documentId,
  name: text,
  moment: text,
  agent: agentSchema.nullish(),
  positions: z.array(positionSchema).min(1),
  bonusProgram: z.looseObject({ bonusValueToSpend: sum }).nullish(),
  cashSum: sum,
  noCashSum: sum,
  /** The one sum that is in kopecks. */
  giftCards: z.array(z.looseObject({ paymentSum: z.number().nonnegative() })).nullish(),
});
export type Sale = z.infer<typeof saleSchema>;

export const salesReturnSchema = z.looseObject({
  retailStore,
  meta: documentId,
  demand: z.looseObject({ meta: meta.nullish() }).nullish(),
  positions: z.array(positionSchema).min(1),
});
export type SalesReturn = z.infer<typeof salesReturnSchema>;
