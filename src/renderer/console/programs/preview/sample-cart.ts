import type { Program } from '../../../../contracts/program.ts';
import { goodsOf } from '../../../../loyalty/program/overlap.ts';

/** A line of the cart one tries a program on. Texts as typed: price in whole units of money, quantity in units. */
export type TriedLine = {
  readonly key: number;
  readonly sku: string;
  readonly category: string;
  readonly price: string;
  readonly quantity: string;
};

const MOST_LINES = 4;

/** A cart the program says something about: goods that its first promotions name, and one that none names. */
export function sampleCart(program: Program): TriedLine[] {
  const named = new Map<string, { sku: string; category: string }>();
  for (const { sku, category } of program.promotions.flatMap(({ then }) => then.flatMap(goodsOf))) {
    if (named.size >= MOST_LINES - 1) break;
    const [one] = sku ?? [];
    const [path] = category ?? [];
    if (one !== undefined) named.set(one, { sku: one, category: '' });
    else if (path !== undefined) named.set(path, { sku: path.replaceAll('/', '-'), category: path });
  }
  return [...named.values(), { sku: 'goods-1', category: '' }].map((line, key) => ({
    key,
    ...line,
    price: '250',
    quantity: '2',
  }));
}
