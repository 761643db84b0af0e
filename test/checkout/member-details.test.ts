import { describe, expect, it } from 'vitest';
import { memberDetailsSchema } from '../../src/contracts/member-details.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { memberRecord, page, pointsLot, testPack, testProgram } from '../support/till-fixtures.ts';
import { dayMs, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, codeOf, confirmRequest, openTestTill } from '../support/till-sale.ts';

const day = (days: number): string => new Date(noonMs + days * dayMs).toISOString();
const name = (en: string) => ({ ru: en, en });
const ten = { type: 'percentOff' as const, percent: 10 };

const program: ProgramInput = {
  ...testProgram,
  stampCards: [{ id: 'coffee', name: name('Coffee'), of: { category: ['coffee'] }, target: 6, then: ten }],
  promotions: [
    { id: 'all', name: name('For all'), then: [ten] },
    {
      id: 'lapsed',
      name: name('Missed you'),
      when: { segments: ['lapsed'], to: '2026-12-31T23:59' },
      then: [ten],
    },
    { id: 'golden', name: name('Gold'), when: { tiers: ['gold'] }, then: [ten] },
    { id: 'elsewhere', name: name('Elsewhere'), when: { audience: 'members', stores: ['S9'] }, then: [ten] },
    { id: 'over', name: name('Over'), when: { audience: 'members', to: '2026-12-01T00:00' }, then: [ten] },
    { id: 'spent', name: name('Spent'), when: { audience: 'members' }, then: [ten], limit: { perMember: 1 } },
    {
      id: 'big',
      name: name('Big'),
      when: { audience: 'members', basket: { minAmount: 900_000 } },
      then: [ten],
    },
    {
      id: 'code',
      name: name('Code'),
      when: { audience: 'members', coupon: { series: 'next' } },
      then: [ten],
    },
    {
      id: 'next',
      name: name('Next'),
      when: { basket: { minAmount: 20_000 } },
      then: [{ type: 'coupon', series: 'next', validDays: 14 }],
    },
  ],
  tiers: [...(testProgram.tiers ?? []), { id: 'gold', name: name('Gold'), from: 9_000_000 }],
};

function tillOf(more: Parameters<typeof memberRecord>[1] = {}) {
  const till = openTestTill([memberRecord('m1', more)]);
  till.store.sync.apply(page('packs', [['2', testPack(2, program)]]));
  return till;
}

describe('a member in detail', () => {
  it('has points by lot, soonest end first, without what has ended or is used up', () => {
    const till = tillOf({
      lots: [
        pointsLot('never', 7, { expiresAt: null }),
        pointsLot('late', 100),
        pointsLot('soon', 30, { expiresAt: day(3), remaining: 20 }),
        pointsLot('over', 30, { expiresAt: day(-1) }),
        pointsLot('used', 30, { remaining: 0 }),
        pointsLot('coming', 5, { activeAt: day(10), expiresAt: day(250) }),
        pointsLot('owed', 0, { remaining: -4, expiresAt: null, earnedAt: day(-20) }),
      ],
    });
    const details = accepted(till.checkout.memberDetails('m1'));
    expect(memberDetailsSchema.parse(details)).toEqual(details);
    expect(details.lots.map(({ points, state }) => `${points} ${state}`)).toEqual([
      '20 active',
      '100 active',
      '5 pending',
      '-4 debt',
      '7 active',
    ]);
    expect(details.lots[0]).toMatchObject({ wallet: 'main', expiresAt: day(3) });
    const sum = details.lots
      .filter(({ state }) => state !== 'pending')
      .reduce((all, { points }) => all + points, 0);
    expect(sum).toBe(123);
  });

  it('has the tier progress and the stamps', () => {
    const details = accepted(tillOf({ stamps: { coffee: 4 } }).checkout.memberDetails('m1'));
    expect(details.tierProgress).toEqual({ by: 'spend', reached: 3_500_000, windowDays: 365 });
    expect(details.nextTier).toMatchObject({ id: 'gold', missing: 5_500_000 });
    expect(details.stampCards).toEqual([{ id: 'coffee', name: name('Coffee'), count: 4, target: 6 }]);
  });

  it('has the offers that hold for this member, here and now', () => {
    const till = tillOf({ segments: ['lapsed'], used: { spent: 1 } });
    expect(accepted(till.checkout.memberDetails('m1')).offers).toEqual([
      { id: 'big', name: name('Big'), until: null },
      { id: 'lapsed', name: name('Missed you'), until: '2026-12-31T23:59' },
    ]);
  });

  it('has the coupons that are good, until they are used', () => {
    const till = tillOf();
    accepted(till.checkout.quote('P1', cart({ member: 'm1' })));
    const [made] = accepted(till.checkout.confirm('P1', confirmRequest(1))).coupons;
    const held = () => accepted(till.checkout.memberDetails('m1')).coupons;
    expect(held()).toEqual([
      { code: made?.code, series: 'next', name: name('Code'), validUntil: '2026-12-19', state: 'valid' },
    ]);
    const lines = [{ id: '1', sku: 'b', name: 'Хлеб', category: 'bread', quantity: 1, price: 1000 }];
    accepted(till.checkout.quote('P2', cart({ member: 'm1', lines, coupons: [made?.code ?? ''] })));
    accepted(till.checkout.confirm('P2', confirmRequest(2)));
    expect(held()).toEqual([]);
  });

  it('is refused where nobody knows the member', () => {
    expect(codeOf(tillOf().checkout.memberDetails('nobody'))).toBe('unknown-member');
  });
});
