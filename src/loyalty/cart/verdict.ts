/** What became of one effect; numbers because thousands are compared in a quote. */
export const APPLIED = 0;
/** No line of the receipt matches. */
export const NO_LINE = 1;
/** All matching lines belong to an exclusive promotion, or an exclusive one came too late. */
export const EXCLUSIVE = 2;
/** The lines match but there is nothing left to take. */
export const NOTHING_LEFT = 3;
/** Whole units are counted, and the lines that match have none. */
export const WEIGHED_GOODS = 4;
/** The lines match but nothing of them earns. */
export const NOTHING_TO_EARN = 5;
/** Another multiplier is the largest where there is something to multiply. */
export const MULTIPLIED_MORE = 6;
/** More money is needed; how much is in `cart.missing`. */
export const BASKET_AMOUNT = 7;
/** More goods are needed; how many, in units, is in `cart.missing`. */
export const BASKET_QUANTITY = 8;

export type Verdict =
  | typeof APPLIED
  | typeof NO_LINE
  | typeof EXCLUSIVE
  | typeof NOTHING_LEFT
  | typeof WEIGHED_GOODS
  | typeof NOTHING_TO_EARN
  | typeof MULTIPLIED_MORE
  | typeof BASKET_AMOUNT
  | typeof BASKET_QUANTITY;
