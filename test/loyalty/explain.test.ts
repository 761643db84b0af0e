import { describe, expect, it } from 'vitest';
import { programSchema } from '../../src/contracts/program.ts';
import { redeemReasonSchema, rejectionReasonSchema } from '../../src/contracts/quote.ts';
import { reasonTexts, redeemReasonTexts } from '../../src/loyalty/reason-texts.ts';
import { explainedCase } from '../support/explained-case.ts';
import { type CasePromotion, caseProgram, type LoyaltyCase } from '../support/loyalty-case.ts';

const written: LoyaltyCase = {
  name: '',
  expect: {},
  promotions: [],
  program: {
    receipt: { roundTotalDownTo: 100 },
  },
  member: {},
  lines: [{ category: 'dairy/milk', price: 8990, quantity: 2 }, { price: 1000 }],
};
const program = programSchema.parse({
  ...caseProgram(written),
  promotions: [
    {
      id: 'milk',
      name: { ru: 'молоко −20 %', en: 'milk 20 % off' },
      priority: 200,
      then: [{ type: 'percentOff', percent: 20, of: { category: ['dairy'] } }],
    },
    {
      id: 'ten',
      name: { ru: 'скидка 10 %', en: '10 % off' },
      when: { basket: { minAmount: 30_384 } },
      then: [{ type: 'percentOff', percent: 10, of: { category: ['dairy'] } }],
    },
    {
      id: 'trio',
      name: { ru: 'три по цене двух', en: 'three for two' },
      then: [
        {
          type: 'buyGet',
          buy: { of: { category: ['dairy'] }, quantity: 2 },
          get: { of: { category: ['dairy'] }, quantity: 1 },
        },
      ],
    },
    {
      id: 'gold',
      name: { ru: 'золотая', en: 'golden' },
      when: { tiers: ['gold'] },
      then: [{ type: 'percentOff', percent: 5 }],
    },
  ],
});

const explain = (language: 'ru' | 'en') =>
  explainedCase({ ...written, program, promotions: program.promotions }, language);

