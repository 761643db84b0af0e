import type { RedeemReason, RejectionReason } from '../contracts/quote.ts';

/** Languages in which the engine can say why. */
export type ReasonLanguage = 'ru' | 'en';

/** Why a promotion did not apply, for the cashier to say, with what would help where something would. */
export const reasonTexts: Readonly<Record<RejectionReason, Readonly<Record<ReasonLanguage, string>>>> = {
  'not-in-period': { ru: 'сейчас не действует', en: 'not in force now' },
  'not-in-store': { ru: 'в этом магазине не действует', en: 'not in force in this store' },
  'no-matching-line': {
    ru: 'нет подходящих товаров: добавьте их в чек',
    en: 'no matching goods: add them to the receipt',
  },
  'not-a-member': { ru: 'только для участников: предложите карту', en: 'members only: offer a card' },
  'not-a-guest': { ru: 'только для покупателей без карты', en: 'only for customers without a card' },
  tier: { ru: 'для другого уровня карты', en: 'for another tier' },
  segment: { ru: 'личное предложение другим покупателям', en: 'a personal offer to other customers' },
  club: { ru: 'только для членов клуба: предложите вступить', en: 'club members only: offer to join' },
  birthday: { ru: 'только около дня рождения', en: 'only around the birthday' },
  tenure: { ru: 'зависит от срока участия', en: 'depends on how long the customer has been a member' },
  purchases: { ru: 'зависит от числа покупок', en: 'depends on the number of purchases' },
  coupon: { ru: 'нужен действующий купон: попросите его показать', en: 'needs a valid coupon: ask for it' },
  limit: { ru: 'уже использовано столько раз, сколько можно', en: 'already used as often as allowed' },
  'basket-amount': { ru: 'сумма чека не подходит', en: 'the amount does not fit' },
  'basket-quantity': { ru: 'количество не подходит', en: 'the quantity does not fit' },
  'lost-to': { ru: 'выбрана другая акция, выгоднее', en: 'another promotion is better here' },
  exclusive: { ru: 'не складывается с другой акцией', en: 'does not combine with another promotion' },
  points: { ru: 'не хватает баллов', en: 'not enough points' },
  unknown: {
    ru: 'такой награды больше нет: выберите другую',
    en: 'there is no such reward any more: choose another',
  },
  'nothing-left': { ru: 'скидывать уже нечего', en: 'nothing is left to take off' },
  'weighed-goods': {
    ru: 'считаются только штуки, а товар весовой: добавьте штучный',
    en: 'counts whole items, and these goods are sold by weight: add some by the piece',
  },
  'nothing-to-earn': {
    ru: 'баллы здесь начислять не на что: добавьте товары, за которые они положены',
    en: 'nothing here earns points: add goods that do',
  },
};

/** Why fewer points pay than the customer asked for, for the cashier to say. */
export const redeemReasonTexts: Readonly<Record<RedeemReason, Readonly<Record<ReasonLanguage, string>>>> = {
  'unknown-wallet': {
    ru: 'такого счёта баллов в программе нет: выберите другой',
    en: 'the program has no such wallet: choose another',
  },
  'not-a-member': {
    ru: 'баллами платят участники: попросите карту',
    en: 'only members pay with points: ask for the card',
  },
  'not-spendable': { ru: 'этими баллами не платят', en: 'these points do not pay for goods' },
  'basket-amount': {
    ru: 'сумма чека мала для оплаты баллами',
    en: 'the receipt is too small to pay with points',
  },
  'no-matching-line': {
    ru: 'этих товаров баллами не оплатить',
    en: 'these goods cannot be paid with points',
  },
  points: { ru: 'столько баллов сейчас не списать', en: 'so many points cannot be spent now' },
  step: { ru: 'баллы списываются только полными порциями', en: 'points are spent in whole steps only' },
  most: {
    ru: 'больше этот чек баллами не оплатить, остальное деньгами',
    en: 'points may pay no more of this receipt, the rest is money',
  },
};
