import type { LoyaltyCase } from '../../support/loyalty-case.ts';
import { mainWallet } from '../../support/loyalty-case.ts';

const wallet = (redeem: object, more: object = {}) => ({ wallets: [{ ...mainWallet, ...more, redeem }] });
const max = { redeem: { wallet: 'main', max: true as const } };
const asks = (points: number) => ({ redeem: { wallet: 'main', points } });
const member = { tier: null };

export const cases: readonly LoyaltyCase[] = [
  {
    name: 'what is asked is paid when it may be',
    member,
    receipt: asks(20),
    expect: { nets: [8000], redeem: { asked: 20, points: 20, max: 50 }, totals: { paidWithPoints: 2000 } },
  },
  {
    name: 'never more than the share of the net',
    member,
    receipt: asks(70),
    expect: { redeem: { asked: 70, points: 50, max: 50, reason: 'most' } },
  },
  {
    name: 'never more than the member has',
    member: { ...member, wallets: { main: { spendable: 12 } } },
    receipt: max,
    expect: { redeem: { points: 12, max: 12 } },
  },
  {
    name: 'a debt is not spendable',
    member: { ...member, wallets: { main: { spendable: -5 } } },
    receipt: max,
    expect: { redeem: { points: 0, max: 0 } },
  },
  {
    name: 'offline the allowance of the till is what may be spent',
    member,
    receipt: max,
    context: { offline: true, allowance: { main: 7 } },
    expect: { redeem: { points: 7, max: 7 } },
  },
  {
    name: 'offline without an allowance for the wallet nothing may be spent',
    member,
    receipt: max,
    context: { offline: true, allowance: {} },
    expect: { redeem: { points: 0, max: 0 } },
  },
  {
    name: 'a guest has nothing to pay with',
    receipt: max,
    expect: { nets: [10_000], redeem: { points: 0, max: 0, reason: 'not-a-member' } },
  },
  {
    name: 'of more than the member has all is paid, and why is said',
    member: { ...member, wallets: { main: { spendable: 12 } } },
    receipt: asks(13),
    expect: { redeem: { asked: 13, points: 12, max: 12, reason: 'points' } },
  },
  {
    name: 'goods that points may not pay for are the reason when there are no others',
    member,
    receipt: asks(5),
    lines: [{ flags: ['noRedeem'] }],
    expect: { redeem: { asked: 5, points: 0, max: 0, reason: 'no-matching-line' } },
  },
  {
    name: 'every line keeps its least payable sum',
    program: wallet({ maxShare: 100, minPayable: 100 }),
    member,
    receipt: max,
    lines: [{ price: 10_000 }, { price: 150 }, { price: 50 }],
    expect: { redeem: { max: 99 }, totals: { paidWithPoints: 9900 } },
  },
  {
    name: 'what one line cannot take goes to the others',
    program: wallet({ maxShare: 100, minPayable: 0 }),
    member,
    receipt: asks(100),
    lines: [{ price: 10_000, minPrice: 9500 }, { price: 10_000 }],
    expect: { nets: [9500, 500] },
  },
  {
    name: 'lines that may not be paid with points are left out of the share',
    member,
    receipt: max,
    lines: [{ flags: ['noRedeem'] }, { price: 5000 }],
    expect: { nets: [10_000, 2500], redeem: { max: 25 } },
  },
  {
    name: 'a wallet may pay for some goods only',
    program: wallet({ maxShare: 50, of: { category: ['tea'] } }),
    member,
    receipt: max,
    lines: [{ category: 'tea', price: 4000 }, {}],
    expect: { nets: [2000, 10_000] },
  },
  {
    name: 'below the least receipt nothing may be paid',
    program: wallet({ maxShare: 50, minReceipt: 10_001 }),
    member,
    receipt: max,
    expect: { redeem: { points: 0, max: 0, reason: 'basket-amount', missing: 1 } },
  },
  {
    name: 'at the least receipt it may, and discounts count',
    program: wallet({ maxShare: 50, minReceipt: 9000 }),
    promotions: [{ then: [{ type: 'percentOff', percent: 10 }] }],
    member,
    receipt: max,
    expect: { redeem: { max: 45, points: 45 } },
  },
  {
    name: 'what is asked is paid in whole steps',
    program: wallet({ maxShare: 100, step: 10 }),
    member,
    receipt: asks(37),
    expect: { redeem: { asked: 37, points: 30, max: 100, reason: 'step' } },
  },
  {
    name: 'the most is told in whole steps too',
    program: wallet({ maxShare: 100, step: 10 }),
    member: { ...member, wallets: { main: { spendable: 37 } } },
    receipt: max,
    expect: { redeem: { asked: 30, points: 30, max: 30 } },
  },
  {
    name: 'points of hundredths pay to the kopeck',
    program: wallet({ maxShare: 50 }, { scale: 2, value: 100 }),
    member: { ...member, wallets: { main: { spendable: 333_33 } } },
    receipt: max,
    lines: [{ price: 33_333 }],
    expect: { redeem: { max: 16_666, points: 16_666 }, totals: { paidWithPoints: 16_666, net: 16_667 } },
  },
  {
    name: 'the fewest points that pay the sum are taken',
    program: wallet({ maxShare: 100 }, { scale: 2, value: 30 }),
    member: { ...member, wallets: { main: { spendable: 50_000 } } },
    receipt: max,
    lines: [{ price: 10_001 }],
    expect: { redeem: { max: 33_334, points: 33_334 }, totals: { paidWithPoints: 10_000 } },
  },
  {
    name: 'of points asked for too, and nothing is missing then',
    program: wallet({ maxShare: 100 }, { scale: 2, value: 30 }),
    member: { ...member, wallets: { main: { spendable: 50_000 } } },
    receipt: asks(336),
    expect: { redeem: { asked: 336, points: 334 }, totals: { paidWithPoints: 100 } },
  },
  {
    name: 'the fewest in whole steps',
    program: wallet({ maxShare: 100, step: 5 }, { scale: 2, value: 10 }),
    member: { ...member, wallets: { main: { spendable: 50_000 } } },
    receipt: asks(105),
    expect: { redeem: { asked: 105, points: 100 }, totals: { paidWithPoints: 10 } },
  },
  {
    name: 'a wallet that never pays pays nothing',
    program: { wallets: [{ ...mainWallet, redeem: null }] },
    member,
    receipt: max,
    expect: { nets: [10_000], redeem: { wallet: 'main', points: 0, max: 0, reason: 'not-spendable' } },
  },
  {
    name: 'a wallet nobody knows pays nothing and is named',
    member,
    receipt: { redeem: { wallet: 'other', points: 5 } },
    expect: {
      nets: [10_000],
      redeem: { wallet: 'other', asked: 5, points: 0, max: 0, reason: 'unknown-wallet' },
    },
  },
  {
    name: 'points are earned on what is left to pay',
    member: {},
    receipt: max,
    expect: { totals: { net: 5000, earned: { main: 2 } } },
  },
  {
    name: 'or on the whole net where the wallet says so',
    program: wallet({ maxShare: 50 }, { earnOnPointsPaid: true }),
    member: {},
    receipt: max,
    expect: { totals: { net: 5000, earned: { main: 5 } } },
  },
  {
    name: 'a reward asked for twice with points for one is applied once and refused once',
    program: {
      rewards: [{ id: 'ten-off', wallet: 'main', cost: 500, then: { type: 'percentOff', percent: 10 } }],
    },
    member: { tier: null },
    receipt: { rewards: ['ten-off', 'ten-off', 'no-such', 'no-such'] },
    expect: {
      nets: [9000],
      applied: [{ promotion: 'ten-off', amount: 1000 }],
      rejected: [
        { promotion: 'ten-off', reason: 'points' },
        { promotion: 'no-such', reason: 'unknown' },
      ],
    },
  },
  {
    name: 'a reward chosen twice, with points for one: the second choice is refused by name',
    member: {},
    program: {
      rewards: [{ id: 'r', wallet: 'main', cost: 600, then: { type: 'amountOff', amount: 1000 } }],
    },
    receipt: { rewards: ['r', 'r'] },
    expect: {
      totals: { discount: 1000 },
      applied: [{ promotion: 'r', amount: 1000 }],
      rewards: [{ reward: 'r', cost: 600 }],
      rejected: [{ promotion: 'r', reason: 'points' }],
    },
  },
  {
    name: 'a reward chosen three times, with points for one, is refused once',
    member: {},
    program: {
      rewards: [{ id: 'r', wallet: 'main', cost: 600, then: { type: 'amountOff', amount: 1000 } }],
    },
    receipt: { rewards: ['r', 'r', 'r'] },
    expect: { rejected: [{ promotion: 'r', reason: 'points' }] },
  },
];
