import { describe, expect, it } from 'vitest';
import { explainedCase } from '../../support/explained-case.ts';
import type { LoyaltyCase } from '../../support/loyalty-case.ts';

type Shown = Omit<LoyaltyCase, 'name' | 'expect'>;
type Named = NonNullable<NonNullable<LoyaltyCase['program']>['promotions']>[number];

/** A promotion with its name. */
const named = (ru: string, en: string, rest: Omit<Named, 'id' | 'name'>, id = 'own'): Named => ({
  id,
  name: { ru, en },
  ...rest,
});

const told = (shown: Shown) => {
  const whole = { name: '', expect: {}, ...shown };
  return { ru: explainedCase(whole, 'ru'), en: explainedCase(whole, 'en') };
};

describe('a quote in words says where the points come from', () => {
  const shown: Shown = {
    member: { choices: { cashback: ['milk'] } },
    lines: [{ category: 'dairy' }],
    program: {
      choices: [
        {
          id: 'cashback',
          pick: 1,
          options: [
            {
              id: 'milk',
              name: { ru: 'Молочное', en: 'Dairy' },
              of: { category: ['dairy'] },
              earnPercent: 3,
            },
          ],
        },
      ],
    },
    promotions: [
      named('Двойные баллы', 'Double points', {
        then: [{ type: 'points', wallet: 'main', multiply: 2 }],
      }),
      named(
        'Подарок',
        'Present',
        {
          then: [
            { type: 'points', wallet: 'main', fixed: 20 },
            { type: 'points', wallet: 'main', fixed: 5 },
          ],
        },
        'present',
      ),
    ],
  };

  it('the tier, the choice and every promotion, each once', () => {
    const { ru, en } = told(shown);
    expect(ru.receipt).toContain(
      'баллы: +38 («Подарок» +25, «Двойные баллы» +5, уровень «Серебро» +5, выбор «Молочное» +3)',
    );
    expect(en.receipt).toContain(
      'points: +38 ("Present" +25, "Double points" +5, the tier "Silver" +5, the choice "Dairy" +3)',
    );
  });
});

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

describe('a quote in words says how many points can pay', () => {
  const asked = (points: number, rest: Shown = {}): Shown => ({
    member: {},
    lines: [{ price: 100_000 }],
    receipt: { redeem: { wallet: 'main', points } },
    ...rest,
  });

  it('when the member has fewer', () => {
    const { ru, en } = told(asked(1000, { member: { wallets: { main: { spendable: 300 } } } }));
    expect(ru.receipt).toContain('столько баллов сейчас не списать: не больше 300');
    expect(en.receipt).toContain('so many points cannot be spent now: at most 300');
  });

  it('when the till alone is allowed fewer', () => {
    const { ru, en } = told(asked(600, { context: { offline: true, allowance: { main: 200 } } }));
    expect(ru.receipt).toContain(
      'столько баллов сейчас не списать: не больше 200, кассе сейчас разрешено 200',
    );
    expect(en.receipt).toContain(
      'so many points cannot be spent now: at most 200, the till is allowed 200 now',
    );
  });

  it('when the rules let points pay for a part only', () => {
    const { ru, en } = told(asked(600));
    expect(ru.receipt).toContain('больше этот чек баллами не оплатить, остальное деньгами: не больше 500');
    expect(en.receipt).toContain('points may pay no more of this receipt, the rest is money: at most 500');
  });

  it('when the receipt is too small', () => {
    const main = {
      id: 'main',
      name: { ru: 'баллы', en: 'points' },
      value: 100,
      redeem: { minReceipt: 150_000 },
    };
    const { ru, en } = told(asked(600, { program: { wallets: [main] } }));
    expect(ru.receipt).toContain('сумма чека мала для оплаты баллами: добавьте ещё на 500 ₽');
    expect(en.receipt).toContain('the receipt is too small to pay with points: 500 ₽ more is needed');
  });
});

