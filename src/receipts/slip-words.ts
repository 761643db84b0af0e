import type { SlipLanguage } from './amount-text.ts';

export interface SlipWords {
  readonly notFiscal: string;
  readonly copy: string;
  /** Stands before the number of the purchase. */
  readonly purchase: string;
  readonly member: string;
  readonly tier: string;
  readonly gross: string;
  readonly discount: string;
  readonly otherDiscounts: string;
  readonly paidWithPoints: string;
  readonly net: string;
  readonly saved: string;
  readonly earned: string;
  readonly spent: string;
  readonly balance: string;
  readonly balanceAsOf: (time: string) => string;
  readonly expiring: (date: string) => string;
  readonly offline: string;
  readonly balanceQr: string;
  readonly joinHeading: string;
  readonly joinQr: string;
  readonly joinAtTill: string;
  readonly toTier: (name: string) => string;
  readonly offers: string;
  readonly offerUntil: (name: string, date: string) => string;
  readonly coupon: string;
  readonly couponUntil: (date: string) => string;
  readonly surveyQr: string;
  readonly thanks: string;
}

/** Everything a slip says by itself; names of promotions, wallets and messages come from the program. */
export const slipWords: Readonly<Record<SlipLanguage, SlipWords>> = {
  ru: {
    notFiscal: 'Не является кассовым чеком',
    copy: 'КОПИЯ',
    purchase: '№',
    member: 'Участник',
    tier: 'Уровень',
    gross: 'Сумма без скидок',
    discount: 'Скидка',
    otherDiscounts: 'Прочие скидки',
    paidWithPoints: 'Оплачено баллами',
    net: 'ИТОГО',
    saved: 'Ваша выгода',
    earned: 'Начислено',
    spent: 'Списано',
    balance: 'Баланс',
    balanceAsOf: (time) => `Баланс на ${time}`,
    expiring: (date) => `Сгорят ${date}`,
    offline: 'Сейчас нет связи с центром. Покупка записана, баланс обновится сам, когда связь вернётся.',
    balanceQr: 'Баланс и предложения - по коду:',
    joinHeading: 'Копите баллы с каждой покупки!',
    joinQr: 'Вступите за полминуты по коду:',
    joinAtTill: 'Назовите кассиру номер телефона при следующей покупке.',
    toTier: (name) => `До уровня «${name}»`,
    offers: 'Только для вас',
    offerUntil: (name, date) => `${name}, до ${date}`,
    coupon: 'КУПОН',
    couponUntil: (date) => `Покажите код на кассе до ${date}:`,
    surveyQr: 'Оцените покупку - это займёт минуту:',
    thanks: 'Спасибо за покупку!',
  },
  en: {
    notFiscal: 'This is not a fiscal receipt',
    copy: 'COPY',
    purchase: 'No.',
    member: 'Member',
    tier: 'Tier',
    gross: 'Before discounts',
    discount: 'Discount',
    otherDiscounts: 'Other discounts',
    paidWithPoints: 'Paid with points',
    net: 'TOTAL',
    saved: 'You saved',
    earned: 'Earned',
    spent: 'Spent',
    balance: 'Balance',
    balanceAsOf: (time) => `Balance on ${time}`,
    expiring: (date) => `Expire on ${date}`,
    offline:
      'No connection to the centre now. The purchase is recorded; the balance updates by itself later.',
    balanceQr: 'Balance and offers by this code:',
    joinHeading: 'Collect points with every purchase!',
    joinQr: 'Join in half a minute by code:',
    joinAtTill: 'Tell the cashier your phone number next time.',
    toTier: (name) => `To the tier “${name}”`,
    offers: 'Just for you',
    offerUntil: (name, date) => `${name}, until ${date}`,
    coupon: 'COUPON',
    couponUntil: (date) => `Show this code at the till by ${date}:`,
    surveyQr: 'Rate your visit, it takes a minute:',
    thanks: 'Thank you for your purchase!',
  },
};
