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
