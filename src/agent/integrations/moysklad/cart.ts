import type { Quote } from '../../../contracts/quote.ts';
import { defined } from '../../../shared/assert.ts';
import { priceTimes } from '../../../shared/money.ts';
import { fromThousandths, toThousandths } from '../../../shared/quantity.ts';
import { fromMinor, toMinor } from '../decimals.ts';
import { type CartLine, goodsLine } from '../goods-line.ts';
import type { IntegrationParts } from '../parts.ts';
import type { Position } from './schemas.ts';

/**
 * Positions of one article at one price are one line of ours, whatever the register split: so a sale gives the figures of
 * its recalculation, and a return, which names articles and no lines, finds its line.
 */
export type Group = {
  readonly line: CartLine;
  readonly positions: Position[];
  /** What the positions were sold for, minor units. */
  readonly paidMinor: number;
};

const articleOf = ({ assortment }: Position): string => assortment.meta?.id || assortment.syncId || '';

/** Line ids hold the article and its price: the same in a sale and in its return. */
export const lineIdOf = (position: Position): string => `${articleOf(position)}:${toMinor(position.price)}`;

const paidFor = ({ price, discountedPrice, quantity }: Position): number =>
  priceTimes(toMinor(discountedPrice ?? price), toThousandths(quantity));

export function groupPositions(
  positions: readonly Position[],
  goods: IntegrationParts['store']['goods'],
): Group[] {
  const byLine = Map.groupBy(positions, lineIdOf);
  return [...byLine].map(([id, same]) => {
    const first = defined(same[0], 'a group has a position');
    const thousandths = same.reduce((sum, { quantity }) => sum + toThousandths(quantity), 0);
    const line = goodsLine(goods, articleOf(first), {
      id,
      quantity: fromThousandths(thousandths),
      price: toMinor(first.price),
    });
    return { line, positions: same, paidMinor: same.reduce((sum, one) => sum + paidFor(one), 0) };
  });
}

type Piece = { readonly thousandths: number; readonly unitMinor: number };

/** The unit prices of a line, in order: two where whole units do not divide the net, else the price that comes nearest. */
function unitPrices({ net, split }: Quote['lines'][number], thousandths: number): Piece[] {
  if (split.length > 0) {
    return split.map(({ quantity, price }) => ({ thousandths: toThousandths(quantity), unitMinor: price }));
  }
  const exact = (net * 1000) / thousandths;
  const near = [Math.round(exact), Math.floor(exact), Math.ceil(exact)];
  const unitMinor = near.find((price) => priceTimes(price, thousandths) === net) ?? Math.round(exact);
  return [{ thousandths, unitMinor }];
}

/** A part of a position at its new price; serial numbers go along, as many as units. */
function positionAt(position: Position, { thousandths, unitMinor }: Piece, firstSn: number): Position {
  const priceMinor = toMinor(position.price);
  const off = priceMinor === 0 ? 0 : Math.max(0, 1 - unitMinor / priceMinor);
  const { sn } = position;
  return {
    ...position,
    quantity: fromThousandths(thousandths),
    discountPercent: Math.round(off * 10_000) / 100,
    discountedPrice: fromMinor(unitMinor),
    ...(sn == null ? {} : { sn: sn.slice(firstSn, firstSn + Math.floor(fromThousandths(thousandths))) }),
  };
}

/** The positions of a group at what the quote sells them for; one is split where its units have two prices. */
export function quotedPositions({ positions, line }: Group, quoted: Quote['lines'][number]): Position[] {
  const prices = unitPrices(quoted, toThousandths(line.quantity));
  const result: Position[] = [];
  let at = 0;
  let leftAtPrice = prices[0]?.thousandths ?? 0;
  for (const position of positions) {
    let left = toThousandths(position.quantity);
    let firstSn = 0;
    while (left > 0) {
      const { unitMinor } = defined(prices[at], 'the prices of a line cover its quantity');
      const thousandths = Math.min(left, leftAtPrice);
      result.push(positionAt(position, { thousandths, unitMinor }, firstSn));
      firstSn += Math.floor(fromThousandths(thousandths));
      left -= thousandths;
      leftAtPrice -= thousandths;
      if (leftAtPrice === 0) {
        at += 1;
        leftAtPrice = prices[at]?.thousandths ?? 0;
      }
    }
  }
  return result;
}
