import { describe, expect, it } from 'vitest';
import { named, type Shown, told } from '../../support/told-case.ts';

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
