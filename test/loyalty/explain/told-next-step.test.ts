import { describe, expect, it } from 'vitest';
import { type Named, named, told } from '../../support/told-case.ts';

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
