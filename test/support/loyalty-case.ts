import { expect } from 'vitest';
import type { z } from 'zod';
import type { memberSchema } from '../../src/contracts/member.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import type { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import type { ReceiptInput } from '../../src/contracts/receipt.ts';
import { partial } from './partial-match.ts';
import { quoteDocument } from './quote-document.ts';

// Small documents for hand-written cases: only what a case is about is written, the rest is plain.

type PromotionInput = NonNullable<ProgramInput['promotions']>[number];
type LineInput = ReceiptInput['lines'][number];
type MemberInput = z.input<typeof memberSchema>;

/** A promotion of a case: name and id may be left out. */
export type CasePromotion = Omit<PromotionInput, 'id' | 'name'> & { readonly id?: string };

/** One hand-written case; lines are numbered from 1, promotions are p1, p2, … unless they have an id. */
export type LoyaltyCase = {
  readonly name: string;
  readonly promotions?: readonly CasePromotion[];
  readonly program?: Partial<ProgramInput>;
  readonly lines?: readonly Partial<LineInput>[];
  readonly member?: Partial<MemberInput> | null;
  readonly receipt?: Partial<ReceiptInput>;
  readonly context?: z.input<typeof quoteContextSchema>;
  /** Part of the quote; `nets` are the lines' nets in order. */
  readonly expect: Record<string, unknown> & { readonly nets?: readonly number[] };
};

export const mainWallet = {
  id: 'main',
  name: { ru: 'баллы', en: 'points' },
  scale: 0,
  value: 100,
  expireAfterDays: 365,
  redeem: { maxShare: 50, minPayable: 1 },
} as const;

export const tiers = [
  { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' }, from: 0, earnPercent: 3 },
  { id: 'silver', name: { ru: 'Серебро', en: 'Silver' }, from: 3_000_000, earnPercent: 5 },
  { id: 'gold', name: { ru: 'Золото', en: 'Gold' }, from: 10_000_000, earnPercent: 10 },
] as const;

/** A member of the second tier with 700 points. */
export const silverMember: MemberInput = {
  id: 'm1',
  tier: 'silver',
  spend: 3_500_000,
  purchases: 12,
  joinedAt: '2025-01-10',
  wallets: { main: { spendable: 700, expiringSoon: 50 } },
  firstName: 'Анна',
};

export const caseProgram = (written: LoyaltyCase): ProgramInput => ({
  schema: 1,
  id: 'case',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
  wallets: [structuredClone(mainWallet)],
  tiers: [...tiers],
  tierRule: { by: 'spend', windowDays: 365 },
  ...written.program,
  promotions: (written.promotions ?? []).map((promotion, i) => ({
    id: `p${i + 1}`,
    name: { ru: 'Акция', en: 'Promotion' },
    ...promotion,
  })),
});

export const caseReceipt = (written: LoyaltyCase): ReceiptInput => ({
  purchaseId: 'P-1',
  at: '2026-12-05T12:30:00+03:00',
  store: 's1',
  till: 't1',
  ...written.receipt,
  lines: (written.lines ?? [{}]).map((line, i) => ({
    id: String(i + 1),
    sku: `sku-${i + 1}`,
    quantity: 1,
    price: 10_000,
    ...line,
  })),
});

export function quoteCase(written: LoyaltyCase): Quote {
  const { member } = written;
  return quoteDocument({
    program: caseProgram(written),
    member: member == null ? null : { ...silverMember, ...member },
    receipt: caseReceipt(written),
    context: written.context ?? {},
  });
}

/** Quotes a case and compares what it expects. */
export function expectCase(written: LoyaltyCase): void {
  const result = quoteCase(written);
  const { nets, ...rest } = written.expect;
  expect(result).toEqual(partial(rest));
  if (nets !== undefined) expect(result.lines.map((line) => line.net)).toEqual(nets);
}
