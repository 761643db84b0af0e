import type { LoyaltyCase } from '../../support/loyalty-case.ts';

const message = (ru: string, more: object = {}) => ({
  type: 'message' as const,
  text: { ru, en: 'Hello' },
  ...more,
});

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'names the member',
    promotions: [{ then: [message('Здравствуйте, {member.firstName}!')] }],
    member: {},
    expect: {
      messages: [{ promotion: 'p1', where: 'receipt', text: { ru: 'Здравствуйте, Анна!', en: 'Hello' } }],
    },
  },
  {
    name: 'without a name leaves no gap',
    promotions: [{ then: [message('Здравствуйте, {member.firstName}!', { where: 'cashier' })] }],
    expect: { messages: [{ where: 'cashier', text: { ru: 'Здравствуйте!' } }] },
  },
  {
    name: 'tells points and money of this receipt',
    promotions: [
      {
        then: [
          { type: 'percentOff', percent: 10 },
          message(
            '+{points.earned}, всего {points.balance}, сгорит {points.expiringSoon}, скидка {amount.saved}',
          ),
        ],
      },
    ],
    member: {},
    expect: { messages: [{ text: { ru: '+4, всего 704, сгорит 50, скидка 10\u00a0₽' } }] },
  },
  {
    name: 'tells the tier and how much is missing to the next one',
    promotions: [{ then: [message('{tier.name}: ещё {tier.nextGap}')] }],
    member: {},
    expect: { messages: [{ text: { ru: 'Серебро: ещё 64\u00a0900\u00a0₽' } }] },
  },
  {
    name: 'is kept back when its promotion does not apply',
    promotions: [{ when: { basket: { minAmount: 20_000 } }, then: [message('Спасибо')] }],
    expect: { messages: [] },
  },
];
