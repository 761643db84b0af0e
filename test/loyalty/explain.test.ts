import { describe, expect, it } from 'vitest';
import { programSchema } from '../../src/contracts/program.ts';
import { redeemReasonSchema, rejectionReasonSchema } from '../../src/contracts/quote.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { explainQuote } from '../../src/loyalty/explain.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { reasonTexts, redeemReasonTexts } from '../../src/loyalty/reason-texts.ts';
import { caseProgram, caseReceipt, type LoyaltyCase, quoteCase } from '../support/loyalty-case.ts';

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

function explain(language: 'ru' | 'en') {
  const receipt = receiptSchema.parse(caseReceipt(written));
  const quote = quoteCase({ ...written, program: { ...program }, promotions: program.promotions });
  return explainQuote(compileProgram(program), receipt, quote, language);
}

describe('a quote in words', () => {
  it('tells each line in Russian what was taken off, earned, and what would bring more', () => {
    const text = explain('ru').lines[0]?.text.replaceAll('\u00a0', ' ');
    expect(text).toBe(
      '−35,96 ₽: молоко −20 %; −0,79 ₽: округление; баллы: +7; ещё 150 ₽ до «скидка 10 %»; ещё 1 шт. до «три по цене двух»',
    );
  });

  it('tells the same in English', () => {
    const text = explain('en').lines[0]?.text.replaceAll('\u00a0', ' ');
    expect(text).toBe(
      '−35.96 ₽: milk 20 % off; −0.79 ₽: rounding; points: +7; 150 ₽ more to "10 % off"; 1 more to "three for two"',
    );
  });

  it('says nothing about goods a line is not', () => {
    expect(explain('ru').lines[1]?.text).not.toContain('ещё');
  });

  it('sums up the receipt and says why promotions did not apply', () => {
    const { receipt, refused, hints } = explain('ru');
    expect(receipt.map((text) => text.replaceAll('\u00a0', ' '))).toEqual(['скидка: 36,80 ₽', 'баллы: +7']);
    expect(refused).toContain('золотая: для другого уровня карты');
    expect(hints).toHaveLength(2);
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
