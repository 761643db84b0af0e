import type { Goods } from '../../contracts/goods.ts';
import type { MemberView } from '../../contracts/member-view.ts';
import type { Receipt, ReceiptLine } from '../../contracts/receipt.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { HeldCart } from '../../contracts/ui-api.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** What a window reads of an open receipt. The till's store fits this shape. */
export type HeldCartParts = {
  readonly receipt: (
    purchaseId: string,
  ) =>
    | { readonly state: 'open'; readonly memberId: string | null; readonly cart: Receipt }
    | { readonly state: string }
    | null;
  readonly goodsByCode: (code: string) => Goods | null;
  readonly memberView: (memberId: string) => Result<MemberView, Refusal>;
};

/** The article as the receipt has it: names and barcodes of the goods list, but the price that was promised. */
function goodsOfLine(line: ReceiptLine, known: Goods | null): Goods {
  return {
    sku: line.sku,
    barcodes: known?.barcodes ?? [],
    name: line.name || known?.name || line.sku,
    category: line.category,
    brand: line.brand,
    tags: line.tags,
    priceMinor: line.price,
    vat: line.vat ?? '',
    minPriceMinor: line.minPrice ?? null,
    flags: line.flags,
    weighed: known?.weighed ?? !Number.isInteger(line.quantity),
  };
}

/** The stored cart of an open receipt; a closed or unknown one is refused. */
export function readHeldCart(parts: HeldCartParts, purchaseId: string): Result<HeldCart, Refusal> {
  const stored = parts.receipt(purchaseId);
  if (stored === null) return err(refusal('unknown-purchase', `Purchase ${purchaseId} is not known here.`));
  if (!('cart' in stored) || stored.state !== 'open')
    return err(refusal('receipt-closed', `Purchase ${purchaseId} is ${stored.state}.`));
  const { cart, memberId } = stored;
  const member = memberId === null ? null : parts.memberView(memberId);
  if (member !== null && !member.ok && member.error.code !== 'unknown-member') return member;
  return ok({
    purchaseId,
    member: member?.ok === true ? member.value : null,
    lines: cart.lines.map((line) => ({
      id: line.id,
      goods: goodsOfLine(line, parts.goodsByCode(line.sku)),
      thousandths: Math.round(line.quantity * 1000),
    })),
    redeem: cart.redeem ?? null,
    rewards: [...cart.rewards],
    coupons: [...cart.coupons],
  });
}
