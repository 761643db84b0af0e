import { describe, expect, it } from 'vitest';
import { explainedCase } from '../../support/explained-case.ts';
import type { LoyaltyCase } from '../../support/loyalty-case.ts';

type Shown = Omit<LoyaltyCase, 'name' | 'expect'>;
type NamedPromotion = NonNullable<NonNullable<LoyaltyCase['program']>['promotions']>[number];

const refusedIn = (shown: Shown): readonly [readonly string[], readonly string[]] => {
  const whole = { name: '', expect: {}, ...shown };
  return [explainedCase(whole, 'ru').refused, explainedCase(whole, 'en').refused];
};

const off = (percent: number, of: object = {}) => ({ type: 'percentOff' as const, percent, of });
const asking = (when: NonNullable<NamedPromotion['when']>): Shown => ({
  promotions: [{ when, then: [off(5)] }],
});

describe('a basket that is too large', () => {
  const tooLarge = (basket: object, more: object = {}): string[] => {
    const shown = { ...asking({ basket }), lines: [{ price: 30_000, quantity: 3 }], ...more };
    return refusedIn(shown).map(([text]) => text?.replaceAll('\u00a0', ' ').split(': ').at(-1) ?? '');
  };

  it('says up to which sum, and what it comes to', () => {
    expect(tooLarge({ maxAmount: 500 })).toEqual([
      'только до 5 ₽, сейчас 900 ₽',
      'only up to 5 ₽, now 900 ₽',
    ]);
  });

  it('says up to how much, and how much there is', () => {
    expect(tooLarge({ maxQuantity: 2 })).toEqual(['только до 2, сейчас 3', 'only up to 2, now 3']);
  });

  it('leaves out what it came to where others had taken something off', () => {
    const promotions = [
      { priority: 200, then: [off(10)] },
      { when: { basket: { maxAmount: 500 } }, then: [off(5)] },
    ];
    expect(tooLarge({}, { promotions })).toEqual(['только до 5 ₽', 'only up to 5 ₽']);
    const gross = [promotions[0], { when: { basket: { maxAmount: 500, over: 'gross' } }, then: [off(5)] }];
    expect(tooLarge({}, { promotions: gross })).toEqual([
      'только до 5 ₽, сейчас 900 ₽',
      'only up to 5 ₽, now 900 ₽',
    ]);
  });
});

describe('a promotion that did not apply says in numbers', () => {
  // Every receipt here is of 2026-12-05.
  it.each([
    [
      'that the member joined too lately',
      { memberForDays: { min: 180 } },
      { joinedAt: '2026-09-06' },
      'нужно участвовать от 180 дней, сейчас 90',
      'needs 180 days of membership, now 90',
    ],
    [
      'that the member joined too long ago',
      { memberForDays: { min: 0, max: 31 } },
      { joinedAt: '2026-09-06' },
      'не позже 31 дня после вступления, сейчас 90',
      'no later than 31 days after joining, now 90',
    ],
    [
      'that only the day of joining counts',
      { memberForDays: { max: 0 } },
      { joinedAt: '2026-12-04' },
      'только в день вступления',
      'only on the day of joining',
    ],
    [
      'that nobody knows when the member joined',
      { memberForDays: { min: 1 } },
      { joinedAt: null },
      'неизвестно, когда вступил покупатель',
      'it is not known when the customer joined',
    ],
    [
      'how many purchases are missing',
      { purchases: { min: 5 } },
      { purchases: 3 },
      'после 5 покупок за 365 дней, было 3: ещё 2 покупки, считая эту',
      'after 5 purchases in 365 days, so far 3: 2 more, counting this one',
    ],
    [
      'that it was for the first purchase',
      { purchases: { max: 0 } },
      { purchases: 12 },
      'только на первую покупку за 365 дней, эта 13-я',
      'only for the first purchase in 365 days, this is number 13',
    ],
    [
      'up to which purchase it was',
      { purchases: { min: 1, max: 3 } },
      { purchases: 4 },
      'только до 4-й покупки за 365 дней, эта 5-я',
      'only up to purchase number 4 in 365 days, this is number 5',
    ],
    [
      'which tier it is for',
      { tiers: ['gold'] },
      {},
      'только для уровня «Золото»',
      'only for the tier "Gold"',
    ],
    [
      'which tiers it is for',
      { tiers: ['bronze', 'gold'] },
      {},
      'только для уровней «Бронза», «Золото»',
      'only for the tiers "Bronze", "Gold"',
    ],
  ])('%s', (_what, when, member, ru, en) => {
    expect(refusedIn({ ...asking(when), member })).toEqual([[`Акция: ${ru}`], [`Promotion: ${en}`]]);
  });

  it('how many purchases are missing of all there ever were, where no window counts them', () => {
    const shown = { ...asking({ purchases: { min: 1 } }), member: { purchases: 0 } };
    const program = { tierRule: { by: 'spend' as const } };
    expect(refusedIn({ ...shown, program })).toEqual([
      ['Акция: после 1 покупки, было 0: ещё 1 покупка, считая эту'],
      ['Promotion: after 1 purchase, so far 0: 1 more, counting this one'],
    ]);
  });
});

