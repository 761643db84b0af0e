import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const coupon = { type: 'coupon' as const, series: 'next', validDays: 14 };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'goes out with the receipt and says its last day',
    promotions: [{ then: [coupon] }],
    expect: { coupons: [{ promotion: 'p1', series: 'next', validDays: 14, validUntil: '2026-12-19' }] },
  },
  {
    name: 'counts days in the time zone of the program: 23:30 in London is the next day in Moscow',
    promotions: [{ then: [coupon] }],
    receipt: { at: '2026-12-31T23:30:00Z' },
    expect: { coupons: [{ validUntil: '2027-01-15' }] },
  },
  {
    name: 'does not go out when its promotion did nothing',
    promotions: [{ then: [{ type: 'percentOff', percent: 5, of: { sku: ['tea'] } }, coupon] }],
    expect: { coupons: [] },
  },
];
