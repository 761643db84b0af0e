import { describe, expect, it } from 'vitest';
import { named, type Shown, told } from '../../support/told-case.ts';

describe('a quote in words says of a coupon', () => {
  const given = (context: NonNullable<Shown['context']>): Shown => ({
    receipt: { coupons: ['next-7'] },
    context,
  });
  const unchecked = {
    ru: 'купон «next-7»: без связи с центром сейчас не проверить, попробуйте позже; карта и остальные скидки действуют',
    en: 'the coupon "next-7" cannot be checked now without the hub, try later; the card and the other discounts still count',
  };

  it.each([
    ['whose state the till cannot vouch for', { coupons: { 'NEXT-7': 'unknown' as const } }],
    ['that a till without its hub has not heard of', { offline: true }],
  ])('%s that it cannot be checked now', (_what, context) => {
    const { ru, en } = told(given(context));
    expect(ru.receipt).toContain(unchecked.ru);
    expect(en.receipt).toContain(unchecked.en);
  });

  it('that nobody has heard of that there is none', () => {
    const { ru, en } = told(given({}));
    expect(ru.receipt).toContain('купон «next-7»: такого купона нет');
    expect(en.receipt).toContain('the coupon "next-7" is not known');
  });
});

describe('a quote in words counts goods by weight without pieces', () => {
  const apples = named('2 кг яблок', '2 kg of apples', {
    when: { audience: 'anyone', basket: { of: { category: ['apples'] }, minQuantity: 2 } },
    then: [{ type: 'percentOff', percent: 10, of: { category: ['apples'] } }],
  });
  const bought = (...quantities: number[]): Shown => ({
    promotions: [apples],
    lines: quantities.map((quantity) => ({ category: 'apples', quantity })),
  });

  it.each([
    ['what is missing is not whole', [1.455], 'ещё 0,545 до «2 кг яблок»', '0.545 more to "2 kg of apples"'],
    ['the goods are weighed', [0.4, 0.6], 'ещё 1 до «2 кг яблок»', '1 more to "2 kg of apples"'],
    ['and pieces as pieces', [1], 'ещё 1 штука до «2 кг яблок»', '1 more item to "2 kg of apples"'],
  ])('%s', (_what, quantities, ruText, enText) => {
    const { ru, en } = told(bought(...quantities));
    expect(ru.lines[0]).toBe(`${ru.lines[0]?.split('; ')[0]}; ${ruText}`);
    expect(en.lines[0]).toBe(`${en.lines[0]?.split('; ')[0]}; ${enText}`);
  });
});

describe('a quote in words says what could not be taken off', () => {
  const most = named('почти даром', 'nearly free', { then: [{ type: 'percentOff', percent: 90 }] });

  it('a line at its minimum price, beside the discount', () => {
    const { ru, en } = told({ promotions: [most], lines: [{ minPrice: 9000 }] });
    expect(ru.lines).toEqual([
      '−10 ₽: почти даром (не ниже минимальной цены: ещё 80 ₽ не снято); итого 90 ₽',
    ]);
    expect(en.lines).toEqual([
      '−10 ₽: nearly free (not below the minimum price: 80 ₽ more was not taken off); comes to 90 ₽',
    ]);
  });

  it('several lines together, below them', () => {
    const { ru, en } = told({ promotions: [most], lines: [{ minPrice: 9000 }, { minPrice: 8000 }] });
    expect(ru.receipt).toContain('почти даром: не ниже минимальной цены: ещё 150 ₽ не снято');
    expect(en.receipt).toContain('nearly free: not below the minimum price: 150 ₽ more was not taken off');
  });

  it('goods cheaper than the discount', () => {
    const sum = named('двести', 'two hundred', { then: [{ type: 'amountOff', amount: 20_000 }] });
    const { ru, en } = told({ promotions: [sum] });
    expect(ru.lines).toEqual(['−100 ₽: двести (больше снимать не с чего: ещё 100 ₽ не снято); итого 0 ₽']);
    expect(en.lines).toEqual([
      '−100 ₽: two hundred (nothing is left to take it off: 100 ₽ more was not taken off); comes to 0 ₽',
    ]);
  });
});

describe('a quote in words names every promotion that applied', () => {
  it('that only says something, with what it says', () => {
    const { ru, en } = told({
      promotions: [
        named('Привет', 'Hello', {
          then: [{ type: 'message', text: { ru: 'Спасибо!', en: 'Thank you!' } }],
        }),
      ],
    });
    expect(ru.receipt).toEqual(['к оплате 100 ₽', 'применена «Привет»: Спасибо!']);
    expect(en.receipt).toEqual(['to pay 100 ₽', '"Hello" applied: Thank you!']);
  });

  it('that gave stamps', () => {
    const { ru, en } = told({
      member: { tier: null, spend: 0 },
      program: {
        tiers: [],
        stampCards: [
          { id: 'card', target: 6, of: { sku: ['none'] }, then: { type: 'percentOff', percent: 5 } },
        ],
      },
      promotions: [named('Штампы', 'Stamps', { then: [{ type: 'stamp', card: 'card' }] })],
    });
    expect(ru.receipt).toEqual(['к оплате 100 ₽', '«card»: +1 штамп, на карте 1 из 6', 'применена «Штампы»']);
    expect(en.receipt).toEqual(['to pay 100 ₽', '"card": +1 stamp, 1 of 6 on the card', '"Stamps" applied']);
  });
});
