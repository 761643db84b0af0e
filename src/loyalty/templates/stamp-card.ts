import { END_OF_PROGRAM_YEAR, type ProgramTemplate } from './template.ts';

/** Stamps instead of points: nothing to count, nothing to explain. */
export const stampCard: ProgramTemplate = {
  id: 'stamp-card',
  name: { ru: 'Кафе со штампами', en: 'Stamp-card café' },
  summary: {
    ru: 'Шесть кофе — седьмой в подарок, пять обедов — шестой за полцены. Без баллов.',
    en: 'Six coffees and the seventh is free, five lunches and the sixth is half price. No points.',
  },
  program: {
    schema: 1,
    id: 'stamp-card',
    name: { ru: 'Кафе со штампами', en: 'Stamp-card café' },
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    locales: ['ru', 'en'],
    stampCards: [
      {
        id: 'coffee',
        name: { ru: 'Седьмой кофе в подарок', en: 'The seventh coffee is free' },
        of: { category: ['coffee'] },
        target: 6,
        then: {
          type: 'unitsOff',
          units: 1,
          percent: 100,
          of: { category: ['coffee'] },
          pick: 'dearest',
          maxAmount: 350_00,
        },
      },
      {
        id: 'lunch',
        name: { ru: 'Шестой обед за полцены', en: 'The sixth lunch is half price' },
        of: { category: ['lunch'] },
        target: 5,
        then: { type: 'percentOff', percent: 50, of: { category: ['lunch'] }, maxAmount: 400_00 },
      },
    ],
    promotions: [
      {
        id: 'birthday-dessert',
        name: { ru: 'Десерт ко дню рождения', en: 'A birthday dessert' },
        priority: 120,
        when: { to: END_OF_PROGRAM_YEAR, audience: 'members', birthday: { before: 0, after: 6 } },
        then: [
          {
            type: 'unitsOff',
            units: 1,
            percent: 100,
            of: { category: ['dessert'] },
            pick: 'dearest',
            maxAmount: 400_00,
          },
        ],
        limit: { perMember: 1, perMemberDays: 300 },
        text: {
          receipt: {
            ru: '{member.firstName}, с днём рождения! Десерт за наш счёт.',
            en: '{member.firstName}, happy birthday! The dessert is on us.',
          },
          cashier: { ru: 'Предложите десерт и поздравьте.', en: 'Offer a dessert and say happy birthday.' },
        },
      },
      {
        id: 'summer-lemonade',
        name: { ru: 'Летом лимонад по 150 ₽', en: 'Lemonade at 150 ₽ in summer' },
        priority: 110,
        when: { from: '2027-06-01T00:00', to: '2027-08-31T23:59' },
        then: [{ type: 'fixedPrice', price: 150_00, of: { category: ['drinks/lemonade'] } }],
        text: {
          receipt: { ru: 'Летняя цена лимонада — 150 ₽.', en: 'Summer price of lemonade: 150 ₽.' },
          display: {
            ru: 'Лимонад 150 ₽ до конца августа.',
            en: 'Lemonade at 150 ₽ until the end of August.',
          },
        },
      },
      {
        id: 'evening-bakery',
        name: { ru: 'Вечером выпечка −30 %', en: 'Bakery −30% in the evening' },
        priority: 100,
        when: { to: END_OF_PROGRAM_YEAR, hours: [['19:00', '22:00']] },
        then: [{ type: 'percentOff', percent: 30, of: { category: ['bakery'] } }],
        text: { receipt: { ru: 'С 19 до 22 выпечка −30 %.', en: 'Bakery −30% from 7 to 10 p.m.' } },
      },
      {
        id: 'friend-dessert',
        name: { ru: 'Десерт −20 % по купону', en: 'Dessert −20% with the coupon' },
        priority: 90,
        when: { to: END_OF_PROGRAM_YEAR, coupon: { series: 'FRIEND' } },
        then: [{ type: 'percentOff', percent: 20, of: { category: ['dessert'] } }],
        text: { receipt: { ru: 'Купон принят: десерт −20 %.', en: 'Coupon taken: dessert −20%.' } },
      },
      {
        id: 'friend-coupon',
        name: { ru: 'Два кофе — купон на десерт', en: 'Two coffees, a dessert coupon' },
        priority: 50,
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          basket: { of: { category: ['coffee'] }, minQuantity: 2 },
        },
        then: [{ type: 'coupon', series: 'FRIEND', validDays: 7 }],
        limit: { perMember: 1, perMemberDays: 30 },
        text: {
          receipt: {
            ru: 'Вы были вдвоём? Десерт −20 % по купону, 7 дней.',
            en: 'Were there two of you? Dessert −20% with the coupon, 7 days.',
          },
          cashier: { ru: 'Отдайте купон на десерт.', en: 'Hand over the dessert coupon.' },
        },
      },
      {
        id: 'lunch-stamp',
        name: { ru: 'Штамп за обед', en: 'A stamp for lunch' },
        priority: 40,
        when: {
          to: END_OF_PROGRAM_YEAR,
          audience: 'members',
          weekdays: [1, 2, 3, 4, 5],
          hours: [['12:00', '16:00']],
          basket: { of: { category: ['lunch'] }, minAmount: 350_00 },
        },
        then: [{ type: 'stamp', card: 'lunch' }],
        text: {
          receipt: {
            ru: 'Штамп за обед. Пять штампов — шестой за полцены.',
            en: 'A lunch stamp. Five make the sixth half price.',
          },
        },
      },
    ],
  },
};
