import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CouponRecord } from '../../../src/contracts/coupon.ts';
import type { OperationFact, PurchaseBody, ReturnBody } from '../../../src/contracts/sync.ts';
import { couponFlag, couponMoves, couponStateOn } from '../../../src/loyalty/ledger/coupons.ts';
import { couponCode } from '../../../src/shared/coupon-code.ts';
import { propertySettings } from '../../support/property-runs.ts';

const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const code = 'NEXT-7F3K-9QWE-2MND';

const purchase = (number: number, coupons: PurchaseBody['coupons']): OperationFact => ({
  id: idOf(number),
  kind: 'purchase',
  body: { member: 'm1', coupons } as PurchaseBody,
});
const returned = (number: number, of: number, coupons: ReturnBody['coupons']): OperationFact => ({
  id: idOf(number),
  kind: 'return',
  body: { member: 'm1', purchaseOperation: idOf(of), coupons } as ReturnBody,
});

const issue = purchase(1, {
  issued: [{ code, series: 'NEXT', promotion: 'p', validUntil: '2026-12-19' }],
  used: [],
});
const use = (number: number): OperationFact =>
  purchase(number, { issued: [], used: [{ code: code.toLowerCase(), series: 'NEXT' }] });
const voiding = returned(8, 1, { voided: [code], restored: [] });
const givingBack = (number: number): OperationFact =>
  returned(number + 20, number, { voided: [], restored: [code] });

function recordAfter(facts: readonly OperationFact[]): CouponRecord | null {
  let record: CouponRecord | null = null;
  for (const fact of facts) for (const move of couponMoves(fact)) record = move.after(record);
  return record;
}
const stateAfter = (facts: readonly OperationFact[], day = '2026-12-06'): string =>
  couponStateOn(recordAfter(facts) ?? expect.fail('no record'), day);

describe('a coupon', () => {
  it('is good from its issue to the end of its last day, and once', () => {
    expect(stateAfter([issue])).toBe('valid');
    expect(stateAfter([issue], '2026-12-19')).toBe('valid');
    expect(stateAfter([issue], '2026-12-20')).toBe('expired');
    expect(stateAfter([issue, use(2)])).toBe('used');
    expect(stateAfter([use(2)])).toBe('used');
    expect(recordAfter([issue])).toMatchObject({ member: 'm1', promotion: 'p', issuedBy: idOf(1) });
  });

  it('is void when its purchase came back, unless it was used; and good again when that use came back', () => {
    expect(stateAfter([issue, voiding])).toBe('void');
    expect(stateAfter([issue, use(2), voiding])).toBe('used');
    expect(stateAfter([issue, use(2), givingBack(2)])).toBe('valid');
    expect(stateAfter([issue, use(2), voiding, givingBack(2)])).toBe('void');
  });

  it('that was used twice, or though void, is flagged until a use came back', () => {
    const flag = (facts: readonly OperationFact[]): string | null =>
      couponFlag(recordAfter(facts) ?? expect.fail('no record'));
    expect(flag([issue, use(2)])).toBeNull();
    expect(flag([issue, use(2), use(2)])).toBeNull();
    expect(flag([issue, use(2), use(3)])).toBe('used-twice');
    expect(flag([issue, use(2), use(3), givingBack(2)])).toBeNull();
    expect(flag([issue, voiding, use(2)])).toBe('used-though-void');
  });

  it('ends in the same record in whatever order tills deliver issue, uses and its purchase come back', () => {
    const facts = [issue, use(2), use(3), voiding];
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (order) => {
        const record = recordAfter(order);
        expect({ ...record, code }).toEqual(recordAfter(facts));
      }),
      propertySettings(),
    );
  });
});

describe('a code', () => {
  it('begins with its series and goes on with sixty random bits', () => {
    expect(couponCode('next', new Uint8Array([0, 1, 2, 3, 31, 32, 33, 255, 10, 11, 12, 13]))).toBe(
      'NEXT-0123-Z01Z-ABCD',
    );
    expect(couponCode('Скидка', new Uint8Array(12))).toBe('C-0000-0000-0000');
    expect(couponCode('x'.repeat(64), new Uint8Array(12)).length).toBeLessThanOrEqual(64);
  });
});
