import { epson } from '../../src/receipts/escpos/profiles/epson.ts';
import { type LaidLine, layoutSlip } from '../../src/receipts/layout.ts';
import { type LoyaltySlipInput, loyaltySlip } from '../../src/receipts/loyalty-slip.ts';
import type { SlipModel } from '../../src/receipts/model.ts';

/** A member's slip with everything on it: discounts, two wallets, messages, a QR code. */
const input: LoyaltySlipInput = {
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

export const columns = epson.columns;
export const slipModel: SlipModel = loyaltySlip(input);

export type LaidPart = LaidLine | { readonly kind: 'qr'; readonly data: string };

/**
 * The same slip laid out already: wrapped, set in columns, in characters of the code page. The peers get this, so
 * that what they are timed on is a part of what Kopilka is timed on.
 */
export const laidSlip: readonly LaidPart[] = layoutSlip(slipModel, columns).flatMap((item) => {
  if (item.kind === 'line' || item.kind === 'qr') return [item];
  return item.kind === 'feed'
    ? Array.from({ length: item.lines }, () => ({
        kind: 'line' as const,
        text: '',
        align: 'left' as const,
        bold: false,
        size: 'normal' as const,
      }))
    : [];
});
