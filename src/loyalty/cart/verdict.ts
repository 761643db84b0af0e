/** What became of one effect; numbers because thousands are compared in a quote. */
export const APPLIED = 0;
/** No line of the receipt matches. */
export const NO_LINE = 1;
/** All matching lines belong to an exclusive promotion, or an exclusive one came too late. */
export const EXCLUSIVE = 2;
/** The lines match but there is nothing left to take or to earn on. */
export const NOTHING_LEFT = 3;
/** More money is needed; how much is in `cart.missing`. */
export const BASKET_AMOUNT = 4;
/** More goods are needed; how many, in units, is in `cart.missing`. */
export const BASKET_QUANTITY = 5;

export type Verdict =
  | typeof APPLIED
  | typeof NO_LINE
  | typeof EXCLUSIVE
  | typeof NOTHING_LEFT
  | typeof BASKET_AMOUNT
  | typeof BASKET_QUANTITY;
