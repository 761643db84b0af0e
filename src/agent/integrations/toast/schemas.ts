import { z } from 'zod';

// The messages of Toast's loyalty integration API as its documentation (doc.toasttab.com, "Loyalty integration
// specification" 1.1.0 and the developer guide) gives them. Only what is read is named. Money in whole units with
// two decimals, without tax.

const text = z.string().nullish();
const guid = z.string().min(1).max(50);
const amount = z.number().nonnegative();

const selectionSchema = z.looseObject({
  guid,
  displayName: text,
  /** Of all units together, before discounts and after them. */
  preDiscountPrice: amount.nullish(),
  price: amount,
  quantity: z.number().positive(),
  voided: z.boolean().nullish(),
  item: z.looseObject({ guid: text, externalId: text }).nullish(),
});
export type Selection = z.infer<typeof selectionSchema>;

export const checkSchema = z.looseObject({
  guid,
  openedDate: text,
  paidDate: text,
  selections: z.array(selectionSchema).nullish(),
});
export type Check = z.infer<typeof checkSchema>;

/** An offer as it lies on a check. Its whole amount is `amount` times `quantity`, or the sum over its items. */
export const redemptionSchema = z.looseObject({
  identifier: z.string().min(1),
  amount: amount.nullish(),
  quantity: z.number().positive().nullish(),
  itemApplication: z.array(z.looseObject({ amount: amount.nullish() })).nullish(),
});
export type Redemption = z.infer<typeof redemptionSchema>;

export const searchBodySchema = z.looseObject({
  searchTransactionInformation: z.looseObject({
    searchCriteria: z.looseObject({ phone: text }),
  }),
});
export const checkBodySchema = z.looseObject({
  checkTransactionInformation: z.looseObject({
    loyaltyIdentifier: text,
    check: checkSchema,
    redemptions: z.array(redemptionSchema).nullish(),
  }),
});
export type CheckInformation = z.infer<typeof checkBodySchema>['checkTransactionInformation'];

export const reverseBodySchema = z.looseObject({
  reverseTransactionInformation: z.looseObject({ loyaltyIdentifier: text, transactionId: guid }),
});
export type ReverseInformation = z.infer<typeof reverseBodySchema>['reverseTransactionInformation'];
