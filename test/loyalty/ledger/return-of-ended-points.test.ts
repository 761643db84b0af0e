import { expect, it } from 'vitest';
import type { Lot } from '../../../src/contracts/ledger.ts';
import { programSchema } from '../../../src/contracts/program.ts';
import { receiptSchema } from '../../../src/contracts/receipt.ts';
import { instantFromMs } from '../../../src/loyalty/ledger/instant.ts';
import { applyPostings } from '../../../src/loyalty/ledger/postings.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { earnedPoints } from '../../../src/loyalty/ledger/quote-points.ts';
import { makeReturn } from '../../../src/loyalty/ledger/return-body.ts';
import { caseProgram, caseReceipt, mainWallet, quoteCase } from '../../support/loyalty-case.ts';

const dayMs = 86_400_000;
const boughtMs = Date.parse('2026-12-05T09:30:00Z');
// Gold earns 10 % of 1000.00: 100 points, which live for 7 days.
const written = {
  name: '',
  expect: {},
  member: { tier: 'gold' },
  lines: [{ price: 100_000 }],
  program: { wallets: [{ ...mainWallet, expireAfterDays: 7 }] },
};
const program = programSchema.parse(caseProgram(written));
const made = quoteCase(written);
const moved = purchasePostings({
  operationId: 'op',
  memberId: 'm1',
  atMs: boughtMs,
  redeemed: {},
  earned: earnedPoints(made),
  lots: [],
  wallets: program.wallets,
});

/** The return of it all with so much left of the earned points, so many days after the purchase. */
function giveBack(left: number, days: number, present?: readonly Lot[]) {
  const filled = applyPostings([], moved.postings, moved.lots);
  const lots = present ?? filled.map((lot): Lot => ({ ...lot, remaining: left }));
  const atMs = boughtMs + days * dayMs;
  const result = makeReturn({
    operationId: 'back',
    returnId: 'R-1',
    atMs,
    purchase: {
      operationId: 'op',
      at: instantFromMs(boughtMs),
      returned: [],
      body: {
        purchaseId: 'P-1',
        member: 'm1',
        receipt: receiptSchema.parse(caseReceipt(written)),
        quote: made,
        fiscal: { number: '1', time: instantFromMs(boughtMs) },
        tenders: [],
        postings: moved.postings,
        lots: moved.lots,
      },
    },
    lines: [{ id: '1', quantity: 1 }],
    lots,
    program,
  });
  if (!result.ok) throw new Error(result.error.code);
  const { body } = result.value;
  return { body, lots: applyPostings(lots, body.postings, body.lots) };
}

it('points that had ended unspent are taken from their own lot and cost the customer nothing', () => {
  const { body, lots } = giveBack(100, 8);
  expect(body).toMatchObject({ refundMinor: 100_000, withheldMinor: 0, pointsTaken: { main: 100 } });
  expect(lots.map((lot) => [lot.id, lot.remaining])).toEqual([['op:main', 0]]);
});

it('points that had been spent before the rest ended are kept from the refund', () => {
  const { body, lots } = giveBack(70, 8);
  expect(body).toMatchObject({ refundMinor: 97_000, withheldMinor: 3000, pointsTaken: { main: 70 } });
  expect(lots.map((lot) => [lot.id, lot.remaining])).toEqual([['op:main', 0]]);
});

it('a used-up lot that nobody remembers comes back with its own dates, not as one that never ends', () => {
  const other = moved.lots.map((lot): Lot => ({ ...lot, id: 'other', remaining: 150 }));
  const { body } = giveBack(0, 1, other);
  expect(body).toMatchObject({ withheldMinor: 0, pointsTaken: { main: 100 } });
  expect(body.restored).toEqual(moved.lots.map((lot) => ({ ...lot, remaining: 0 })));
  const after = applyPostings([...other, ...body.restored], body.postings, body.lots);
  expect(after.map((lot) => [lot.id, lot.remaining, lot.expiresAt])).toEqual([
    ['other', 150, '2026-12-12T09:30:00.000Z'],
    ['op:main', -100, '2026-12-12T09:30:00.000Z'],
  ]);
});
