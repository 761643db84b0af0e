import { type PosReceipt, posReceiptSchema } from '../../../contracts/pos-api.ts';
import type { Refusal } from '../../../contracts/refusal.ts';
import { instantFromMs } from '../../../loyalty/ledger/instant.ts';
import type { Result } from '../../../shared/result.ts';
import { toMinor } from '../decimals.ts';
import { goodsLine } from '../goods-line.ts';
import { parseOurs } from '../parse-ours.ts';
import type { IntegrationParts } from '../parts.ts';
import type { Check, Selection } from './schemas.ts';

/** What is still on a check. */
export const selectionsOf = ({ selections }: Check): Selection[] =>
  (selections ?? []).filter(({ voided }) => voided !== true);

/** `2019-04-08T21:16:46.738+0000` and `2019-08-24T14:15:22Z` as an instant; null where the text is none. */
export function instantOf(text: string | null | undefined): string | null {
  const ms = Date.parse((text ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(ms) ? null : instantFromMs(ms);
}

const codeOf = ({ item, guid }: Selection): string => item?.guid || item?.externalId || guid;

export type CartWishes = {
  readonly member: string | null;
  /** Whether the program's discounts may be taken: the register applies them only as an offer that was redeemed. */
  readonly discounts: boolean;
  readonly redeem: PosReceipt['redeem'];
};

/** A check as a cart: every selection a line at its price before discounts, modifiers within it. */
export function cartOfCheck(
  { clock, store }: IntegrationParts,
  check: Check,
  { member, discounts, redeem }: CartWishes,
): Result<PosReceipt, Refusal> {
  const lines = selectionsOf(check).map((selection) => {
    const { guid, preDiscountPrice, price, quantity, displayName } = selection;
    const amount = toMinor(preDiscountPrice ?? price);
    const units = Math.round(quantity * 1000) / 1000;
    const line = goodsLine(store.goods, codeOf(selection), {
      id: guid,
      name: (displayName ?? '').slice(0, 300),
      quantity: units,
      price: Math.round(amount / units),
      amount,
    });
    return discounts ? line : { ...line, flags: [...new Set([...line.flags, 'noDiscount' as const])] };
  });
  const at =
    instantOf(check.paidDate) ?? instantOf(check.openedDate) ?? instantFromMs(Math.floor(clock.wallMs()));
  return parseOurs(posReceiptSchema, { at, member, lines, redeem });
}
