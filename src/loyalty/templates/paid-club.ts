import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

const clubs = ['prime', 'prime-month'];
/** A membership and a delivery are services: nothing is earned on them and club prices are not about them. */
const goods = { except: { category: ['membership', 'delivery'] } };

/** A membership one pays for: free delivery, club prices, more cashback. */
export const paidClub: ProgramTemplate = {
  id: 'paid-club',
  name: { ru: 'Платный клуб', en: 'Paid club' },
  summary: {
    ru: 'Подписка на год или месяц: бесплатная доставка, клубные цены, 5 % кэшбэка вместо 1 %.',
    en: 'Membership for a year or a month: free delivery, club prices, 5% cashback instead of 1%.',
  },
  program: {
    schema: 1,
    id: 'paid-club',
    name: { ru: 'Платный клуб', en: 'Paid club' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    wallets: [
      {
        id: 'cashback',
        name: { ru: 'кэшбэк', en: 'cashback' },
        scale: 0,
        value: 100,
        rounding: 'floor',
        expireAfterDays: 180,
        redeem: { maxShare: 50, minPayable: 100, of: { except: { category: ['membership'] } } },
      },
    ],
    clubs: [
      { id: 'prime', name: { ru: 'Клуб на год', en: 'Club for a year' }, sku: 'CLUB-YEAR', periodDays: 365 },
      {
        id: 'prime-month',
        name: { ru: 'Клуб на месяц', en: 'Club for a month' },
        sku: 'CLUB-MONTH',
        periodDays: 30,
      },
    ],
    promotions: [
      {
        id: 'prime-days',
        name: { ru: 'Дни клуба: электроника −25 %', en: 'Club days: electronics −25%' },
        priority: 130,
        when: { from: '2027-07-13T00:00', to: '2027-07-14T23:59', clubs },
        then: [{ type: 'percentOff', percent: 25, of: { category: ['electronics'] }, maxAmount: 10_000_00 }],
        limit: { perMember: 1 },
        text: {
          receipt: {
            ru: 'Дни клуба: вы сэкономили {amount.saved}.',
            en: 'Club days: you saved {amount.saved}.',
          },
        },
      },
      {
        id: 'club-price',
        name: { ru: 'Клубная цена: −15 %', en: 'Club price: −15%' },
        priority: 120,
        when: { to: END_OF_PROGRAM_YEAR, clubs },
        then: [{ type: 'percentOff', percent: 15, of: { tag: ['club-price'] } }],
        text: { receipt: { ru: 'Клубные цены: −15 %.', en: 'Club prices: −15%.' } },
      },
      {
        id: 'free-delivery',
        name: { ru: 'Доставка для клуба бесплатно', en: 'Free delivery for the club' },
        priority: 110,
        group: 'delivery',
        when: { to: END_OF_PROGRAM_YEAR, clubs },
        then: [{ type: 'fixedPrice', price: 0, of: { category: ['delivery'] } }],
        text: { receipt: { ru: 'Доставка за счёт клуба.', en: 'Delivery is on the club.' } },
      },
      {
        id: 'delivery-from-3000',
        name: { ru: 'Доставка бесплатно от 3000 ₽', en: 'Free delivery from 3000 ₽' },
        priority: 100,
        group: 'delivery',
        when: { to: END_OF_PROGRAM_YEAR, basket: { of: goods, minAmount: 3000_00 } },
        then: [{ type: 'fixedPrice', price: 0, of: { category: ['delivery'] } }],
        text: { receipt: { ru: 'Доставка бесплатно от 3000 ₽.', en: 'Free delivery from 3000 ₽.' } },
      },
      {
        id: 'club-gift',
        name: { ru: 'Сумка в подарок к годовому клубу', en: 'A bag with a year of the club' },
        priority: 90,
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          basket: { of: { sku: ['CLUB-YEAR'] }, minQuantity: 1 },
        },
        then: [{ type: 'gift', sku: 'CLUB-BAG' }],
        limit: { perMember: 1, total: 1000 },
        text: {
          receipt: {
            ru: 'Добро пожаловать в клуб! Сумка — подарок.',
            en: 'Welcome to the club! The bag is a gift.',
          },
          cashier: { ru: 'Положите клубную сумку и пробейте её.', en: 'Add the club bag and scan it.' },
        },
      },
      {
        id: 'everyone-cashback',
        name: { ru: '1 % кэшбэка', en: '1% cashback' },
        priority: 50,
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members' },
        then: [{ type: 'points', wallet: 'cashback', percent: 1, of: goods }],
        text: {
          receipt: {
            ru: 'Кэшбэк за покупку: {points.earned}. Накоплено: {points.balance}.',
            en: 'Cashback on this purchase: {points.earned}. In all: {points.balance}.',
          },
        },
      },
      {
        id: 'club-cashback',
        name: { ru: 'Клубу ещё 4 % кэшбэка', en: '4% more cashback for the club' },
        priority: 40,
        when: { to: END_OF_PROGRAM_YEAR, clubs },
        then: [{ type: 'points', wallet: 'cashback', percent: 4, of: goods }],
        text: {
          receipt: { ru: 'Из них 4 % — за членство в клубе.', en: '4% of it is for being in the club.' },
        },
      },
      {
        id: 'birthday',
        name: { ru: '500 баллов клубу в день рождения', en: '500 points for the club on the birthday' },
        priority: 30,
        when: { to: END_OF_PROGRAM_YEAR, clubs, birthday: { before: 0, after: 7 } },
        then: [{ type: 'points', wallet: 'cashback', fixed: 500, of: goods }],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! 500 баллов от клуба.',
            en: '{member.firstName}, happy birthday! 500 points from the club.',
          },
          cashier: { ru: 'Поздравьте с днём рождения.', en: 'Say happy birthday.' },
        },
      },
    ],
  },
};
