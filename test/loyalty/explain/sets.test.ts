import { describe, expect, it } from 'vitest';
import { explainedCase } from '../../support/explained-case.ts';
import type { CasePromotion, LoyaltyCase } from '../../support/loyalty-case.ts';

const coffee = { category: ['coffee'] };
const cake = { category: ['cake'] };
const cup = (quantity = 1) => ({ category: 'coffee', quantity });
const piece = (quantity = 1) => ({ category: 'cake', quantity });

const bundle = (...items: readonly (readonly [object, number])[]): CasePromotion => ({
  then: [{ type: 'bundle', price: 100, items: items.map(([of, quantity]) => ({ of, quantity })) }],
});
const buyGet = (buy: object, get: object, more: object = {}): CasePromotion => ({
  then: [{ type: 'buyGet', buy: { of: buy, quantity: 1 }, get: { of: get, quantity: 2 }, ...more }],
});

/** What stands beside each line after its price, and below the lines. */
function told(promotions: readonly CasePromotion[], lines: LoyaltyCase['lines']) {
  const written: LoyaltyCase = {
    name: '',
    promotions,
    expect: {},
    ...(lines === undefined ? {} : { lines }),
  };
  const of = (language: 'ru' | 'en') => {
    const { lines: beside, hints } = explainedCase(written, language);
    return { beside: beside.map((text) => text.split('; ').slice(1)), hints };
  };
  return { ru: of('ru'), en: of('en') };
}

describe('the hint of a set of different goods', () => {
  it('names goods that are not on the receipt, and stands at no line', () => {
    const { ru, en } = told([bundle([coffee, 1], [cake, 2])], [cup()]);
    expect(ru).toEqual({ beside: [[]], hints: ['ещё 2 штуки (категория «cake») до «Акция»'] });
    expect(en).toEqual({ beside: [[]], hints: ['2 more items (category "cake") to "Promotion"'] });
  });

  it('stands at the goods of which some are missing, and does not repeat what they are', () => {
    const { ru, en } = told([bundle([coffee, 1], [cake, 2])], [cup(), piece()]);
    expect(ru).toEqual({ beside: [[], ['ещё 1 штука до «Акция»']], hints: [] });
    expect(en.beside).toEqual([[], ['1 more item to "Promotion"']]);
  });

  it('counts each kind where several are missing', () => {
    const { ru, en } = told([bundle([coffee, 3], [cake, 2])], [cup()]);
    expect(ru.beside).toEqual([['ещё 4 штуки (2 × категория «coffee», 2 × категория «cake») до «Акция»']]);
    expect(en.beside).toEqual([['4 more items (2 × category "coffee", 2 × category "cake") to "Promotion"']]);
  });

  it.each<[string, CasePromotion, number]>([
    ['all that are got', buyGet(coffee, cake), 2],
    ['one, where a part of a group is given', buyGet(coffee, cake, { partial: true }), 1],
  ])('of buy and get names %s', (_what, promotion, quantity) => {
    const { en } = told([promotion], [cup()]);
    const items = quantity === 1 ? '1 more item' : '2 more items';
    expect(en).toEqual({ beside: [[]], hints: [`${items} (category "cake") to "Promotion"`] });
  });

  it('counts pieces, whatever is weighed or takes no discount', () => {
    const { ru } = told(
      [bundle([coffee, 1], [cake, 2])],
      [cup(), { ...piece(), quantity: 0.5 }, { ...piece(2), flags: ['noDiscount'] }],
    );
    expect(ru.beside.flat()).toEqual(['ещё 2 штуки (категория «cake») до «Акция»']);
  });

  it('says what a set takes where another promotion has used some of its units', () => {
    const one: CasePromotion = {
      priority: 900,
      then: [{ type: 'unitsOff', units: 1, percent: 10, of: coffee }],
    };
    const { ru, en } = told([one, bundle([coffee, 1], [cake, 2])], [cup(), piece()]);
    expect(ru.hints).toEqual([
      'ещё 2 штуки до «Акция»: в наборе 1 × категория «coffee», 2 × категория «cake»',
    ]);
    expect(en.hints).toEqual([
      '2 more items to "Promotion": a set is 1 × category "coffee", 2 × category "cake"',
    ]);
    expect(ru.beside[1]).toEqual([]);
  });

  it('is about the basket where that is what misses units', () => {
    const asked = { ...bundle([coffee, 1], [cake, 2]), when: { basket: { of: coffee, minQuantity: 3 } } };
    expect(told([asked], [cup()]).ru.beside).toEqual([['ещё 2 штуки до «Акция»']]);
  });

  it('describes goods as the program does: codes, brands, tags, prices and what is left out', () => {
    const goods = {
      sku: ['1', '2', '3', '4'],
      brand: ['Ива', 'Дуб'],
      tag: ['bio'],
      price: { min: 1000, max: 2000 },
      except: { category: ['cake/dry'] },
    };
    const { ru, en } = told([bundle([coffee, 1], [goods, 1])], [cup()]);
    expect(ru.hints).toEqual([
      'ещё 1 штука (товар «1» или «2» или «3» или …, марка «Ива» или «Дуб», метка «bio», цена от 10 ₽, цена до 20 ₽, кроме: категория «cake/dry») до «Акция»',
    ]);
    expect(en.hints).toEqual([
      '1 more item (product "1" or "2" or "3" or …, brand "Ива" or "Дуб", tag "bio", price from 10 ₽, price up to 20 ₽, except category "cake/dry") to "Promotion"',
    ]);
  });
});
