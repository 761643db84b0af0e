import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/contracts/member.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { quoteDocument } from '../support/quote-document.ts';

const name = (en: string) => ({ ru: en, en });
const program: ProgramInput = {
  schema: 1,
  id: 'shop',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [
    { id: 'main', name: name('points'), value: 100, redeem: { maxShare: 50 } },
    { id: 'gift', name: name('gift card'), value: 100, gift: true, redeem: { maxShare: 100 } },
  ],
  tiers: [{ id: 'bronze', name: name('Bronze'), from: 0, earnPercent: 10, discountPercent: 5 }],
  tierRule: { by: 'spend' },
  stampCards: [
    { id: 'coffee', of: { category: ['food'] }, target: 2, then: { type: 'percentOff', percent: 100 } },
  ],
  clubs: [{ id: 'vip', sku: 'club', periodDays: 365 }],
  rewards: [{ id: 'ten', wallet: 'gift', cost: 1, then: { type: 'percentOff', percent: 10 } }],
  promotions: [
    {
      id: 'gift-1000',
      name: name('Gift card 1000'),
      then: [{ type: 'points', wallet: 'gift', perUnit: 1000, of: { sku: ['GIFT-1000'] } }],
    },
    {
      id: 'gift-any',
      name: name('Gift card'),
      then: [{ type: 'points', wallet: 'gift', per: { amount: 100, points: 1 }, of: { sku: ['GIFT'] } }],
    },
    { id: 'double', name: name('Double'), then: [{ type: 'points', wallet: 'main', fixed: 7 }] },
    {
      id: 'members',
      name: name('Members'),
      when: { audience: 'members' },
      then: [{ type: 'percentOff', percent: 20 }],
    },
    {
      id: 'guests',
      name: name('Guests'),
      when: { audience: 'guests' },
      then: [{ type: 'message', text: name('join'), where: 'receipt' }],
    },
  ],
};
const line = (sku: string, price: number, quantity = 1) => ({
  id: sku,
  sku,
  category: 'food',
  price,
  quantity,
});
const giftGoods = { flags: ['noDiscount' as const, 'noRedeem' as const] };

const quote = (member: Partial<Member> | null, receipt: object) =>
  quoteDocument({
    program,
    member: member === null ? null : { id: 'g1', ...member },
    receipt: { purchaseId: 'P', at: '2026-12-05T12:00:00+03:00', store: 's', till: 't', ...receipt },
    context: {},
  });
const card = (points: number): Partial<Member> => ({
  kind: 'gift',
  stamps: { coffee: 5 },
  wallets: { gift: { spendable: points, expiringSoon: 0 }, main: { spendable: 500, expiringSoon: 0 } },
});

describe('a gift card', () => {
  it('is loaded by the goods that sell it, and by any sum', () => {
    expect(quote(card(0), { lines: [{ ...line('GIFT-1000', 100_000, 2), ...giftGoods }] })).toMatchObject({
      totals: { net: 200_000, earned: { gift: 2000, main: 0 } },
      tier: null,
    });
    expect(quote(card(0), { lines: [{ ...line('GIFT', 123_450), ...giftGoods }] }).totals.earned.gift).toBe(
      1234,
    );
  });

  it('pays up to all of the receipt, and what it cannot pay is left for other tenders', () => {
    const redeem = { wallet: 'gift', max: true };
    expect(quote(card(300), { lines: [line('milk', 10_000)], redeem }).totals).toMatchObject({
      paidWithPoints: 10_000,
      net: 0,
    });
    expect(quote(card(30), { lines: [line('milk', 10_000)], redeem })).toMatchObject({
      totals: { paidWithPoints: 3000, net: 7000 },
      redeem: { wallet: 'gift', points: 30, max: 30 },
    });
    expect(quote(card(30), { lines: [line('milk', 10_000)] }).redeem).toMatchObject({
      wallet: 'gift',
      max: 30,
    });
  });

  it('is nobody’s membership: no tier, points, stamps, rewards, clubs or prices for members', () => {
    const told = quote(card(300), { lines: [line('milk', 10_000), line('club', 5000)], rewards: ['ten'] });
    expect(told).toMatchObject({
      totals: { discount: 0, earned: { main: 0, gift: 0 } },
      tier: null,
      stamps: [],
      clubs: [],
      rewards: [],
    });
    expect(told.rejected).toEqual(
      expect.arrayContaining([
        { promotion: 'members', reason: 'not-a-member' },
        { promotion: 'double', reason: 'not-a-member' },
        { promotion: 'ten', reason: 'not-a-member' },
      ]),
    );
    expect(told.messages).toMatchObject([{ promotion: 'guests' }]);
  });

  it('cannot be loaded for nobody, but for a person, who goes on earning', () => {
    const sale = { lines: [{ ...line('GIFT-1000', 100_000), ...giftGoods }] };
    expect(quote(null, sale)).toMatchObject({ totals: { earned: { gift: 0 } } });
    expect(quote(null, sale).rejected).toContainEqual({ promotion: 'gift-1000', reason: 'not-a-member' });
    expect(quote({ tier: 'bronze' }, sale).totals.earned).toEqual({ gift: 1000, main: 107 });
  });
});
