/** The wallet of gift cards, as documentation and tests have it. */
export const giftWallet = {
  id: 'gift',
  name: { ru: 'подарочная карта', en: 'gift card' },
  value: 100,
  gift: true,
  expireAfterDays: 365,
  redeem: { maxShare: 100 },
};

/** Whoever buys `GIFT-1000` has 1000 in it. */
export const giftPromotion = {
  id: 'gift-1000',
  name: { ru: 'Подарочная карта 1000 ₽', en: 'Gift card 1000 ₽' },
  then: [{ type: 'points' as const, wallet: 'gift', perUnit: 1000, of: { sku: ['GIFT-1000'] } }],
};
