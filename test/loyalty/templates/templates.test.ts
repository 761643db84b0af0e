import { describe, expect, it } from 'vitest';
import { validateProgram } from '../../../src/loyalty/program/validate.ts';
import { cashbackByCategory } from '../../../src/loyalty/templates/cashback-by-category.ts';
import { charity } from '../../../src/loyalty/templates/charity.ts';
import { coalition } from '../../../src/loyalty/templates/coalition.ts';
import { paidClub } from '../../../src/loyalty/templates/paid-club.ts';
import { russianGrocery } from '../../../src/loyalty/templates/russian-grocery.ts';
import { simpleBonus } from '../../../src/loyalty/templates/simple-bonus.ts';
import { stampCard } from '../../../src/loyalty/templates/stamp-card.ts';
import { stars } from '../../../src/loyalty/templates/stars.ts';
import { templates } from '../../../src/loyalty/templates/templates.ts';
import { threeTiers } from '../../../src/loyalty/templates/three-tiers.ts';
import { liveYear } from '../../support/customer-year.ts';

/** The first of each month of 2027. */
const months = Array.from({ length: 12 }, (_, i) => `2027-${String(i + 1).padStart(2, '0')}-01`);

describe('every template', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is valid, complete in both languages and without warnings',
    (id, template) => {
      const checked = validateProgram(template.program);
      expect(checked).toMatchObject({ ok: true, value: { program: { id }, warnings: [] } });
      for (const text of [template.name, template.about])
        expect(Object.keys(text).sort()).toEqual(['en', 'ru']);
    },
  );

  it('has an id of its own', () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    expect(templates.length).toBe(9);
  });
});

