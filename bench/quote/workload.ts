import { type Member, memberSchema } from '../../src/contracts/member.ts';
import { type Program, type ProgramInput, programSchema } from '../../src/contracts/program.ts';
import { type Receipt, type ReceiptInput, receiptSchema } from '../../src/contracts/receipt.ts';
import { between, createRandom, createZipf } from '../random.ts';

// The workload of the quote benchmark: a chain's promotions over 200 categories, and carts of the goods people buy.
//
// Of the promotions 35 % are percents off a category, 15 % a sum off each unit of a category, 15 % "three for two" in a
// category, 10 % a sum off a receipt from a threshold on, 5 % multiply a tier's points in a category and 20 % give points
// in a category. Each kind takes the popular categories first. Cart lines draw their category by Zipf's law.
//
// Beyond 1,000 promotions the others are about goods of categories these carts never hold, so that 10,000 promotions
// touch a cart exactly as the first 1,000 do.

export const CATEGORIES = 200;
/** Promotions a cart can meet; the others are about other goods. */
const MOST_TOUCHING = 1000;
/**
 * The dearest threshold, minor units; thresholds rise to it in equal steps. Of 100 an ordinary cart of 30 lines reaches
 * about three, one of 200 lines about twenty; each of the others is a reason with "how much more".
 */
const HIGHEST_THRESHOLD = 50_000_000;

type PromotionInput = NonNullable<ProgramInput['promotions']>[number];
type Kind = 'percent' | 'fixed' | 'buyGet' | 'threshold' | 'multiplier' | 'points';

const shares: readonly (readonly [Kind, number])[] = [
  ['percent', 0.35],
  ['fixed', 0.15],
  ['buyGet', 0.15],
  ['threshold', 0.1],
  ['multiplier', 0.05],
  ['points', 0.2],
];

export const categoryName = (position: number): string => `c${String(position).padStart(4, '0')}`;

/** What one promotion does; `of` is left out where it is about the whole receipt. */
function bodyOf(
  kind: Kind,
  number: number,
  count: number,
  category: string,
  isForeign: boolean,
  random: () => number,
): Pick<PromotionInput, 'priority' | 'when' | 'then'> {
  const of = { category: [category] };
  switch (kind) {
    case 'buyGet':
      return {
        priority: 300,
        then: [{ type: 'buyGet', buy: { of, quantity: 2 }, get: { of, quantity: 1, percent: 100 } }],
      };
    case 'percent':
      return { priority: 200, then: [{ type: 'percentOff', percent: between(random, 2, 15), of }] };
    case 'fixed':
      return {
        priority: 150,
        then: [{ type: 'amountOff', amount: between(random, 1, 20) * 50, per: 'unit', of }],
      };
    case 'threshold': {
      const minAmount = Math.round((HIGHEST_THRESHOLD * (number + 1)) / count);
      return {
        priority: 100,
        when: { basket: { of: isForeign ? of : {}, minAmount, over: 'gross' } },
        then: [
          {
            type: 'amountOff',
            amount: Math.round(minAmount * 0.003),
            per: 'receipt',
            of: isForeign ? of : {},
          },
        ],
      };
    }
    case 'multiplier':
      return {
        priority: 90,
        when: { tiers: number % 2 === 0 ? ['silver'] : ['gold'] },
        then: [{ type: 'points', wallet: 'main', multiply: between(random, 2, 4), of }],
      };
    case 'points':
      return {
        priority: 80,
        then: [{ type: 'points', wallet: 'main', percent: between(random, 1, 10), of }],
      };
  }
}

function promotionsOf(total: number, firstCategory: number, categories: number, random: () => number) {
  const isForeign = firstCategory > 0;
  return shares.flatMap(([kind, share]) => {
    const count = Math.round(total * share);
    return Array.from({ length: count }, (_, number): PromotionInput => {
      const category = categoryName(firstCategory + (number % categories));
      const id = `${isForeign ? 'other-' : ''}${kind}-${String(number).padStart(4, '0')}`;
      const text = { ru: `Акция ${id}: вы сэкономили {amount.saved}`, en: `${id}: you saved {amount.saved}` };
      return {
        id,
        name: { ru: id },
        ...bodyOf(kind, number, count, category, isForeign, random),
        // Every tenth one speaks: messages are part of a quote.
        ...(number % 10 === 0 ? { text: { receipt: text } } : {}),
      };
    });
  });
}

/** A program of so many promotions. */
export function makeProgram(promotions: number, seed = 1): Program {
  const random = createRandom(seed);
  const touching = Math.min(promotions, MOST_TOUCHING);
  const others = promotions - touching;
  const input: ProgramInput = {
    schema: 1,
    id: 'bench',
    currency: 'RUB',
    timezone: 'Europe/Moscow',
    wallets: [{ id: 'main', name: { ru: 'баллы' }, scale: 0, value: 100 }],
    tiers: [
      { id: 'silver', name: { ru: 'Серебро' }, from: 0, earnPercent: 5 },
      { id: 'gold', name: { ru: 'Золото' }, from: 10_000_000, earnPercent: 7 },
    ],
    tierRule: { by: 'spend', windowDays: 365 },
    promotions: [
      ...promotionsOf(touching, 0, CATEGORIES, random),
      ...(others > 0 ? promotionsOf(others, CATEGORIES, Math.ceil(others / 5), random) : []),
    ],
  };
  return programSchema.parse(input);
}

export const benchMember: Member = memberSchema.parse({
  id: 'm1',
  tier: 'silver',
  spend: 4_000_000,
  purchases: 12,
  wallets: { main: { spendable: 700, expiringSoon: 50 } },
  firstName: 'Анна',
});

/** Carts of so many lines: each of one to four units of a good that costs 20 to 400 roubles. */
export function makeCarts(lines: number, count: number, seed = 2): Receipt[] {
  const random = createRandom(seed + lines);
  const category = createZipf(CATEGORIES, random);
  return Array.from({ length: count }, (_, cart) => {
    const input: ReceiptInput = {
      purchaseId: `S1-T1-${String(cart).padStart(6, '0')}`,
      at: '2026-12-05T12:30:00+03:00',
      store: 's1',
      till: 't1',
      lines: Array.from({ length: lines }, (_, line) => {
        const name = categoryName(category());
        return {
          id: String(line + 1),
          sku: `${name}-${between(random, 1, 50)}`,
          name: `Товар ${line + 1}`,
          category: name,
          quantity: between(random, 1, 4),
          price: between(random, 2000, 40_000),
          vat: '10',
        };
      }),
    };
    return receiptSchema.parse(input);
  });
}
