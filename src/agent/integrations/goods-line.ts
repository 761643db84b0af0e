import type { PosReceipt } from '../../contracts/pos-api.ts';
import type { IntegrationParts } from './parts.ts';

export type CartLine = PosReceipt['lines'][number];

/**
 * A cart line of goods that another system knows by its own id. What promotions select by (category, brand, tags) comes
 * from the chain's goods list, where that id is the article's SKU or one of its codes; goods that are not in it sell
 * without them.
 */
export function goodsLine(
  goods: IntegrationParts['store']['goods'],
  code: string,
  line: Pick<CartLine, 'id' | 'quantity' | 'price'> & Partial<Pick<CartLine, 'amount' | 'name'>>,
): CartLine {
  const known = goods.byCode(code);
  if (known === null) {
    return { name: '', category: '', brand: '', tags: [], flags: [], sku: code, ...line };
  }
  const { sku, name, category, brand, tags, vat, minPriceMinor, flags } = known;
  return { sku, category, brand, tags, flags, vat, minPrice: minPriceMinor, ...line, name };
}
