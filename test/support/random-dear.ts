import fc from 'fast-check';
import { type Program, programSchema } from '../../src/contracts/program.ts';
import { MAX_AMOUNT_MINOR, MAX_PRICE_MINOR } from '../../src/contracts/scalars.ts';
import type { Asked } from './naive-engine/asked.ts';
import { allowances, climbers, programsOfShops, receiptsOfShops } from './random-shops.ts';

// Sums at the edge of what a receipt may hold: prices up to the limit, ten thousand units, one gram.

/** Sums of the small programs times so much. */
const DEARER = 1_000_003;
const sums: readonly string[] = ['amount', 'price', 'minAmount', 'maxAmount', 'from', 'min', 'max'];

/** The same document with every sum of money larger. */
function dearer(value: unknown, key = ''): unknown {
  if (typeof value === 'number')
    return sums.includes(key) ? Math.min(value * DEARER, MAX_PRICE_MINOR) : value;
  if (Array.isArray(value)) return value.map((one) => dearer(one, key));
  if (typeof value !== 'object' || value === null) return value;
  // Numbers of purchases, of days, and of units on a ladder are no sums.
  const isCount =
    key === 'purchases' || key === 'memberForDays' || ('by' in value && value.by === 'quantity');
  if (isCount) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, dearer(inner, name)]));
}

const unitEffects: readonly string[] = ['buyGet', 'bundle', 'unitsOff', 'gift'];
const countsUnits = ({ type }: { readonly type: string }): boolean => unitEffects.includes(type);

/** Without what looks at units one by one: the naive engine holds a thing for each of them. */
const withoutUnits = (program: Program): Program => ({
  ...program,
  promotions: program.promotions.flatMap((promotion) => {
    const then = promotion.then.filter((effect) => !countsUnits(effect));
    return then.length === 0 ? [] : [{ ...promotion, then }];
  }),
  rewards: program.rewards.filter(({ then }) => !countsUnits(then)),
  stampCards: program.stampCards.map((card) =>
    countsUnits(card.then) ? { ...card, then: { type: 'percentOff', percent: 10, of: {} } } : card,
  ),
});

const goods = fc.array(
  fc.record({
    price: fc.oneof(
      fc.constantFrom(MAX_PRICE_MINOR, MAX_PRICE_MINOR - 1, 9_999_999, 1),
      fc.integer({ min: 1, max: MAX_PRICE_MINOR }),
    ),
    few: fc.constantFrom(1, 2, 7),
    many: fc.constantFrom(10_000, 10_000, 9999, 0.001, 0.333, 1),
  }),
  { minLength: 5, maxLength: 5 },
);
type Goods = typeof goods extends fc.Arbitrary<(infer T)[]> ? T : never;

/** Dear receipts; those of many units meet programs that do not look at units one by one. */
export const dearOnes: fc.Arbitrary<Asked> = fc
  .record({
    program: programsOfShops,
    payer: climbers,
    receipt: receiptsOfShops,
    context: allowances,
    drawn: goods,
    isMany: fc.boolean(),
  })
  .map(({ program, payer, receipt, context, drawn, isMany }) => {
    const { promotions, rewards, stampCards } = isMany ? withoutUnits(program) : program;
    const lines = receipt.lines.map((line, i) => {
      const { price, few, many } = drawn[i] as Goods;
      const quantity = isMany ? many : few;
      const most = Math.floor(MAX_AMOUNT_MINOR / quantity);
      return { ...line, quantity, price: Math.min(price, most), minPrice: line.minPrice === null ? null : 1 };
    });
    const larger = {
      promotions: dearer(promotions),
      rewards: dearer(rewards),
      stampCards: dearer(stampCards),
    };
    return {
      payer,
      context,
      program: programSchema.parse({ ...program, ...larger }),
      receipt: { ...receipt, lines },
    };
  });