describe('a quote in words tells of a membership that is bought', () => {
  it.each([
    [{ ru: 'Вип', en: 'VIP' }, 'Вип', 'VIP'],
    [null, 'vip', 'vip'],
  ])('%j till its last day', (name, ruName, enName) => {
    const { ru, en } = told({
      member: {},
      lines: [{ sku: 'card' }],
      program: { clubs: [{ id: 'vip', name, sku: 'card', periodDays: 365 }] },
    });
    expect(ru.receipt).toContain(`куплено членство в клубе «${ruName}», действует до 05.12.2027`);
    expect(en.receipt).toContain(`a membership of the club "${enName}" is bought, valid until 2027-12-05`);
  });
});

describe('a quote in words says of a ladder the way to its next step', () => {
  const steps = [
    { from: 2, percent: 5 },
    { from: 4, percent: 10 },
    { from: 6, percent: 7 },
  ];
  const ladder = (by: 'amount' | 'quantity', rest: Partial<Named> = {}): Named =>
    named('Лестница', 'Ladder', {
      ...rest,
      then: [
        {
          type: 'ladder',
          by,
          of: { category: ['tea'] },
          steps:
            by === 'amount' ? steps.map(({ from, percent }) => ({ from: from * 10_000, percent })) : steps,
        },
      ],
    });
  const tea = (quantity: number) => ({ category: 'tea', quantity });
  const earlier = named(
    'Чай',
    'Tea',
    { priority: 900, then: [{ type: 'amountOff', amount: 3000, of: { category: ['tea'] } }] },
    'earlier',
  );

  it.each([
    [
      'by amount',
      [ladder('amount')],
      [tea(3)],
      'ещё 100 ₽ до 10 % по «Лестница»',
      '100 ₽ more to 10% of "Ladder"',
    ],
    [
      'by what others left',
      [earlier, ladder('amount')],
      [{ category: 'mugs' }, tea(3)],
      'ещё 130 ₽ до 10 % по «Лестница»',
      '130 ₽ more to 10% of "Ladder"',
    ],
    [
      'by pieces',
      [ladder('quantity')],
      [tea(2), tea(1)],
      'ещё 1 штука до 10 % по «Лестница»',
      '1 more item to 10% of "Ladder"',
    ],
    [
      'by weight',
      [ladder('quantity')],
      [tea(2.5)],
      'ещё 1,5 до 10 % по «Лестница»',
      '1.5 more to 10% of "Ladder"',
    ],
  ])('%s', (_what, promotions, lines, ruText, enText) => {
    const { ru, en } = told({ promotions, lines });
    expect(ru.lines.filter((text) => text.endsWith(`; ${ruText}`))).toHaveLength(1);
    expect(en.lines.filter((text) => text.endsWith(`; ${enText}`))).toHaveLength(1);
  });

  it.each<[string, Named, number, string, string]>([
    ['a sum', ladder('amount'), 1, 'ещё 100 ₽ до 5 % по «Лестница»', '100 ₽ more to 5% of "Ladder"'],
    ['pieces', ladder('quantity'), 1, 'ещё 1 штука до 5 % по «Лестница»', '1 more item to 5% of "Ladder"'],
    [
      'a basket, which decides before its steps',
      ladder('amount', { when: { basket: { minAmount: 40_000 } } }),
      3,
      'ещё 100 ₽ до «Лестница»',
      '100 ₽ more to "Ladder"',
    ],
  ])('and to its first one: %s', (_what, promotion, quantity, ruText, enText) => {
    const { ru, en } = told({ promotions: [promotion], lines: [tea(quantity)] });
    expect(ru.lines[0]).toContain(`; ${ruText}`);
    expect(en.lines[0]).toContain(`; ${enText}`);
  });

  it.each([
    ['the highest step is reached', 6],
    ['only lower percents follow', 4],
  ])('and nothing where %s', (_what, quantity) => {
    const { ru } = told({ promotions: [ladder('amount')], lines: [tea(quantity)] });
    expect(ru.lines[0]).toMatch(/^−.*: Лестница; итого [\d ,]+ ₽$/);
  });

  it('with what a minimum price kept of its discount', () => {
    const { ru } = told({ promotions: [ladder('amount')], lines: [{ ...tea(3), minPrice: 9900 }] });
    expect(ru.lines[0]).toBe(
      '−3 ₽: Лестница (не ниже минимальной цены: ещё 12 ₽ не снято); итого 297 ₽; ещё 100 ₽ до 10 % по «Лестница»',
    );
  });

  it('and nothing where its sum cannot be told from the quote', () => {
    const { ru } = told({
      promotions: [ladder('amount')],
      lines: [
        { ...tea(3), minPrice: 9900 },
        { ...tea(1), price: 5000, minPrice: 5000 },
      ],
    });
    expect(ru.lines.join()).toContain('Лестница');
    expect([...ru.lines, ...ru.hints].join()).not.toContain('10 %');
  });
});

