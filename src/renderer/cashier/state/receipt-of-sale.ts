import type { PosReceiptInput } from '../../../contracts/pos-api.ts';
import type { CartLine, Redeem, SaleState } from './sale-state.ts';

type LineInput = PosReceiptInput['lines'][number];

function lineInput(line: CartLine): LineInput {
  const { goods } = line;
  return {
    id: line.id,
    sku: goods.sku,
    name: goods.name,
    category: goods.category,
    brand: goods.brand,
    tags: [...goods.tags],
    quantity: line.thousandths / 1000,
    price: goods.priceMinor,
    vat: goods.vat,
    minPrice: goods.minPriceMinor,
    flags: [...goods.flags],
  };
}

function redeemInput(redeem: Redeem): PosReceiptInput['redeem'] {
  switch (redeem.kind) {
    case 'none':
      return null;
    case 'max':
      return { wallet: redeem.wallet, max: true };
    case 'points':
      return { wallet: redeem.wallet, points: redeem.points };
  }
}

/** The cart as the contract's receipt. `at` is the moment of the quote: ISO 8601 in local time with its offset. */
export function receiptOfSale(sale: SaleState, at: string): PosReceiptInput {
  return {
    at,
    lines: sale.lines.map(lineInput),
    coupons: [...sale.coupons],
    redeem: redeemInput(sale.redeem),
    rewards: [...sale.rewards],
    member: sale.member?.id ?? null,
  };
}
