import type { ProgramInput } from '../../../src/contracts/program.ts';
import { type Program, programSchema } from '../../../src/contracts/program.ts';
import type { ReceiptInput } from '../../../src/contracts/receipt.ts';

/** Ten percent off milk for all, 50 roubles off from 1,000 on, five percent of points more for members. */
export const programInput: ProgramInput = {
  schema: 1,
  id: 'corner',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [{ id: 'main', name: { en: 'points' }, value: 100, redeem: { maxShare: 50 } }],
  tiers: [{ id: 'silver', name: { en: 'Silver' }, earnPercent: 5 }],
  promotions: [
    {
      id: 'milk-10',
      name: { en: 'Milk' },
      then: [{ type: 'percentOff', percent: 10, of: { category: ['milk'] } }],
    },
    {
      id: 'big-50',
      name: { en: 'Big basket' },
      when: { basket: { minAmount: 100_000, over: 'gross' } },
      then: [{ type: 'amountOff', amount: 5000 }],
    },
    {
      id: 'club-5',
      name: { en: 'More points' },
      when: { audience: 'members' },
      then: [{ type: 'points', wallet: 'main', percent: 5 }],
    },
  ],
};

export const program: Program = programSchema.parse(programInput);

type Goods = readonly (readonly [category: string, quantity: number, price: number])[];

export const receiptOf = (
  purchaseId: string,
  goods: Goods,
  more: Partial<ReceiptInput> = {},
): ReceiptInput => ({
  purchaseId,
  at: '2026-12-05T12:30:00+03:00',
  store: 's1',
  till: 't1',
  lines: goods.map(([category, quantity, price], i) => ({
    id: String(i + 1),
    sku: `${category}-1`,
    category,
    quantity,
    price,
  })),
  ...more,
});

const memberOf = (id: string, spendable = 0) => ({ id, tier: 'silver', wallets: { main: { spendable } } });

/** A bare receipt of a guest, two of one member, one of another who pays 20 roubles with points. */
export const fourReceipts: readonly object[] = [
  receiptOf('p1', [['milk', 1, 10_000]]),
  {
    receipt: receiptOf('p2', [
      ['milk', 2, 10_000],
      ['bread', 1, 99_000],
    ]),
    member: memberOf('m1'),
  },
  { receipt: receiptOf('p3', [['bread', 1, 50_000]]), member: memberOf('m1'), context: { offline: false } },
  {
    receipt: receiptOf('p4', [['bread', 1, 10_000]], { redeem: { wallet: 'main', points: 20 } }),
    member: memberOf('m2', 100),
  },
];

/** A longer file: receipts that differ, with broken lines and blank ones between them. */
export function manyLines(count: number): string {
  return Array.from({ length: count }, (_, i) => {
    if (i % 17 === 5) return '{"receipt":';
    if (i % 29 === 7) return '';
    const receipt = receiptOf(`p${i}`, [
      ['milk', 1 + (i % 4), 1000 + i * 7],
      ['bread', 1, 30_000 + ((i * 7919) % 90_000)],
    ]);
    return JSON.stringify(i % 3 === 0 ? receipt : { receipt, member: memberOf(`м${i % 11}`) });
  }).join('\n');
}