describe('a quote in words says of a reward', () => {
  it('how much more brings it, at the goods it is about', () => {
    const then = { type: 'ladder' as const, by: 'amount' as const, steps: [{ from: 15_000, percent: 10 }] };
    const { ru, en } = told({
      member: {},
      program: {
        rewards: [{ id: 'r', name: { ru: 'Награда', en: 'Reward' }, wallet: 'main', cost: 100, then }],
      },
      receipt: { rewards: ['r'] },
    });
    expect(ru.lines[0]).toMatch(/; ещё 50 ₽ до 10 % по «Награда»$/);
    expect(en.lines[0]).toMatch(/; 50 ₽ more to 10% of "Reward"$/);
    expect(ru.refused).toEqual([]);
  });
});

describe('a quote in words says of a reward chosen twice', () => {
  it('that points last for one', () => {
    const reward = {
      id: 'r',
      name: { ru: 'Десятка', en: 'Ten off' },
      wallet: 'main',
      cost: 600,
      then: { type: 'amountOff' as const, amount: 1000 },
    };
    const { ru, en } = told({ member: {}, program: { rewards: [reward] }, receipt: { rewards: ['r', 'r'] } });
    expect(ru.receipt).toContain('награда «Десятка»: баллы −600');
    expect(ru.refused).toEqual(['Десятка: не хватает баллов: награда стоит 600, можно списать 100']);
    expect(en.refused).toEqual(['Ten off: not enough points: it costs 600, 100 can be spent']);
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

describe('a quote in words says why points did not come', () => {
  const coffee = { category: ['coffee'] };
  const points = (way: object) => ({ type: 'points' as const, wallet: 'main', of: coffee, ...way });

  it('with how much more earns the first ones, at the goods they are for', () => {
    const per = named('Пять баллов', 'Five points', {
      then: [points({ per: { amount: 20_000, points: 5 } })],
    });
    const { ru, en } = told({ member: {}, promotions: [per], lines: [{}, { category: 'coffee' }] });
    expect(ru.lines[1]).toBe('100 ₽, без скидки; баллы: +5; ещё 100 ₽ до «Пять баллов»');
    expect(en.lines[1]).toBe('100 ₽, full price; points: +5; 100 ₽ more to "Five points"');
    expect(ru.refused).toEqual([]);
  });

  it.each<[string, object, object, string, string]>([
    [
      'goods that bring none',
      { percent: 10 },
      { flags: ['noPoints'] },
      'баллы здесь начислять не на что: добавьте товары, за которые они положены',
      'nothing here earns points: add goods that do',
    ],
    [
      'goods by weight, where pieces count',
      { perUnit: 5 },
      { quantity: 0.5 },
      'считаются только штуки, а товар весовой: добавьте штучный',
      'counts whole items, and these goods are sold by weight: add some by the piece',
    ],
  ])('for %s', (_what, way, line, ruText, enText) => {
    const own = named('Кофе', 'Coffee', { then: [points(way)] });
    const { ru, en } = told({ member: {}, promotions: [own], lines: [{ category: 'coffee', ...line }] });
    expect(ru.refused).toEqual([`Кофе: ${ruText}`]);
    expect(en.refused).toEqual([`Coffee: ${enText}`]);
  });

  it('where another multiplier is larger, by its name', () => {
    const { ru, en } = told({
      member: {},
      promotions: [
        named('Двойные', 'Double', { then: [points({ multiply: 2 })] }, 'two'),
        named('Тройные', 'Triple', { then: [points({ multiply: 3 })] }, 'three'),
      ],
      lines: [{ category: 'coffee' }],
    });
    expect(ru.refused).toEqual(['Двойные: баллы умножаются один раз, по «Тройные»']);
    expect(en.refused).toEqual(['Double: points are multiplied once, by "Triple"']);
  });
});
