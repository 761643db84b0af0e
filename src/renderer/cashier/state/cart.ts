import type { Goods } from '../../../contracts/goods.ts';
import type { SaleState } from './sale-state.ts';

/** Thousandths of one unit. */
export const ONE = 1000;
/** Largest quantity of a line, in thousandths: the contract's million units. */
export const MOST_THOUSANDTHS = 1_000_000 * ONE;

/** A change that the quote depends on. */
export const revised = (sale: SaleState, change: Partial<SaleState>): SaleState => ({
  ...sale,
  ...change,
  revision: sale.revision + 1,
});

/** Goods into the cart. Piece goods already there get one more; every weighing is a line of its own. */
export function withGoods(sale: SaleState, goods: Goods, thousandths: number): SaleState {
  const same = goods.weighed ? undefined : sale.lines.find((line) => line.goods.sku === goods.sku);
  if (same !== undefined) return withQuantity(sale, same.id, same.thousandths + thousandths);
  const id = String(sale.nextLineId);
  return revised(sale, {
    lines: [...sale.lines, { id, goods, thousandths }],
    nextLineId: sale.nextLineId + 1,
    touchedLineId: id,
  });
}

/** Sets a line's quantity; what is no possible quantity leaves the cart as it is. */
export function withQuantity(sale: SaleState, lineId: string, thousandths: number): SaleState {
  const line = sale.lines.find((one) => one.id === lineId);
  if (line === undefined || !Number.isInteger(thousandths) || thousandths <= 0) return sale;
  if (thousandths > MOST_THOUSANDTHS || (!line.goods.weighed && thousandths % ONE !== 0)) return sale;
  return revised(sale, {
    lines: sale.lines.map((one) => (one.id === lineId ? { ...one, thousandths } : one)),
    touchedLineId: lineId,
  });
}

export function withoutLine(sale: SaleState, lineId: string): SaleState {
  const index = sale.lines.findIndex((one) => one.id === lineId);
  const line = sale.lines[index];
  if (line === undefined) return sale;
  return revised(sale, {
    lines: sale.lines.filter((one) => one.id !== lineId),
    notice: { kind: 'removed', line, index },
    touchedLineId: null,
  });
}

/** Puts the line removed last back in its place. */
export function withRemovalUndone(sale: SaleState): SaleState {
  if (sale.notice?.kind !== 'removed') return sale;
  const { line, index } = sale.notice;
  return revised(sale, {
    lines: sale.lines.toSpliced(index, 0, line),
    notice: null,
    touchedLineId: line.id,
  });
}
