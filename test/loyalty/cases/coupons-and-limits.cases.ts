import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const ten = { type: 'percentOff' as const, percent: 10 };
const byCode = [{ when: { coupon: 'SPRING' }, then: [ten] }];
const bySeries = [{ when: { coupon: { series: 'next' } }, then: [ten] }];
const series = { couponSeries: [{ id: 'next' }] };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'a given code opens its promotion and is named as used',
    promotions: byCode,
    receipt: { coupons: ['SPRING'] },
    expect: { nets: [9000], applied: [{ promotion: 'p1', coupon: 'SPRING' }] },
  },
  {
    name: 'letter case of a code is ignored',
    promotions: byCode,
    receipt: { coupons: ['spring'] },
    context: { coupons: { Spring: 'valid' } },
    expect: { nets: [9000] },
  },
  {
    name: 'without the code the promotion waits',
    promotions: byCode,
    expect: { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'coupon' }] },
  },
  {
    name: 'a used code opens nothing',
    promotions: byCode,
    receipt: { coupons: ['SPRING'] },
    context: { coupons: { SPRING: 'used' } },
    expect: { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'coupon' }] },
  },
  {
    name: 'a coupon of a series is good on its last day in the time zone of the program',
    promotions: bySeries,
    program: series,
    receipt: { coupons: ['NEXT-1'] },
    context: { coupons: { 'NEXT-1': { state: 'valid', series: 'next', validUntil: '2026-12-05' } } },
    expect: { nets: [9000], givenCoupons: [{ code: 'NEXT-1', state: 'applied' }] },
  },
  {
    name: 'the day after it has expired',
    promotions: bySeries,
    program: series,
    receipt: { coupons: ['NEXT-1'], at: '2026-12-05T21:00:00Z' },
    context: { coupons: { 'NEXT-1': { state: 'valid', series: 'next', validUntil: '2026-12-05' } } },
    expect: {
      nets: [10_000],
      rejected: [{ promotion: 'p1', reason: 'coupon' }],
      givenCoupons: [{ code: 'NEXT-1', state: 'expired' }],
    },
  },
  {
    name: 'every given code is told once what became of it',
    promotions: bySeries,
    program: series,
    receipt: { coupons: ['NEXT-1', 'next-1', 'NEXT-2', 'NEXT-3', 'NEXT-4', 'WHAT'] },
    context: {
      coupons: {
        'NEXT-1': { state: 'used', series: 'next' },
        'NEXT-2': { state: 'void', series: 'next' },
        'NEXT-3': { state: 'valid', series: 'next' },
        'NEXT-4': 'valid',
      },
    },
    expect: {
      nets: [9000],
      givenCoupons: [
        { code: 'NEXT-1', state: 'used' },
        { code: 'NEXT-2', state: 'void' },
        { code: 'NEXT-3', state: 'applied' },
        { code: 'NEXT-4', state: 'idle' },
        { code: 'WHAT', state: 'unknown' },
      ],
    },
  },
  {
    name: 'a code of unknown state opens nothing',
    promotions: byCode,
    receipt: { coupons: ['SPRING'] },
    context: { coupons: { SPRING: 'unknown' } },
    expect: { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'coupon' }] },
  },
  {
    name: 'a code of a series opens the promotion of the series',
    program: series,
    promotions: bySeries,
    receipt: { coupons: ['7F3K'] },
    context: { coupons: { '7F3K': { state: 'valid', series: 'next' } } },
    expect: { nets: [9000], applied: [{ promotion: 'p1', coupon: '7F3K' }] },
  },
  {
    name: 'a series is also read from the beginning of the code',
    program: series,
    promotions: bySeries,
    receipt: { coupons: ['NEXT-7F3K'] },
    context: { coupons: { 'NEXT-7F3K': 'valid' } },
    expect: { nets: [9000] },
  },
  {
    name: 'a made-up code of a series opens nothing',
    program: series,
    promotions: bySeries,
    receipt: { coupons: ['NEXT-0000'] },
    expect: { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'coupon' }] },
  },
  {
    name: 'a given code whose promotion touches nothing is answered all the same',
    promotions: [{ when: { coupon: 'TEA' }, then: [{ ...ten, of: { sku: ['tea'] } }] }],
    receipt: { coupons: ['TEA'] },
    expect: { rejected: [{ promotion: 'p1', reason: 'no-matching-line' }] },
  },
  {
    name: 'a given code whose promotion is over is answered all the same',
    promotions: [{ when: { coupon: 'OLD', to: '2026-01-01T00:00' }, then: [ten] }],
    receipt: { coupons: ['OLD'] },
    expect: { rejected: [{ promotion: 'p1', reason: 'not-in-period' }] },
  },
  {
    name: 'a member may use a promotion so often',
    promotions: [{ limit: { perMember: 2, perMemberDays: 30 }, then: [ten] }],
    member: { used: { p1: 1 } },
    expect: { nets: [9000] },
  },
  {
    name: 'and no more often',
    promotions: [{ limit: { perMember: 2 }, then: [ten] }],
    member: { used: { p1: 2 } },
    expect: { nets: [10_000], rejected: [{ promotion: 'p1', reason: 'limit' }] },
  },
  {
    name: 'uses of a guest cannot be counted',
    promotions: [{ limit: { perMember: 1 }, then: [ten] }],
    expect: { rejected: [{ promotion: 'p1', reason: 'not-a-member' }] },
  },
  {
    name: 'the last use of all is still given',
    promotions: [{ limit: { total: 100 }, then: [ten] }],
    context: { promotionUses: { p1: 99 } },
    expect: { nets: [9000] },
  },
  {
    name: 'and the one after it is not',
    promotions: [{ limit: { total: 100 }, then: [ten] }],
    context: { promotionUses: { p1: 100 } },
    expect: { rejected: [{ promotion: 'p1', reason: 'limit' }] },
  },
  {
    name: 'a name every object has is no count',
    promotions: [{ id: 'constructor', limit: { perMember: 1, total: 1 }, then: [ten] }],
    member: {},
    expect: { nets: [9000] },
  },
];
