import { dairy, off, points, tierOf, type WarningCase, walletOf } from './warned.ts';

const fine: string[] = [];
const nothing = (path: string): string[] => [`does-nothing ${path}`];
const effect = 'promotions[0].then[0]';

const cardOf = (of: object, goods: object = {}) => ({
  id: 'c',
  of,
  target: 6,
  then: off(100, { of: goods }),
});

/** Programs with parts that give nothing to anybody, each beside neighbours that do. */
export const doesNothingCases: readonly WarningCase[] = [
  ['a percent of zero', [{ then: [off(0)] }], nothing(`${effect}.percent`)],
  [
    'a percent that is capped at nothing',
    [{ then: [off(5, { maxAmount: 0 })] }],
    nothing(`${effect}.maxAmount`),
  ],
  ['a sum of zero', [{ then: [{ type: 'amountOff', amount: 0 }] }], nothing(`${effect}.amount`)],
  [
    'a second one at full price',
    [{ then: [{ type: 'buyGet', buy: { quantity: 1 }, get: { quantity: 1, percent: 0 } }] }],
    nothing(`${effect}.get.percent`),
  ],
  [
    'a ladder of zeros',
    [{ then: [{ type: 'ladder', by: 'amount', steps: [{ from: 1, percent: 0 }] }] }],
    nothing(`${effect}.steps`),
  ],
  ['no points', [{ then: [points({ fixed: 0 })] }], nothing(`${effect}.fixed`)],
  [
    'no points for each hundred',
    [{ then: [points({ per: { amount: 100, points: 0 } })] }],
    nothing(`${effect}.per.points`),
  ],
  [
    'a multiplier where no tier earns',
    [{ then: [points({ multiply: 2 })] }],
    nothing(`${effect}.multiply`),
    { tiers: [tierOf('plain')] },
  ],
  [
    'a multiplier for a tier that does not earn',
    [{ when: { tiers: ['plain'] }, then: [points({ multiply: 2 })] }],
    nothing(`${effect}.multiply`),
    { tiers: [tierOf('plain'), tierOf('gold', { from: 5, earnPercent: 5 })] },
  ],
  [
    'a multiplier of everything where a promotion earns',
    [{ then: [points({ multiply: 2, scope: 'all' })] }, { then: [points({ percent: 5 })] }],
    fine,
    { tiers: [tierOf('plain')] },
  ],
  [
    'a price that no goods are above',
    [{ then: [{ type: 'fixedPrice', price: 500, of: { price: { max: 500 } } }] }],
    nothing(`${effect}.price`),
  ],
  [
    'a price that some goods are above',
    [{ then: [{ type: 'fixedPrice', price: 500, of: { price: { max: 501 } } }] }],
    fine,
  ],
  [
    'a set that costs what its goods cost',
    [{ then: [{ type: 'bundle', price: 300, items: [{ of: { price: { max: 100 } }, quantity: 3 }] }] }],
    nothing(`${effect}.price`),
  ],
  [
    'a wallet that pays no share',
    [],
    nothing('wallets[0].redeem.maxShare'),
    { wallets: [walletOf('main', { redeem: { maxShare: 0 } })] },
  ],
  [
    'a category that earns nothing',
    [],
    nothing('choices[0].options[0].earnPercent'),
    { choices: [{ id: 'c', pick: 1, options: [{ id: 'o', earnPercent: 0 }] }] },
  ],
  ['a stamp card of no goods', [], nothing('stampCards[0].of'), { stampCards: [cardOf({ category: [] })] }],
  [
    'a stamp card of no goods that a promotion stamps',
    [{ then: [{ type: 'stamp', card: 'c' }] }],
    fine,
    { stampCards: [cardOf({ category: [] })] },
  ],
  [
    'a stamp card of no goods that only a promotion without stores stamps',
    [{ when: { stores: [] }, then: [{ type: 'stamp', card: 'c' }] }],
    ['never-applies promotions[0].when.stores', ...nothing('stampCards[0].of')],
    { stampCards: [cardOf({ category: [] })] },
  ],
  [
    'a full stamp card that is for no goods',
    [],
    nothing('stampCards[0].then'),
    { stampCards: [cardOf(dairy, { sku: [] })] },
  ],
  ['a stamp card of some goods', [], fine, { stampCards: [cardOf(dairy)] }],
  [
    'a reward of no goods',
    [],
    nothing('rewards[0].then'),
    { rewards: [{ id: 'r', wallet: 'main', cost: 6, then: off(10, { of: { brand: [] } }) }] },
  ],
  [
    'a category to choose that has no goods',
    [],
    nothing('choices[0].options[0].of'),
    { choices: [{ id: 'c', pick: 1, options: [{ id: 'o', earnPercent: 1, of: { tag: [] } }] }] },
  ],
  [
    'a wallet that pays no goods',
    [],
    nothing('wallets[0].redeem.of'),
    { wallets: [walletOf('main', { redeem: { of: { sku: [] } } })] },
  ],
];
