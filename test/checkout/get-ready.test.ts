import { describe, expect, it } from 'vitest';
import { memberRecord, pointsLot } from '../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

const anna = () => memberRecord('m1', { lots: [pointsLot('lot-1', 5000)] });
const fiscal = { number: '1', time: '2026-12-05T12:31:00+03:00' };
const receipt = cart({ member: 'm1', redeem: { wallet: 'main', points: 5 } });

/** Answer, journal and paper of a sale that the till got ready for, or not, `then` what happens before it is confirmed. */
function sold(isReady: boolean, then: (till: ReturnType<typeof openTestTill>) => void = () => {}): unknown {
  const till = openTestTill([anna()]);
  accepted(till.checkout.quote('P1', receipt));
  if (isReady) till.checkout.getReady('P1');
  then(till);
  const answer = till.checkout.confirmText('P1', confirmRequest(1, { fiscal }));
  const { operations } = till.store.sync.outbox(10, 1_000_000);
  return { answer, operations, paper: till.store.printJobs.takeNext() };
}

describe('a sale that was got ready for', () => {
  it('is booked, answered and printed to the byte as one that was not', () => {
    expect(sold(true)).toEqual(sold(false));
  });

  it('is so too where time went by, another receipt was sold or the cart was quoted anew', () => {
    const changes: Parameters<typeof sold>[1][] = [
      (till) => till.clock.advance(40 * 86_400_000),
      (till) =>
        accepted(
          till.checkout.confirm(
            'P0',
            confirmRequest(2, { fiscal: { ...fiscal, number: '2' }, receipt: cart({ member: 'm1' }) }),
          ),
        ),
      (till) => accepted(till.checkout.quote('P1', cart({ member: 'm1' }))),
      (till) => accepted(till.checkout.quote('P1', cart())),
    ];
    for (const change of changes) expect(sold(true, change)).toEqual(sold(false, change));
  });

  it('is left alone where there is none', () => {
    const till = openTestTill([]);
    expect(() => till.checkout.getReady('unknown')).not.toThrow();
  });
});

it('the journal holds the uses of promotions with a limit over all members, and of no others', () => {
  const till = openTestTill([anna()]);
  for (const number of [1, 2]) {
    accepted(till.checkout.confirm(`P${number}`, confirmRequest(number, { receipt })));
  }
  expect(Object.keys(till.store.sync.promotionUses())).not.toEqual([]);
  expect(till.store.sync.outbox(10, 1_000_000).operations.at(-1)?.payload).not.toContain('promotionUses');
});
