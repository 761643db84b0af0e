import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Lot } from '../../../src/contracts/ledger.ts';
import { programSchema } from '../../../src/contracts/program.ts';
import { receiptSchema } from '../../../src/contracts/receipt.ts';
import { applyPostings } from '../../../src/loyalty/ledger/postings.ts';
import { purchasePostings } from '../../../src/loyalty/ledger/purchase-postings.ts';
import { earnedPoints } from '../../../src/loyalty/ledger/quote-points.ts';
import { makeReturn } from '../../../src/loyalty/ledger/return-body.ts';
import type { LineQuantity } from '../../../src/loyalty/returns.ts';
import {
  caseProgram,
  caseReceipt,
  type LoyaltyCase,
  mainWallet,
  quoteCase,
} from '../../support/loyalty-case.ts';
import { propertySettings } from '../../support/property-runs.ts';

const at = '2026-12-05T09:30:00.000Z';

type Bought = {
  readonly value: number;
  readonly scale: number;
  readonly percent: number;
  readonly price: number;
  readonly units: number;
  /** Points of the purchase the member still has when the first goods come back. */
  readonly left: number;
};

/** What is refunded in all when a line, bought under a program that withholds, comes back in such parts. */
function bringBack({ value, scale, percent, price, units, left }: Bought, parts: readonly number[]) {
  const written: LoyaltyCase = {
    name: '',
    expect: {},
    program: {
      wallets: [{ ...mainWallet, value, scale }],
      tiers: [{ id: 'only', name: { ru: 'Один', en: 'Only' }, from: 0, earnPercent: percent }],
      clawback: 'withhold',
    },
    member: { tier: 'only' },
    lines: [{ price, quantity: units }],
  };
  const program = programSchema.parse(caseProgram(written));
  const quote = quoteCase(written);
  const moved = purchasePostings({
    operationId: 'op',
    memberId: 'm1',
    atMs: Date.parse(at),
    redeemed: {},
    earned: earnedPoints(quote),
    lots: [],
    wallets: program.wallets,
  });
  const body = {
    purchaseId: 'P-1',
    member: 'm1',
    receipt: receiptSchema.parse(caseReceipt(written)),
    quote,
    fiscal: { number: '1', time: at },
    tenders: [],
    postings: moved.postings,
    lots: moved.lots,
  };
  let lots = moved.lots.map((lot): Lot => ({ ...lot, remaining: Math.min(left, lot.points) }));
  const returned: LineQuantity[] = [];
  let refund = 0;
  for (const quantity of parts) {
    const lines = [{ id: '1', quantity }];
    const made = makeReturn({
      operationId: `back-${returned.length}`,
      returnId: `R-${returned.length}`,
      atMs: Date.parse(at) + 1000,
      purchase: { operationId: 'op', at, body, returned: [...returned] },
      lines,
      lots,
      program,
    });
    if (!made.ok) throw new Error(made.error.code);
    refund += made.value.body.refundMinor;
    lots = [...applyPostings([...lots, ...made.value.body.restored], made.value.body.postings, [])];
    returned.push(...lines);
  }
  return refund;
}

it('what is kept for points already spent does not depend on how the goods come back', () => {
  const seven = { value: 33, scale: 2, percent: 7, price: 1013, units: 7, left: 0 };
  // 70.91 earned 15.04 points worth 4.96.
  expect(bringBack(seven, [7])).toBe(6595);
  expect(bringBack(seven, [1, 1, 1, 1, 1, 1, 1])).toBe(6595);
  expect(bringBack(seven, [3, 4])).toBe(6595);
});

it('the refunds of any parts sum to the refund of the whole, however many points are left', () => {
  const bought = fc.record({
    value: fc.integer({ min: 1, max: 300 }),
    scale: fc.integer({ min: 0, max: 4 }),
    percent: fc.integer({ min: 1, max: 30 }),
    price: fc.integer({ min: 500, max: 20_000 }),
    units: fc.integer({ min: 1, max: 9 }),
    left: fc.nat(3000),
  });
  fc.assert(
    fc.property(bought, fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 9 }), (goods, wanted) => {
      const parts: number[] = [];
      let rest = goods.units;
      for (const part of [...wanted, goods.units]) {
        if (rest > 0) parts.push(Math.min(part, rest));
        rest -= Math.min(part, rest);
      }
      expect(bringBack(goods, parts)).toBe(bringBack(goods, [goods.units]));
    }),
    propertySettings(),
  );
});
