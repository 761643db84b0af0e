import { type Member, memberSchema } from '../../src/contracts/member.ts';
import { type ProgramInput, programSchema } from '../../src/contracts/program.ts';
import type { Quote } from '../../src/contracts/quote.ts';
import { quoteContextSchema } from '../../src/contracts/quote-context.ts';
import { type ReceiptInput, receiptSchema } from '../../src/contracts/receipt.ts';
import { compileProgram } from '../../src/loyalty/program/compile.ts';
import { quote } from '../../src/loyalty/quote.ts';

/** One visit: a day of 2027, a time, goods, and what the customer asks for. */
export type Visit = {
  readonly day: string;
  readonly time?: string;
  readonly goods: readonly Partial<ReceiptInput['lines'][number]>[];
  readonly redeem?: ReceiptInput['redeem'];
  readonly rewards?: readonly string[];
  readonly coupons?: readonly string[];
};

/** A customer whose account lives from visit to visit as a hub would keep it. */
export function liveYear(input: ProgramInput, start: Partial<Member> = {}) {
  const program = programSchema.parse(input);
  const compiled = compileProgram(program);
  let member: Member = memberSchema.parse({ id: 'm1', firstName: 'Анна', joinedAt: '2027-01-01', ...start });
  const given = new Map<string, string>();
  const quotes: Quote[] = [];

  const settle = (result: Quote): void => {
    const wallets = { ...member.wallets };
    const move = (wallet: string, points: number): void => {
      const before = wallets[wallet] ?? { spendable: 0, expiringSoon: 0 };
      wallets[wallet] = { ...before, spendable: before.spendable + points };
    };
    for (const [wallet, points] of Object.entries(result.totals.earned)) move(wallet, points);
    if (result.redeem !== null) move(result.redeem.wallet, -result.redeem.points);
    for (const reward of result.rewards) move(reward.wallet, -reward.cost);
    const used = { ...member.used };
    for (const { promotion, coupon } of result.applied) {
      used[promotion] = (used[promotion] ?? 0) + 1;
      if (coupon !== undefined) given.delete(coupon);
    }
    for (const [i, { series }] of result.coupons.entries())
      given.set(`${series}-${quotes.length}${i}`, series);
    member = {
      ...member,
      wallets,
      used,
      spend: member.spend + result.totals.net,
      purchases: member.purchases + 1,
      tier: result.tier?.reached ?? member.tier,
      stamps: {
        ...member.stamps,
        ...Object.fromEntries(result.stamps.map(({ card, total }) => [card, total])),
      },
      clubs: [...new Set([...member.clubs, ...result.clubs.map(({ club }) => club)])],
    };
  };

  return {
    member: (): Member => member,
    become: (change: Partial<Member>): void => {
      member = { ...member, ...change };
    },
    coupons: (): string[] => [...given.keys()],
    balance: (wallet: string): number => member.wallets[wallet]?.spendable ?? 0,
    visit: ({ day, time = '12:00', goods, redeem = null, rewards = [], coupons = [] }: Visit): Quote => {
      const receipt = receiptSchema.parse({
        purchaseId: `P-${quotes.length + 1}`,
        at: `${day}T${time}:00+03:00`,
        store: 's1',
        till: 't1',
        lines: goods.map((line, i) => ({
          id: String(i + 1),
          sku: `sku-${i + 1}`,
          quantity: 1,
          price: 10_000,
          ...line,
        })),
        redeem,
        rewards: [...rewards],
        coupons: [...coupons],
      });
      const states = [...given].map(([code, series]) => [code, { state: 'valid' as const, series }]);
      const context = quoteContextSchema.parse({ coupons: Object.fromEntries(states) });
      const result = quote(compiled, member, receipt, context);
      quotes.push(result);
      settle(result);
      return result;
    },
  };
}