describe('a quote in words', () => {
  it('tells each line in Russian what was taken off, what it comes to, earned, and what would bring more', () => {
    expect(explain('ru').lines[0]).toBe(
      '−35,96 ₽: молоко −20 %; −0,79 ₽: округление; итого 143,05 ₽; баллы: +7; ещё 150 ₽ до «скидка 10 %»; ещё 1 штука до «три по цене двух»',
    );
  });

  it('tells the same in English', () => {
    expect(explain('en').lines[0]).toBe(
      '−35.96 ₽: milk 20 % off; −0.79 ₽: rounding; comes to 143.05 ₽; points: +7; 150 ₽ more to "10 % off"; 1 more item to "three for two"',
    );
  });

  it('says nothing about goods a line is not', () => {
    expect(explain('ru').lines[1]).not.toContain('ещё');
  });

  it('sums up the receipt and says why promotions did not apply', () => {
    const { receipt, refused, hints } = explain('ru');
    expect(receipt).toEqual([
      'к оплате 153 ₽, скидка 36,80 ₽',
      'баллы: +7 (уровень «Серебро»)',
      'до уровня «Золото» ещё 64 847 ₽',
    ]);
    expect(refused).toEqual(['золотая: только для уровня «Золото»']);
    expect(hints).toEqual([]);
  });

  const trio: CasePromotion = {
    id: 'trio',
    then: [{ type: 'buyGet', buy: { of: { category: ['tea'] }, quantity: 6 }, get: { quantity: 1 } }],
  };

  it.each([
    [6, 'ещё 1 штука до «Акция»', '1 more item to "Promotion"'],
    [5, 'ещё 2 штуки до «Акция»', '2 more items to "Promotion"'],
    [2, 'ещё 5 штук до «Акция»', '5 more items to "Promotion"'],
  ])('counts as people do with %i in the basket', (quantity, ru, en) => {
    const bought = { ...written, promotions: [trio], lines: [{ category: 'tea', quantity }], program: {} };
    expect(explainedCase(bought, 'ru').lines[0]).toContain(ru);
    expect(explainedCase(bought, 'en').lines[0]).toContain(en);
  });

  it('gives a hint once, at the first line it is about', () => {
    const lines = Array.from({ length: 3 }, () => ({ category: 'tea' }));
    const texts = explainedCase({ ...written, promotions: [trio], lines, program: {} }, 'ru').lines;
    expect(texts.map((text) => text.includes('ещё'))).toEqual([true, false, false]);
    expect(texts[1]).toBe('100 ₽, без скидки; баллы: +5');
  });

  it('names what won instead', () => {
    const { refused } = explainedCase(
      {
        ...written,
        program: {},
        promotions: [
          { id: 'ten', group: 'g', then: [{ type: 'percentOff', percent: 10 }] },
          { id: 'flat', group: 'g', then: [{ type: 'amountOff', amount: 15_000 }] },
        ],
      },
      'ru',
    );
    expect(refused).toEqual(['Акция: выгоднее «Акция»']);
  });

  it('calls a gift as the receipt does', () => {
    const asked: LoyaltyCase = {
      ...written,
      program: {},
      promotions: [{ then: [{ type: 'gift', sku: 'mug', quantity: 2 }] }],
      lines: [{ sku: 'tea' }, { sku: 'mug', name: 'Кружка синяя', price: 4000 }],
    };
    expect(explainedCase(asked, 'ru').receipt).toContain(
      'подарок по «Акция»: Кружка синяя, добавьте в чек: 1',
    );
  });

  it('tells of points paid, gifts, coupons, stamps and a tier that is reached', () => {
    const { receipt } = explainedCase(
      {
        ...written,
        member: { spend: 9_990_000, stamps: { card: 1 } },
        lines: [{ price: 20_000 }],
        receipt: { redeem: { wallet: 'main', points: 50 } },
        program: {
          stampCards: [
            {
              id: 'card',
              name: { ru: 'Шестой кофе', en: 'Sixth coffee' },
              target: 6,
              then: { type: 'unitsOff', units: 1, percent: 100 },
            },
          ],
        },
        promotions: [
          {
            id: 'p',
            then: [
              { type: 'gift', sku: 'mug' },
              { type: 'coupon', series: 'next', validDays: 14 },
              { type: 'stamp', card: 'card', count: 2 },
            ],
          },
        ],
      },
      'ru',
    );
    expect(receipt).toEqual([
      'к оплате 150 ₽',
      'оплачено баллами: 50 (50 ₽)',
      'баллы: +7 (уровень «Серебро»)',
      'подарок по «Акция»: mug, добавьте в чек: 1',
      'купон по «Акция», действует до 19.12.2026',
      '«Шестой кофе»: +2 штампа, на карте 3 из 6',
      'достигнут уровень «Золото»',
    ]);
  });

  it('says of a coupon that did nothing why', () => {
    const shown: LoyaltyCase = {
      ...written,
      program: {},
      promotions: [{ when: { coupon: 'SPRING' }, then: [{ type: 'percentOff', percent: 10 }] }],
      receipt: { coupons: ['spring', 'NOPE', 'OLD'] },
      context: { coupons: { OLD: 'used' } },
    };
    expect(explainedCase(shown, 'ru').receipt).toEqual(
      expect.arrayContaining(['купон «NOPE»: такого купона нет', 'купон «OLD»: уже использован']),
    );
    const { receipt } = explainedCase(shown, 'en');
    expect(receipt).toEqual(
      expect.arrayContaining(['the coupon "NOPE" is not known', 'the coupon "OLD" has been used']),
    );
    expect(receipt.join()).not.toContain('spring');
  });

  it('knows every reason in both languages', () => {
    for (const reason of rejectionReasonSchema.options) {
      expect(reasonTexts[reason].ru).not.toBe('');
      expect(reasonTexts[reason].en).not.toBe('');
    }
    expect(Object.keys(reasonTexts).sort()).toEqual([...rejectionReasonSchema.options].sort());
    for (const reason of redeemReasonSchema.options) {
      expect(redeemReasonTexts[reason].ru).not.toBe('');
      expect(redeemReasonTexts[reason].en).not.toBe('');
    }
  });
});
