import type { Promotion } from '../../contracts/promotion.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { basketsOf } from '../program/condition-sets.ts';
import { goodsOf } from '../program/overlap.ts';
import { compileSelector } from '../program/selectors.ts';

/** What counts goods: a promotion, or a reward, which has no conditions. */
type Counting = Pick<Promotion, 'then'> & { readonly when?: Promotion['when'] };

/**
 * Are the goods that a promotion counts sold by weight here? A receipt does not name its units: what is not whole is
 * weighed. A condition counts in the basket's goods, an effect in its own.
 */
export function countsWeighed({ when, then }: Counting, lines: readonly ReceiptLine[]): boolean {
  const tests = [
    ...(when === undefined ? [] : basketsOf(when).map(({ of }) => of)),
    ...then.flatMap(goodsOf),
  ].map(compileSelector);
  return lines.some((line) => !Number.isInteger(line.quantity) && tests.some((test) => test(line)));
}
