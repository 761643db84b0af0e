import type { LoyaltySlipInput } from '../../src/receipts/loyalty-slip.ts';

/** A member's purchase with everything a slip can say. */
export const fullSlip: LoyaltySlipInput = {
  language: 'ru',
  storeName: 'Магазин «Копилка» на Ленина, 5',
  purchaseNumber: 'T1-000123',
  timeText: '22.11.2026 14:05',
  member: { maskedName: 'Анна П.', tierName: 'Золото' },
  discounts: [
    { name: 'Молоко и сыр дешевле на 20 % по выходным для участников клуба', amountMinor: 3600 },
    { name: 'День рождения', amountMinor: 12_345 },
  ],
  totals: { grossMinor: 1_234_567, discountMinor: 15_945, paidWithPointsMinor: 10_000, netMinor: 1_208_622 },
  points: [
    {
      walletName: 'баллы',
      earned: 36,
      spent: 100,
      balance: 1245,
      asOf: '22.11.2026 14:05',
      expiringSoon: { points: 50, dateText: '01.12.2026' },
    },
    { walletName: 'звёзды', earned: 1, spent: 0, balance: 7, asOf: null, expiringSoon: null },
  ],
  messages: [
    'Ещё 150 ₽ — и скидка 10 % на следующую покупку…',
    'Ваш купон «Кофе в подарок» ждёт до 30 ноября.',
  ],
  balanceUrl: 'https://hub.example/c/2900000000018',
  offline: true,
};

export const fullSlipEnglish: LoyaltySlipInput = {
  ...fullSlip,
  language: 'en',
  storeName: 'Kopilka Store, 5 Lenin Street',
  member: { maskedName: 'Anna P.', tierName: 'Gold' },
  discounts: [
    { name: 'Milk and cheese 20% off on weekends for club members', amountMinor: 3600 },
    { name: 'Birthday', amountMinor: 12_345 },
  ],
  points: [
    {
      walletName: 'points',
      earned: 36,
      spent: 100,
      balance: 1245,
      asOf: '22.11.2026 14:05',
      expiringSoon: { points: 50, dateText: '01.12.2026' },
    },
    { walletName: 'stars', earned: 1, spent: 0, balance: 7, asOf: null, expiringSoon: null },
  ],
  messages: ['150 ₽ more for 10% off next time…', 'Your coupon “Free coffee” waits until 30 November.'],
};

/** Everything that a program may want to say besides. */
export const richSlip: LoyaltySlipInput = {
  ...fullSlip,
  tierProgress: { nextTierName: 'Платина', gapText: '15 200,00 ₽' },
  offers: ['Сыр «Российский» −30 % до воскресенья: вы берёте его чаще всего.'],
  coupons: [{ name: 'Кофе в подарок', code: 'CPN-7K2M-4Q9X', validUntilText: '30.11.2026' }],
  surveyUrl: 'https://hub.example/s/T1-000123',
  offline: false,
};

export const richSlipEnglish: LoyaltySlipInput = {
  ...fullSlipEnglish,
  tierProgress: { nextTierName: 'Platinum', gapText: '15,200.00 ₽' },
  offers: ['Cheddar 30% off until Sunday: you buy it most often.'],
  coupons: [{ name: 'Free coffee', code: 'CPN-7K2M-4Q9X', validUntilText: '30.11.2026' }],
  surveyUrl: 'https://hub.example/s/T1-000123',
  offline: false,
};

/** Somebody without a card, invited to join. */
export const guestSlip: LoyaltySlipInput = {
  ...fullSlip,
  member: null,
  discounts: [],
  totals: { grossMinor: 9900, discountMinor: 0, paidWithPointsMinor: 0, netMinor: 9900 },
  points: [],
  messages: [],
  balanceUrl: null,
  joinUrl: 'https://hub.example/join',
  offline: false,
};
