import { base, type ProgramTemplate, roubleWallet } from './template.ts';

export const simpleBonus: ProgramTemplate = {
  id: 'simple-bonus',
  name: { ru: 'Простая бонусная', en: 'Simple bonus' },
  about: {
    ru: '5 % с каждой покупки баллами, баллами можно оплатить до половины чека. В день рождения баллов вдвое больше.',
    en: '5 % of every purchase in points, up to half of a receipt can be paid with them. Twice the points around the birthday.',
  },
  program: {
    ...base,
    id: 'simple-bonus',
    wallets: [roubleWallet],
    tiers: [{ id: 'member', name: { ru: 'Участник', en: 'Member' }, from: 0, earnPercent: 5 }],
    promotions: [
      {
        id: 'birthday-double',
        name: { ru: 'Двойные баллы ко дню рождения', en: 'Double points for your birthday' },
        when: { audience: 'members', birthday: { before: 3, after: 7 }, to: '2036-12-31T23:59' },
        then: [
          { type: 'points', wallet: 'main', multiply: 2 },
          {
            type: 'message',
            where: 'receipt',
            text: {
              ru: 'С днём рождения, {member.firstName}! Двойные баллы: +{points.earned}',
              en: 'Happy birthday, {member.firstName}! Double points: +{points.earned}',
            },
          },
        ],
      },
      {
        id: 'welcome',
        name: { ru: 'За первую покупку', en: 'For the first purchase' },
        when: { audience: 'members', purchases: { max: 0 }, to: '2036-12-31T23:59' },
        then: [{ type: 'points', wallet: 'main', fixed: 100 }],
      },
    ],
  },
};
