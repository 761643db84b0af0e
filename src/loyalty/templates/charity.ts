import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

const donations = { category: ['charity'] };
const goods = { except: donations };

/** Points that pay only for donations: the customer earns by buying and gives to a fund at the till. */
export const charity: ProgramTemplate = {
  id: 'charity',
  name: { ru: 'Добрые баллы', en: 'Points for good' },
  summary: {
    ru: 'Баллы за покупки и добрые привычки тратятся только на пожертвования фондам.',
    en: 'Points for purchases and good habits are spent on donations only.',
  },
  program: {
    schema: 1,
    id: 'charity',
    name: { ru: 'Добрые баллы', en: 'Points for good' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'good',
        name: { ru: 'добрые баллы', en: 'points for good' },
        scale: 0,
        value: 100,
        rounding: 'floor',
        expireAfterDays: 180,
        // A donation is a line of its own (charity/children, charity/animals …) and may be paid in full.
        redeem: { maxShare: 100, minPayable: 0, of: donations },
      },
    ],
    promotions: [
      {
        id: 'december-doubles',
        name: {
          ru: 'Декабрь: половину пожертвования платит сеть',
          en: 'December: the chain pays half of a donation',
        },
        priority: 120,
        when: { from: '2027-12-01T00:00', to: '2027-12-31T23:59', audience: 'members' },
        then: [{ type: 'percentOff', percent: 50, of: donations, maxAmount: 500_00 }],
        text: {
          receipt: {
            ru: 'Половину пожертвования внесли мы: {amount.saved}.',
            en: 'We gave half of the donation: {amount.saved}.',
          },
        },
      },
      {
        id: 'kind-purchase',
        name: { ru: '2 % с покупки', en: '2% of a purchase' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'points', wallet: 'good', percent: 2, of: goods }],
        text: {
          receipt: {
            ru: 'Добрых баллов: {points.balance}. Отдайте их фонду на кассе.',
            en: 'Points for good: {points.balance}. Give them to a fund at the till.',
          },
        },
      },
      {
        id: 'eco-goods',
        name: { ru: 'Экотовары: ещё 3 %', en: 'Eco goods: 3% more' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'points', wallet: 'good', percent: 3, of: { tag: ['eco'], ...goods } }],
        text: { receipt: { ru: 'Экотовары: +3 %.', en: 'Eco goods: +3%.' } },
      },
      {
        id: 'own-bag',
        name: { ru: 'Своя сумка: 5 баллов', en: 'Own bag: 5 points' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'points', wallet: 'good', perUnit: 5, of: { sku: ['OWN-BAG'] } }],
        text: { receipt: { ru: 'Спасибо за свою сумку!', en: 'Thank you for your own bag!' } },
      },
      {
        id: 'earth-week',
        name: { ru: 'Неделя Земли: баллы втройне', en: 'Earth week: triple points' },
        when: { from: '2027-04-19T00:00', to: '2027-04-25T23:59', audience: 'members' },
        then: [{ type: 'points', wallet: 'good', multiply: 3, scope: 'all', of: goods }],
        text: {
          receipt: {
            ru: 'Неделя Земли: {points.earned} добрых баллов за покупку.',
            en: 'Earth week: {points.earned} points for good on this purchase.',
          },
        },
      },
      {
        id: 'volunteer',
        name: { ru: 'Волонтёрам 100 баллов в месяц', en: '100 points a month for volunteers' },
        when: { to: END_OF_PROGRAM_YEAR, segments: ['volunteers'] },
        then: [{ type: 'points', wallet: 'good', fixed: 100, of: goods }],
        limit: { perMember: 1, perMemberDays: 30 },
        text: {
          receipt: { ru: 'Спасибо, что помогаете: 100 баллов.', en: 'Thank you for helping: 100 points.' },
        },
      },
      {
        id: 'birthday',
        name: { ru: '50 баллов в день рождения', en: '50 points on the birthday' },
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', birthday: { before: 0, after: 7 } },
        then: [{ type: 'points', wallet: 'good', fixed: 50, of: goods }],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! 50 добрых баллов от нас.',
            en: '{member.firstName}, happy birthday! 50 points for good from us.',
          },
          cashier: { ru: 'Поздравьте с днём рождения.', en: 'Say happy birthday.' },
        },
      },
      {
        id: 'thanks',
        name: { ru: 'Спасибо за пожертвование', en: 'Thanks for a donation' },
        priority: 50,
        when: { to: END_OF_PROGRAM_YEAR, basket: { of: donations, minAmount: 1_00 } },
        then: [
          {
            type: 'message',
            where: 'display',
            text: {
              ru: 'Спасибо! Фонд получит ваше пожертвование.',
              en: 'Thank you! The fund will get your donation.',
            },
          },
        ],
        text: {
          receipt: {
            ru: 'Спасибо за пожертвование! Отчёты фондов — на сайте сети.',
            en: 'Thank you for your donation! The funds report on our site.',
          },
          cashier: { ru: 'Поблагодарите за пожертвование.', en: 'Thank the guest for the donation.' },
        },
      },
    ],
  },
};
