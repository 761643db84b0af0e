import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

/** Points for every purchase, a point is a rouble: the program everybody understands. */
export const simpleBonus: ProgramTemplate = {
  id: 'simple-bonus',
  name: { ru: 'Простые бонусы', en: 'Simple bonus' },
  summary: {
    ru: '5 % баллами с каждой покупки, баллами — до 30 % чека. Для первого запуска.',
    en: '5% back in points, points pay up to 30% of a receipt. For a first launch.',
  },
  program: {
    schema: 1,
    id: 'simple-bonus',
    name: { ru: 'Простые бонусы', en: 'Simple bonus' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'main',
        name: { ru: 'баллы', en: 'points' },
        scale: 0,
        value: 100,
        rounding: 'floor',
        expireAfterDays: 180,
        redeem: { maxShare: 30, minPayable: 100 },
      },
    ],
    tiers: [{ id: 'member', name: { ru: 'Участник', en: 'Member' }, from: 0, earnPercent: 5 }],
    tierRule: { by: 'spend', windowDays: 365 },
    promotions: [
      {
        id: 'welcome',
        name: { ru: '200 баллов за первую покупку', en: '200 points for the first purchase' },
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          purchases: { max: 0 },
          basket: { minAmount: 500_00 },
        },
        then: [{ type: 'points', wallet: 'main', fixed: 200 }],
        limit: { perMember: 1 },
        text: {
          receipt: {
            ru: '{member.firstName}, добро пожаловать! 200 баллов уже на карте: заплатите ими в следующий раз.',
            en: '{member.firstName}, welcome! 200 points are on your card: pay with them next time.',
          },
          cashier: {
            ru: 'Первая покупка: скажите гостю о 200 приветственных баллах.',
            en: 'First purchase: tell the guest about the 200 welcome points.',
          },
        },
      },
      {
        id: 'birthday',
        name: { ru: 'Двойные баллы ко дню рождения', en: 'Double points for the birthday' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', birthday: { before: 3, after: 7 } },
        then: [{ type: 'points', wallet: 'main', multiply: 2, scope: 'all' }],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! За эту покупку — вдвое больше баллов: {points.earned}.',
            en: '{member.firstName}, happy birthday! Twice the points for this purchase: {points.earned}.',
          },
          cashier: { ru: 'Поздравьте с днём рождения.', en: 'Say happy birthday.' },
        },
      },
      {
        id: 'december',
        name: { ru: 'Декабрь: ещё 5 % баллами', en: 'December: 5% more in points' },
        when: { from: '2027-12-01T00:00', to: '2027-12-31T23:59', audience: 'members' },
        then: [{ type: 'points', wallet: 'main', percent: 5 }],
        text: {
          receipt: {
            ru: 'В декабре баллов вдвое больше. Сейчас на карте {points.balance}.',
            en: 'Twice the points in December. Your card now holds {points.balance}.',
          },
        },
      },
    ],
  },
};