describe('a customer’s year', () => {
  it('simple bonus: a welcome, 5 % a month, double in the birthday month, half a receipt paid with points', () => {
    const anna = liveYear(simpleBonus.program, { tier: 'member', birthday: '--06-03' });
    for (const day of months) anna.visit({ day, goods: [{ price: 100_000 }] });
    // 100 to begin with, 12 times 50, and 50 more in June.
    expect(anna.balance('main')).toBe(100 + 12 * 50 + 50);
    const paid = anna.visit({
      day: '2027-12-31',
      goods: [{ price: 100_000 }],
      redeem: { wallet: 'main', max: true },
    });
    expect(paid.totals).toMatchObject({ paidWithPoints: 50_000, net: 50_000, earned: { main: 25 } });
    expect(anna.balance('main')).toBe(750 - 500 + 25);
  });

  it('stamp card: of fourteen coffees two are free, and the morning croissant costs half', () => {
    const anna = liveYear(stampCard.program);
    const paid = Array.from(
      { length: 14 },
      (_, i) =>
        anna.visit({
          day: `2027-02-${String(i + 1).padStart(2, '0')}`,
          goods: [{ category: 'coffee', price: 25_000 }],
        }).totals.net,
    );
    expect(paid.filter((net) => net === 0)).toHaveLength(2);
    expect([paid[6], paid[13]]).toEqual([0, 0]);
    expect(anna.member().stamps).toEqual({ coffee: 0 });
    const goods = [
      { category: 'coffee', price: 25_000 },
      { category: 'croissant', price: 15_000 },
    ];
    expect(anna.visit({ day: '2027-03-01', time: '10:59', goods }).totals.net).toBe(32_500);
    expect(anna.visit({ day: '2027-03-01', time: '11:00', goods }).totals.net).toBe(40_000);
  });

  it('cashback: 10 % of chosen dairy, 1 % of the rest, to the kopeck, until another category is chosen', () => {
    const anna = liveYear(cashbackByCategory.program, {
      tier: 'member',
      choices: { cashback: ['dairy', 'coffee'] },
    });
    const goods = [
      { category: 'dairy/milk', price: 9999 },
      { category: 'pets', price: 50_000 },
    ];
    for (const day of months) anna.visit({ day, goods });
    // 11 % of 99.99 and 1 % of 500.00 are 15.9989: 15.99 each time.
    expect(anna.balance('main')).toBe(12 * 1599);
    anna.become({ choices: { cashback: ['pets'] } });
    expect(anna.visit({ day: '2027-12-31', goods }).totals.earned.main).toBe(
      Math.floor((9999 * 1 + 50_000 * 11) / 100),
    );
  });

  it('three tiers: silver after 30,000, gold after 100,000, a coupon for the next purchase, a welcome back', () => {
    const anna = liveYear(threeTiers.program, { tier: 'bronze' });
    const tiers = months.map((day) => {
      anna.visit({ day, goods: [{ price: 1_000_000 }] });
      return anna.member().tier;
    });
    expect(tiers.slice(0, 3)).toEqual(['bronze', 'bronze', 'silver']);
    expect(tiers.slice(-3)).toEqual(['gold', 'gold', 'gold']);
    expect(anna.coupons()).toHaveLength(12);
    const [code = ''] = anna.coupons();
    const cheap = [{ price: 100_000 }];
    const used = anna.visit({ day: '2027-12-02', goods: cheap, coupons: [code] });
    expect(used.totals.discount).toBe(10_000);
    expect(used.applied).toContainEqual({
      promotion: 'next-purchase',
      amount: 10_000,
      points: {},
      coupon: code,
    });
    expect(anna.coupons()).not.toContain(code);
    anna.become({ segments: ['lapsed'] });
    const back = anna.visit({ day: '2027-12-03', goods: cheap, coupons: anna.coupons().slice(0, 1) });
    expect(back.applied[0]?.promotion).toBe('come-back');
    expect(back.totals.discount).toBe(15_000);
    expect(anna.visit({ day: '2027-12-04', goods: cheap }).totals.discount).toBe(0);
  });

  it('stars: one for 50 ₽, a drink for a hundred, gold drinkers get one more a drink', () => {
    const anna = liveYear(stars.program, { tier: 'green' });
    for (const day of months) anna.visit({ day, goods: [{ category: 'drinks', price: 45_000 }] });
    expect(anna.balance('stars')).toBe(12 * 9);
    const free = anna.visit({
      day: '2027-12-02',
      goods: [{ category: 'drinks', price: 45_000 }],
      rewards: ['drink'],
    });
    expect(free.totals.net).toBe(0);
    expect(anna.balance('stars')).toBe(8);
    const refused = anna.visit({
      day: '2027-12-03',
      goods: [{ category: 'food', price: 45_000 }],
      rewards: ['sandwich'],
    });
    expect(refused.rejected).toContainEqual({ promotion: 'sandwich', reason: 'points' });
    anna.visit({ day: '2027-12-04', goods: [{ category: 'food', price: 1_500_000 }] });
    expect(anna.member().tier).toBe('gold');
    expect(
      anna.visit({ day: '2027-12-05', goods: [{ category: 'drinks', price: 45_000 }] }).totals.earned.stars,
    ).toBe(10);
  });

  it('paid club: the year pays for itself', () => {
    const goods = [{ price: 400_000 }, { category: 'delivery', price: 20_000 }];
    const outside = liveYear(paidClub.program, { tier: 'member' });
    const inside = liveYear(paidClub.program, { tier: 'member' });
    const bought = inside.visit({ day: '2027-01-01', goods: [{ sku: 'CLUB-YEAR', price: 200_000 }] });
    expect(bought.clubs).toEqual([{ club: 'prime', validUntil: '2028-01-01' }]);
    for (const day of months) {
      expect(inside.visit({ day, goods }).totals.net).toBe(380_000);
      const quote = outside.visit({ day, goods });
      expect(quote.totals.net).toBe(420_000);
      expect(quote.messages.map(({ where }) => where)).toEqual(['cashier']);
    }
    expect(inside.member().spend).toBeLessThan(outside.member().spend);
    expect(inside.balance('main')).toBe(40 + 12 * 152);
    expect(outside.balance('main')).toBe(12 * 84);
  });

  it('coalition: three brands, one balance, the pharmacy’s own points pay there only', () => {
    const anna = liveYear(coalition.program);
    const goods = [
      { brand: 'grocer', price: 100_000 },
      { brand: 'fuel', price: 200_000 },
      { brand: 'pharmacy', price: 50_000 },
    ];
    const quotes = months.map((day) => anna.visit({ day, goods }));
    // 20 + 20 + 15 by brand, 50 for the full tank with groceries; 25 of the pharmacy's own.
    expect(quotes[0]?.totals.earned).toEqual({ coalition: 105, pharmacy: 25 });
    expect(anna.balance('coalition')).toBe(12 * 105);
    const paid = anna.visit({ day: '2027-12-31', goods, redeem: { wallet: 'pharmacy', max: true } });
    expect(paid.lines.map((line) => line.paidWithPoints)).toEqual([0, 0, 30_000]);
  });

  it('charity: one per cent goes where the customer wants, and never pays for goods', () => {
    const anna = liveYear(charity.program, { choices: { fund: ['animals', 'children'] } });
    for (const day of months) anna.visit({ day, goods: [{ price: 99_999 }] });
    expect([anna.balance('animals'), anna.balance('children')]).toEqual([12 * 999, 0]);
    const asked = anna.visit({ day: '2027-12-31', goods: [{}], redeem: { wallet: 'animals', max: true } });
    expect(asked.totals.paidWithPoints).toBe(0);
    expect(asked.messages[0]?.text.ru).toContain('Спасибо, Анна!');
  });

  it('Russian grocery: tobacco is left alone in every way, the total is in whole roubles', () => {
    const anna = liveYear(russianGrocery.program, { segments: ['pensioner'] });
    const tobacco = {
      category: 'tobacco',
      price: 19_950,
      minPrice: 19_950,
      flags: ['noDiscount' as const, 'noRedeem' as const, 'noPoints' as const],
    };
    const goods = [
      tobacco,
      { category: 'dairy/yoghurt', price: 4990, quantity: 3 },
      { category: 'bread', price: 5555 },
    ];
    const morning = anna.visit({ day: '2027-03-01', time: '12:59', goods });
    // The third yoghurt is free, then 10 % off: 89.82 and 49.99; the 0.31 above whole roubles
    // comes off the goods with room: 0.20 and 0.11.
    expect(morning.lines.map((line) => line.net)).toEqual([19_950, 8962, 4988]);
    expect(morning.totals).toMatchObject({ net: 33_900, earned: { main: 4 } });
    const noon = anna.visit({ day: '2027-03-01', time: '13:00', goods });
    expect(noon.lines[0]?.net).toBe(19_950);
    expect(noon.totals.net % 100).toBe(0);
    for (const day of months.slice(3)) anna.visit({ day, goods });
    const paid = anna.visit({ day: '2027-12-31', goods, redeem: { wallet: 'main', max: true } });
    expect(paid.lines[0]?.paidWithPoints).toBe(0);
    expect(paid.totals.paidWithPoints).toBeGreaterThan(0);
  });
});
