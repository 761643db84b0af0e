import { base, type ProgramTemplate, roubleWallet } from './template.ts';

const end = '2036-12-31T23:59';

export const paidClub: ProgramTemplate = {
  id: 'paid-club',
  name: { ru: 'Платный клуб', en: 'Paid club' },
  about: {
    ru: 'Годовая подписка: члены клуба получают −5 % на всё, бесплатную доставку и двойные баллы. Остальные копят обычные.',
    en: 'A yearly membership: 5 % off everything, free delivery and double points for the club. Others earn as usual.',
  },
  program: {
    ...base,
    id: 'paid-club',
    wallets: [roubleWallet],
    tiers: [{ id: 'member', name: { ru: 'Участник', en: 'Member' }, from: 0, earnPercent: 2 }],
    clubs: [{ id: 'prime', name: { ru: 'Клуб', en: 'Club' }, sku: 'CLUB-YEAR', periodDays: 365 }],
    promotions: [
      {
        id: 'club-delivery',
        name: { ru: 'Доставка для клуба бесплатно', en: 'Free delivery for the club' },
        priority: 200,
        when: { clubs: ['prime'], to: end },
        then: [{ type: 'percentOff', percent: 100, of: { category: ['delivery'] } }],
      },
      {
        id: 'club-price',
        name: { ru: 'Цена клуба: −5 %', en: 'Club price: 5 % off' },
        when: { clubs: ['prime'], to: end },
        then: [
          { type: 'percentOff', percent: 5, of: { except: { sku: ['CLUB-YEAR'] } } },
          { type: 'points', wallet: 'main', multiply: 2 },
        ],
      },
      {
        id: 'club-invitation',
        name: { ru: 'Приглашение в клуб', en: 'Invitation to the club' },
        when: { audience: 'members', basket: { minAmount: 300_000 }, to: end },
        then: [
          {
            type: 'message',
            where: 'cashier',
            text: {
              ru: 'Предложите клуб: с ним этот чек был бы на 5 % дешевле.',
              en: 'Offer the club: with it this receipt would be 5 % cheaper.',
            },
          },
        ],
      },
    ],
  },
};