describe('a promotion that does not combine names the other one', () => {
  const named = (id: string, rest: object): NamedPromotion => ({
    id,
    name: { ru: `скидка ${id}`, en: `offer ${id}` },
    then: [off(5)],
    ...rest,
  });
  const refusals = (promotions: NamedPromotion[], lines: Shown['lines'] = [{}]) =>
    refusedIn({ promotions, lines: [...(lines ?? [])] });

  it('that closed its goods', () => {
    expect(refusals([named('a', { priority: 200, exclusive: true }), named('b', {})])).toEqual([
      ['скидка b: не складывается с «скидка a»'],
      ['offer b: does not combine with "offer a"'],
    ]);
  });

  it('that was there before an exclusive one', () => {
    const [ru] = refusals([named('a', { priority: 200 }), named('b', { exclusive: true })]);
    expect(ru).toEqual(['скидка b: не складывается с «скидка a»']);
  });

  it('and not one that only comes after it or works on other goods', () => {
    const [ru] = refusals(
      [
        named('a', { priority: 200, exclusive: true, then: [off(5, { sku: ['sku-1'] })] }),
        named('other', { priority: 200, exclusive: true, then: [off(5, { sku: ['sku-2'] })] }),
        named('b', { then: [off(5, { sku: ['sku-1'] })] }),
        named('later', { then: [off(5, { sku: ['sku-3'] })] }),
      ],
      [{}, {}, {}],
    );
    expect(ru).toEqual(['скидка b: не складывается с «скидка a»']);
  });

  it('each of them where several closed its goods', () => {
    const [ru] = refusals(
      [
        named('a', { priority: 200, exclusive: true, then: [off(5, { sku: ['sku-1'] })] }),
        named('c', { priority: 200, exclusive: true, then: [off(5, { sku: ['sku-2'] })] }),
        named('b', {}),
      ],
      [{}, {}],
    );
    expect(ru).toEqual(['скидка b: не складывается с «скидка a», «скидка c»']);
  });

  it('that only counted its goods', () => {
    const set = {
      type: 'buyGet' as const,
      buy: { of: { sku: ['sku-1'] }, quantity: 1 },
      get: { of: { sku: ['sku-2'] }, quantity: 1 },
    };
    const [ru] = refusals(
      [
        named('a', { priority: 200, exclusive: true, then: [set] }),
        named('b', { then: [off(5, { sku: ['sku-1'] })] }),
      ],
      [{}, {}],
    );
    expect(ru).toEqual(['скидка b: не складывается с «скидка a»']);
  });
});

describe('rewards and stamp cards', () => {
  const reward = { id: 'ten-off', name: { ru: 'Скидка 10 %', en: '10 % off' }, wallet: 'main', cost: 1000 };
  const asked = (spendable: number): LoyaltyCase => ({
    name: '',
    expect: {},
    program: { rewards: [{ ...reward, then: off(10) }] },
    receipt: { rewards: ['ten-off'] },
    member: { wallets: { main: { spendable } }, tier: null, spend: 0 },
  });
  const card = {
    id: 'coffee',
    name: { ru: 'Шестой кофе', en: 'Sixth coffee' },
    target: 6,
    then: { type: 'unitsOff' as const, units: 1, percent: 100 },
  };
  const stamped = (stamps: number, quantity: number): LoyaltyCase => ({
    name: '',
    expect: {},
    program: { stampCards: [card] },
    member: { stamps: { coffee: stamps } },
    lines: [{ quantity }],
  });

  it('say what a reward cost', () => {
    expect(explainedCase(asked(1700), 'ru').receipt).toContain('награда «Скидка 10 %»: баллы −1000');
    expect(explainedCase(asked(1700), 'en').receipt).toContain('reward "10 % off": points −1000');
  });

  it('say what a reward costs that points do not last for', () => {
    expect(explainedCase(asked(700), 'ru').refused).toEqual([
      'Скидка 10 %: не хватает баллов: награда стоит 1000, можно списать 700',
    ]);
    expect(explainedCase(asked(700), 'en').refused).toEqual([
      '10 % off: not enough points: it costs 1000, 700 can be spent',
    ]);
  });

  it('count on what the till itself may spend', () => {
    const offline = { ...asked(5000), context: { offline: true, allowance: { main: 300 } } };
    expect(explainedCase(offline, 'ru').refused).toEqual([
      'Скидка 10 %: не хватает баллов: награда стоит 1000, можно списать 300',
    ]);
  });

  it.each([
    [6, 1, 'списано: 6 штампов, на карте 0 из 6', '6 stamps used, 0 of 6 on the card'],
    [7, 3, 'списано: 6 штампов, +2 штампа, на карте 3 из 6', '6 stamps used, +2 stamps, 3 of 6 on the card'],
    [0, 1, '+1 штамп, на карте 1 из 6', '+1 stamp, 1 of 6 on the card'],
  ])('with %i stamps and %i cups say how many were used and are left', (stamps, cups, ru, en) => {
    expect(explainedCase(stamped(stamps, cups), 'ru').receipt).toContain(`«Шестой кофе»: ${ru}`);
    expect(explainedCase(stamped(stamps, cups), 'en').receipt).toContain(`"Sixth coffee": ${en}`);
  });
});
