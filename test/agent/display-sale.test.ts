import { expect, it } from 'vitest';
import { displayThanks, displayTotal } from '../../src/agent/display-sale.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import { displayColumns } from '../../src/drivers/display/cd5220.ts';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, openTestTill } from '../support/till-sale.ts';

function quoted(points: number): Quote {
  const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
  const redeem = points === 0 ? undefined : { wallet: 'main', points };
  return accepted(
    till.checkout.quote('P1', cart({ member: 'm1', ...(redeem === undefined ? {} : { redeem }) })),
  );
}
const lines = (pair: readonly string[]): string[] => pair.map((line) => line.replaceAll(/\s+/g, ' '));

it('shows what is taken off and what is to be paid, points included', () => {
  const { totals } = quoted(100);
  expect(totals.paidWithPoints).toBe(10_000);
  const shown = displayTotal(quoted(100), 'ru');
  expect(lines(shown)).toEqual([
    `Скидка −${((totals.discount + 10_000) / 100).toFixed(2).replace('.', ',')}`,
    `Итого ${(totals.net / 100).toFixed(2).replace('.', ',')}`,
  ]);
  for (const line of shown) expect(line).toHaveLength(displayColumns);
});

it('thanks, and tells the saving where there is one', () => {
  const quote = quoted(0);
  const plain: Quote = { ...quote, totals: { ...quote.totals, discount: 0, paidWithPoints: 0 } };
  expect(displayThanks(plain, 'en')).toEqual(['Thank you!', '']);
  expect(displayTotal(plain, 'en')[0]).toBe('');
  expect(lines(displayThanks(quoted(100), 'en'))[1]).toMatch(/^You saved \d+\.\d\d$/);
});
