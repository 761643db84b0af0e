import { describe, expect, it } from 'vitest';
import { memberRecord, page, pointsLot, testPack, testProgram } from '../support/till-fixtures.ts';
import { noonMs } from '../support/till-pieces.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill } from '../support/till-sale.ts';

/** Everything a program can take off a receipt, beside the milk promotion: a tier discount, a rounded total, a reward. */
const generousProgram = {
  ...testProgram,
  receipt: { roundTotalDownTo: 100 },
  tiers: [{ id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, earnPercent: 5, discountPercent: 7 }],
  rewards: [
    {
      id: 'ten-off',
      name: { ru: 'Скидка 10 ₽', en: '10 off' },
      cost: 50,
      wallet: 'main',
      then: { type: 'amountOff' as const, amount: 1000 },
    },
  ],
};

function openGenerousTill() {
  const till = openTestTill([memberRecord('m1', { lots: [pointsLot('a', 500)] })]);
  till.store.sync.apply(
    page('packs', [['2', testPack(2, generousProgram, noonMs - 1000)]], {
      changes: [{ cursor: 2, key: '2', body: testPack(2, generousProgram, noonMs - 1000) }],
      cursor: 2,
    }),
  );
  return till;
}

const wishes = {
  member: 'm1',
  redeem: { wallet: 'main', max: true as const },
  rewards: ['ten-off'],
};
const grossMinor = 27_980;
const paid = [{ type: 'cash', amount: grossMinor }];

describe('a sale that was made without the agent', () => {
  it('is booked as it was paid, whatever the program would have taken off, and the member earns', () => {
    const till = openGenerousTill();
    // The same receipt not said to be paid loses something at every stage.
    expect(accepted(till.checkout.quote('P0', cart(wishes))).totals).toMatchObject({ gross: grossMinor });
    expect(accepted(till.checkout.quote('P0', cart(wishes))).totals.net).toBeLessThan(15_000);

    const request = confirmRequest(1, { receipt: cart(wishes), asPaid: true, tenders: paid });
    const { quote, member } = accepted(till.checkout.confirm('P1', request));
    expect(quote.totals).toEqual({
      gross: grossMinor,
      discount: 0,
      paidWithPoints: 0,
      net: grossMinor,
      earned: { main: 13 },
    });
    expect(quote).toMatchObject({ rewards: [], redeem: { asked: 0, points: 0 } });
    expect(member?.wallets[0]?.balance).toBe(513);
    expect(accepted(till.checkout.confirm('P1', request)).quote).toEqual(quote);
  });

  it('keeps a line to the kopeck where its amount was given', () => {
    const till = openGenerousTill();
    const [milk] = cart().lines;
    const lines = [{ ...milk, id: '1', sku: 'a', quantity: 0.333, price: 1, amount: 4999 }];
    const receipt = cart({ member: 'm1', lines });
    const tenders = [{ type: 'card', amount: 4999 }];
    const booked = till.checkout.confirm('P1', confirmRequest(1, { receipt, asPaid: true, tenders }));
    expect(accepted(booked).quote.totals).toMatchObject({ net: 4999, discount: 0 });
  });

  it('may have been quoted in vain: the answer came too late for the register', () => {
    const till = openGenerousTill();
    accepted(till.checkout.quote('P1', cart(wishes)));
    const request = confirmRequest(1, { receipt: cart(wishes), asPaid: true, tenders: paid });
    expect(accepted(till.checkout.confirm('P1', request)).quote.totals.net).toBe(grossMinor);
    expect(till.store.receipt('P1')?.state).toBe('confirmed');
  });

  it('is refused when the money is another sum, and when it comes without its receipt', () => {
    const till = openGenerousTill();
    const tenders = [{ type: 'cash', amount: grossMinor - 1 }];
    const short = confirmRequest(1, { receipt: cart(wishes), asPaid: true, tenders });
    expect(codeOf(till.checkout.confirm('P1', short))).toBe('tenders-mismatch');
    accepted(till.checkout.quote('P2', cart()));
    const bare = till.checkout.confirm('P2', confirmRequest(2, { asPaid: true }));
    expect(bare).toMatchObject({ error: { code: 'invalid', errors: [{ path: 'asPaid' }] } });
    expect(till.store.backlog().count).toBe(0);
  });
});
