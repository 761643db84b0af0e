import type { ProgramInput } from '../../../src/contracts/program.ts';
import type { LoyaltyCase } from '../../support/loyalty-case.ts';
import { mainWallet } from '../../support/loyalty-case.ts';

const stamps = {
  stampCards: [
    {
      id: 'coffee',
      of: { category: ['coffee'] },
      target: 6,
      then: { type: 'unitsOff' as const, units: 1, percent: 100 },
    },
  ],
};
type Card = NonNullable<ProgramInput['stampCards']>[number];
/** A card that nobody but its goods stamps. */
const giving = (then: Card['then']) => ({
  stampCards: [{ id: 'coffee', of: { category: ['coffee'] }, target: 6, then }],
});

const reward = {
  rewards: [{ id: 'ten-off', wallet: 'main', cost: 100, then: { type: 'percentOff' as const, percent: 10 } }],
};
const choices = {
  tiers: [],
  choices: [
    {
      id: 'cashback',
      pick: 1,
      options: [
        { id: 'dairy', of: { category: ['dairy'] }, earnPercent: 10 },
        { id: 'tea', of: { category: ['tea'] }, earnPercent: 20 },
      ],
    },
  ],
};
const twoWallets = {
  wallets: [mainWallet, { ...mainWallet, id: 'brand', value: 50, name: { ru: 'бренд' } }],
};

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'a reward costs points and takes its discount off',
    program: reward,
    member: {},
    receipt: { rewards: ['ten-off'] },
    expect: {
      nets: [9000],
      rewards: [{ reward: 'ten-off', wallet: 'main', cost: 100, amount: 1000 }],
      applied: [{ promotion: 'ten-off', amount: 1000 }],
    },
  },
  {
    name: 'a reward that costs more than there is, is refused',
    program: reward,
    member: { wallets: { main: { spendable: 99 } } },
    receipt: { rewards: ['ten-off'] },
    expect: { nets: [10_000], rewards: [], rejected: [{ promotion: 'ten-off', reason: 'points' }] },
  },
  {
    name: 'a reward chosen twice is paid twice while points last',
    program: reward,
    member: { wallets: { main: { spendable: 150 } } },
    receipt: { rewards: ['ten-off', 'ten-off'] },
    expect: {
      nets: [9000],
      rewards: [{ cost: 100 }],
      rejected: [{ promotion: 'ten-off', reason: 'points' }],
    },
  },
  {
    name: 'a reward chosen twice is told with what each of them took',
    program: reward,
    member: { wallets: { main: { spendable: 700 } }, tier: null },
    receipt: { rewards: ['ten-off', 'ten-off'] },
    expect: {
      nets: [8100],
      rewards: [{ amount: 1000 }, { amount: 900 }],
      applied: [{ promotion: 'ten-off', amount: 1900 }],
    },
  },
  {
    name: 'a reward whose gift is still to be brought is among what applied',
    program: {
      rewards: [{ id: 'mug', wallet: 'main', cost: 100, then: { type: 'gift' as const, sku: 'mug' } }],
    },
    member: { wallets: { main: { spendable: 700 } }, tier: null },
    receipt: { rewards: ['mug'] },
    expect: {
      applied: [{ promotion: 'mug', amount: 0, points: {} }],
      gifts: [{ promotion: 'mug', sku: 'mug', quantity: 1, missing: 1 }],
      rewards: [{ reward: 'mug', cost: 100, amount: 0 }],
    },
  },
  {
    name: 'a full card that gives other goods leaves the cups their stamps',
    program: giving({ type: 'unitsOff', units: 1, percent: 100, of: { category: ['cake'] } }),
    member: { stamps: { coffee: 6 }, tier: null },
    lines: [
      { category: 'coffee', price: 20_000, quantity: 3 },
      { category: 'cake', price: 30_000 },
    ],
    expect: { nets: [60_000, 0], stamps: [{ card: 'coffee', earned: 3, used: 6, total: 3 }] },
  },
  {
    name: 'a cup that the full card gives as a gift earns no stamp',
    program: giving({ type: 'gift', sku: 'cup', quantity: 1 }),
    member: { stamps: { coffee: 6 }, tier: null },
    lines: [{ category: 'coffee', price: 20_000, sku: 'cup', quantity: 3 }],
    expect: { nets: [40_000], stamps: [{ card: 'coffee', earned: 2, used: 6, total: 2 }] },
  },
  {
    name: 'what a reward costs can no longer pay for goods',
    program: reward,
    member: { wallets: { main: { spendable: 120 } } },
    receipt: { rewards: ['ten-off'], redeem: { wallet: 'main', max: true } },
    expect: { redeem: { points: 20, max: 20 } },
  },
  {
    name: 'a reward that finds nothing to take costs nothing',
    program: reward,
    member: {},
    lines: [{ flags: ['noDiscount'] }],
    receipt: { rewards: ['ten-off'] },
    expect: { rewards: [], rejected: [{ promotion: 'ten-off', reason: 'no-matching-line' }] },
  },
  {
    name: 'a reward nobody knows is refused by name',
    member: {},
    receipt: { rewards: ['gone'] },
    expect: { rejected: [{ promotion: 'gone', reason: 'unknown' }] },
  },
  {
    name: 'rewards come after promotions of the receipt stage, and as one sum',
    program: reward,
    promotions: [{ then: [{ type: 'amountOff', amount: 5000 }] }],
    member: {},
    receipt: { rewards: ['ten-off'] },
    expect: { nets: [4500] },
  },
  {
    name: 'a card no promotion stamps is stamped by each unit bought',
    program: stamps,
    member: { stamps: { coffee: 2 } },
    lines: [{ category: 'coffee', quantity: 3 }],
    expect: { stamps: [{ card: 'coffee', earned: 3, used: 0, total: 5 }] },
  },
  {
    name: 'one stamp below the target gives nothing yet',
    program: stamps,
    member: { stamps: { coffee: 5 } },
    lines: [{ category: 'coffee' }],
    expect: { nets: [10_000], stamps: [{ earned: 1, used: 0, total: 6 }] },
  },
  {
    name: 'the free unit of a full card earns no stamp',
    program: stamps,
    member: { stamps: { coffee: 6 } },
    lines: [{ category: 'coffee', quantity: 2 }],
    expect: { nets: [10_000], stamps: [{ earned: 1, used: 6, total: 1 }] },
  },
  {
    name: 'a full card is kept when its goods are not there',
    program: stamps,
    member: { stamps: { coffee: 6 } },
    expect: { nets: [10_000], stamps: [] },
  },
  {
    name: 'a chosen category earns its percent',
    program: choices,
    member: { tier: null, choices: { cashback: ['tea'] } },
    lines: [{ category: 'tea' }, { category: 'dairy' }],
    expect: { totals: { earned: { main: 20 } } },
  },
  {
    name: 'of more choices than allowed the first ones count',
    program: choices,
    member: { tier: null, choices: { cashback: ['gone', 'dairy', 'tea'] } },
    lines: [{ category: 'tea' }, { category: 'dairy' }],
    expect: { totals: { earned: { main: 10 } } },
  },
  {
    name: 'wallets earn side by side, each by its own value',
    program: twoWallets,
    promotions: [{ then: [{ type: 'points', wallet: 'brand', percent: 10 }] }],
    member: {},
    expect: { totals: { earned: { main: 5, brand: 20 } } },
  },
  {
    name: 'the tier discount is one sum after everything else',
    program: { tiers: [{ id: 'silver', name: { ru: 'Серебро' }, discountPercent: 10 }] },
    member: {},
    lines: [{ price: 5 }, { price: 5 }, { price: 5 }],
    expect: { nets: [4, 4, 5] },
  },
  {
    name: 'a tier nobody knows is the one that spend reaches',
    member: { tier: 'platinum', spend: 3_000_000 },
    expect: { totals: { earned: { main: 5 } }, tier: { id: 'silver' } },
  },
  {
    name: 'and the lowest one for those who spent little',
    member: { tier: 'platinum', spend: 0 },
    expect: { totals: { earned: { main: 3 } }, tier: { id: 'bronze' } },
  },
  {
    name: 'and none where the lowest one has to be earned',
    program: { tiers: [{ id: 'silver', name: { ru: 'Серебро' }, from: 100_000_000, earnPercent: 5 }] },
    member: { tier: 'platinum', spend: 0 },
    expect: { totals: { earned: { main: 0 } }, tier: { id: null } },
  },
  {
    name: 'or that purchases reach, where the tiers go by them',
    program: { tierRule: { by: 'purchases' as const, windowDays: 365 } },
    member: { tier: 'platinum', spend: 0, purchases: 3_000_000 },
    expect: { totals: { earned: { main: 5 } }, tier: { id: 'silver' } },
  },
  {
    name: 'a promotion for a tier is for those who reach it so',
    promotions: [{ when: { tiers: ['silver'] }, then: [{ type: 'percentOff', percent: 10 }] }],
    member: { tier: 'platinum', spend: 3_000_000 },
    expect: { nets: [9000] },
  },
  {
    name: 'a tier reached by this receipt is provisional',
    member: { spend: 9_999_000 },
    expect: { tier: { id: 'silver', reached: 'gold', provisional: true, next: null } },
  },
  {
    name: 'one kopeck below it is not reached and the gap is told',
    member: { spend: 9_989_999 },
    expect: { tier: { id: 'silver', reached: null, provisional: false, next: { id: 'gold', gap: 1 } } },
  },
  {
    name: 'tiers by purchases count this one',
    program: {
      tiers: [
        { id: 'bronze', name: { ru: 'Бронза' }, from: 0 },
        { id: 'silver', name: { ru: 'Серебро' }, from: 5 },
      ],
      tierRule: { by: 'purchases' },
    },
    member: { tier: 'bronze', purchases: 4 },
    expect: { tier: { id: 'bronze', reached: 'silver', provisional: true } },
  },
  {
    name: 'a tier this pack no longer has is replaced by the one the spend reaches',
    member: { tier: 'platinum', spend: 100 },
    expect: { totals: { earned: { main: 3 } }, tier: { id: 'bronze' } },
  },
  {
    name: 'a membership bought is told with its last day',
    program: { clubs: [{ id: 'vip', sku: 'CLUB-VIP', periodDays: 365 }] },
    member: {},
    lines: [{ sku: 'CLUB-VIP' }],
    expect: {
      clubs: [
        { club: 'vip', validUntil: '2027-12-05', boughtOn: '2026-12-05', lines: [{ id: '1', days: 365 }] },
      ],
    },
  },
  {
    name: 'total rounding is no less than a minimum price allows',
    program: { receipt: { roundTotalDownTo: 100 } },
    lines: [{ price: 10_050, minPrice: 10_050 }, { price: 30 }],
    expect: { nets: [10_050, 0], totals: { discount: 30 } },
  },
  {
    name: 'a round total is left alone',
    program: { receipt: { roundTotalDownTo: 100 } },
    expect: { lines: [{ discounts: [] }] },
  },
  {
    name: 'total rounding reaches goods that may not be discounted: it is not a promotion',
    program: { receipt: { roundTotalDownTo: 100 } },
    lines: [{ price: 10_055, flags: ['noDiscount'] }],
    expect: { nets: [10_000] },
  },
  {
    name: 'half-up points',
    program: { wallets: [{ ...mainWallet, rounding: 'half-up' }] },
    member: {},
    lines: [{ price: 1000 }],
    expect: { totals: { earned: { main: 1 } } },
  },
  {
    name: 'half-even points: 0.5 is none',
    program: { wallets: [{ ...mainWallet, rounding: 'half-even' }] },
    member: {},
    lines: [{ price: 1000 }],
    expect: { totals: { earned: { main: 0 } } },
  },
  {
    name: 'half-even points: 1.5 is two',
    program: { wallets: [{ ...mainWallet, rounding: 'half-even' }] },
    member: {},
    lines: [{ price: 3000 }],
    expect: { totals: { earned: { main: 2 } } },
  },
  {
    name: 'half-even looks at all points together: 0.5 and 1 fixed are two',
    program: { wallets: [{ ...mainWallet, rounding: 'half-even' }] },
    promotions: [{ then: [{ type: 'points', wallet: 'main', fixed: 1 }] }],
    member: {},
    lines: [{ price: 1000 }],
    expect: { totals: { earned: { main: 2 } } },
  },
  {
    name: 'a kopeck on a gram: 0.001 kg at 10.00',
    lines: [{ quantity: 0.001, price: 1000 }],
    expect: { lines: [{ gross: 1, net: 1, split: [] }] },
  },
  {
    name: 'half a kopeck of gross is rounded up, less is not',
    lines: [
      { quantity: 0.001, price: 500 },
      { quantity: 0.001, price: 499 },
    ],
    expect: { lines: [{ gross: 1 }, { gross: 0 }] },
  },
  {
    name: 'an amount given with the line wins over price and quantity',
    lines: [{ quantity: 3, price: 3333, amount: 10_000 }],
    expect: { nets: [10_000] },
  },
  {
    name: 'ten thousand units',
    lines: [{ quantity: 10_000, price: 12_345 }],
    promotions: [{ then: [{ type: 'percentOff', percent: 33.33 }] }],
    expect: {
      lines: [
        {
          gross: 123_450_000,
          net: 82_304_115,
          split: [
            { quantity: 4115, price: 8231 },
            { quantity: 5885, price: 8230 },
          ],
        },
      ],
    },
  },
  {
    name: 'five hundred lines share one kopeck: the first one gets it',
    lines: Array.from({ length: 500 }, () => ({ price: 100 })),
    promotions: [{ then: [{ type: 'amountOff', amount: 1 }] }],
    expect: { nets: [99, ...Array.from({ length: 499 }, () => 100)] },
  },
  {
    name: 'an empty receipt costs and earns nothing',
    lines: [],
    promotions: [{ then: [{ type: 'percentOff', percent: 10 }] }],
    member: {},
    expect: { lines: [], totals: { gross: 0, net: 0, earned: { main: 0 } }, applied: [], rejected: [] },
  },
  {
    name: 'on request every promotion is listed with its reason',
    promotions: [
      { id: 'a', when: { stores: ['s9'] }, then: [{ type: 'percentOff', percent: 10 }] },
      { id: 'b', then: [{ type: 'percentOff', percent: 10, of: { sku: ['none'] } }] },
      { id: 'c', when: { from: '2027-01-01T00:00' }, then: [{ type: 'percentOff', percent: 10 }] },
    ],
    context: { explain: 'all' },
    expect: {
      rejected: [
        { promotion: 'a', reason: 'not-in-store' },
        { promotion: 'b', reason: 'no-matching-line' },
        { promotion: 'c', reason: 'not-in-period' },
      ],
    },
  },
];
