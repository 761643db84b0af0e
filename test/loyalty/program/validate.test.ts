import { describe, expect, it } from 'vitest';
import { validateProgram } from '../../../src/loyalty/program/validate.ts';
import { type CasePromotion, caseProgram } from '../../support/loyalty-case.ts';

const ten = { type: 'percentOff', percent: 10 } as const;
const ending = { to: '2030-01-01T00:00' } as const;
const names = { ru: 'Акция', en: 'Promotion' };

const document = (promotions: readonly unknown[] = [], more: object = {}): unknown => ({
  ...caseProgram({ name: '', expect: {} }),
  tiers: [{ id: 'silver', name: { ru: 'Серебро', en: 'Silver' } }],
  promotions: promotions.map((promotion, i) => ({ id: `p${i + 1}`, name: names, ...(promotion as object) })),
  ...more,
});

/** Faults as "code path" and their hints. */
const faults = (input: unknown): [string, string | undefined][] => {
  const result = validateProgram(input);
  return result.ok ? [] : result.error.map(({ code, path, hint }) => [`${code} ${path}`, hint]);
};

describe('a wrong program is refused with path and hint', () => {
  it.each([
    [
      'an unknown field',
      document([], { promotons: [] }),
      'unknown-field promotons',
      'Did you mean "promotions"?',
    ],
    [
      'an unknown condition',
      document([{ when: { tier: ['silver'] }, then: [ten] }]),
      'unknown-field promotions[0].when.tier',
      'Did you mean "tiers"?',
    ],
    [
      'an unknown effect',
      document([{ then: [{ type: 'percentof', percent: 5 }] }]),
      'unknown-effect promotions[0].then[0].type',
      'Did you mean "percentOff"?',
    ],
    [
      'an effect without a type',
      document([{ then: [{ percent: 5 }] }]),
      'unknown-effect promotions[0].then[0].type',
      undefined,
    ],
    [
      'a missing tier',
      document([{ when: { tiers: ['silver', 'sliver'] }, then: [ten] }]),
      'unknown-tier promotions[0].when.tiers[1]',
      'Did you mean "silver"?',
    ],
    [
      'a missing wallet',
      document([{ then: [{ type: 'points', wallet: 'mian', fixed: 5 }] }]),
      'unknown-wallet promotions[0].then[0].wallet',
      'Did you mean "main"?',
    ],
    [
      'a missing series',
      document([{ when: { coupon: { series: 'next' } }, then: [ten] }]),
      'unknown-coupon-series promotions[0].when.coupon.series',
      'There are none.',
    ],
    [
      'a missing club',
      document([{ when: { clubs: ['vip'] }, then: [ten] }]),
      'unknown-club promotions[0].when.clubs[0]',
      'There are none.',
    ],
    [
      'a missing stamp card',
      document([{ then: [{ type: 'stamp', card: 'tea' }] }]),
      'unknown-stamp-card promotions[0].then[0].card',
      'There are none.',
    ],
    [
      'a missing wallet of a reward',
      document([], { rewards: [{ id: 'r', wallet: 'x', cost: 5, then: ten }] }),
      'unknown-wallet rewards[0].wallet',
      'Known: main.',
    ],
    [
      'two promotions of one id',
      document([
        { id: 'a', then: [ten] },
        { id: 'a', then: [ten] },
      ]),
      'duplicate-id promotions[1].id',
      'Give it another id.',
    ],
    [
      'a reward with the id of a promotion',
      document([{ id: 'a', then: [ten] }], { rewards: [{ id: 'a', wallet: 'main', cost: 5, then: ten }] }),
      'duplicate-id rewards[0].id',
      'Give it another id.',
    ],
    [
      'a promotion called rounding',
      document([{ id: 'rounding', then: [ten] }]),
      'reserved-id promotions[0].id',
      'Give it another id.',
    ],
    [
      'three decimals of a percent',
      document([{ then: [{ ...ten, percent: 1.234 }] }]),
      'too-many-decimals promotions[0].then[0].percent',
      undefined,
    ],
    [
      'a negative percent',
      document([{ then: [{ ...ten, percent: -1 }] }]),
      'bad-value promotions[0].then[0].percent',
      undefined,
    ],
    [
      'a fraction of a kopeck',
      document([{ then: [{ type: 'amountOff', amount: 0.5 }] }]),
      'bad-value promotions[0].then[0].amount',
      undefined,
    ],
    [
      'points two ways at once',
      document([{ then: [{ type: 'points', wallet: 'main', fixed: 5, percent: 5 }] }]),
      'one-of promotions[0].then[0]',
      undefined,
    ],
    [
      'units off by nothing',
      document([{ then: [{ type: 'unitsOff', units: 1 }] }]),
      'one-of promotions[0].then[0]',
      undefined,
    ],
    [
      'a multiplier of one',
      document([{ then: [{ type: 'points', wallet: 'main', multiply: 1 }] }]),
      'bad-value promotions[0].then[0].multiply',
      undefined,
    ],
    [
      'a day that does not exist',
      document([{ when: { from: '2026-02-29T00:00' }, then: [ten] }]),
      'no-such-date promotions[0].when.from',
      undefined,
    ],
    [
      'an hour that does not exist',
      document([{ when: { hours: [['10:00', '25:00']] }, then: [ten] }]),
      'bad-value promotions[0].when.hours[0][1]',
      undefined,
    ],
    [
      'a zone that does not exist',
      document([], { timezone: 'Europe/Moskow' }),
      'unknown-time-zone timezone',
      'Use a name like Europe/Moscow.',
    ],
    [
      'a placeholder that does not exist',
      document([{ then: [{ type: 'message', text: { ru: '{points.balanse}' } }] }]),
      'unknown-placeholder promotions[0].then[0].text.ru',
      'Did you mean "points.balance"?',
    ],
    ['a promotion without effects', document([{ then: [] }]), 'bad-value promotions[0].then', undefined],
    ['a missing currency', document([], { currency: undefined }), 'missing-field currency', undefined],
    ['another schema', document([], { schema: 2 }), 'bad-value schema', undefined],
    [
      'a reward that earns points',
      document([], {
        rewards: [{ id: 'r', wallet: 'main', cost: 5, then: { type: 'points', wallet: 'main', fixed: 1 } }],
      }),
      'unknown-effect rewards[0].then.type',
      undefined,
    ],
    [
      'earning without a wallet',
      {
        schema: 1,
        id: 'x',
        currency: 'RUB',
        timezone: 'UTC',
        tiers: [{ id: 'a', name: names, earnPercent: 1 }],
      },
      'no-wallet tiers[0].earnPercent',
      'Add a wallet.',
    ],
    ['no document', null, 'bad-value ', undefined],
    ['a list', [], 'bad-value ', undefined],
  ])('%s', (_name, input, fault, hint) => {
    const found = faults(input);
    expect(found.map(([text]) => text)).toContain(fault);
    if (hint !== undefined) expect(found.find(([text]) => text === fault)?.[1]).toBe(hint);
  });

  it('tells every fault at once', () => {
    const input = document([{ when: { tiers: ['x'], clubs: ['y'] }, then: [{ type: 'stamp', card: 'z' }] }]);
    expect(faults(input)).toHaveLength(3);
  });

  it('is not led astray by a document nested a thousand levels deep', () => {
    let except: object = {};
    for (let i = 0; i < 1000; i += 1) except = { except };
    expect(faults(document([{ then: [{ ...ten, of: except }] }]))).toEqual([['too-deep ', undefined]]);
  });
});

describe('a valid program', () => {
  it('gets its defaults', () => {
    const result = validateProgram({ schema: 1, id: 'x', currency: 'RUB', timezone: 'Europe/Moscow' });
    expect(result).toMatchObject({
      ok: true,
      value: {
        program: { promotions: [], clawback: 'withhold', receipt: { roundTotalDownTo: 1 } },
        warnings: [],
      },
    });
  });

  /** Warnings of promotions that end, as "code path". */
  const warned = (promotions: readonly Partial<CasePromotion>[], more: object = {}): string[] => {
    const dated = promotions.map((promotion) => ({ ...promotion, when: { ...ending, ...promotion.when } }));
    const result = validateProgram(document(dated, more));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value.warnings.map(({ code, path }) => `${code} ${path}`);
  };

  it('without anything odd has no warnings', () => {
    expect(warned([{ then: [ten] }])).toEqual([]);
  });

  it('with a promotion without an end is warned of', () => {
    expect(validateProgram(document([{ then: [ten] }]))).toMatchObject({
      value: { warnings: [{ code: 'no-end', path: 'promotions[0].when.to' }] },
    });
  });

  it.each<[string, Partial<CasePromotion>, string]>([
    ['ends before it starts', { when: { from: '2031-01-01T00:00' }, then: [ten] }, '.when.to'],
    ['has no weekday', { when: { weekdays: [] }, then: [ten] }, '.when.weekdays'],
    ['has no store', { when: { stores: [] }, then: [ten] }, '.when.stores'],
    [
      'has hours that end when they start',
      { when: { hours: [['10:00', '10:00']] }, then: [ten] },
      '.when.hours',
    ],
    [
      'asks a guest for a tier',
      { when: { audience: 'guests', tiers: ['silver'] }, then: [ten] },
      '.when.audience',
    ],
    [
      'counts uses of guests',
      { when: { audience: 'guests' }, limit: { perMember: 1 }, then: [ten] },
      '.limit.perMember',
    ],
    [
      'asks for more than the most',
      { when: { basket: { minAmount: 5, maxAmount: 4 } }, then: [ten] },
      '.when.basket',
    ],
    [
      'asks for a tenure that nobody has',
      { when: { memberForDays: { min: 5, max: 4 } }, then: [ten] },
      '.when.memberForDays',
    ],
    ['names no goods', { then: [{ ...ten, of: { sku: [] } }] }, '.then'],
    ['excepts all goods', { then: [{ ...ten, of: { except: {} } }] }, '.then'],
  ])('with a promotion that %s is told that it can never apply', (_name, promotion, field) => {
    expect(warned([promotion])).toEqual([`never-applies promotions[0]${field}`]);
  });

  it.each<[string, readonly Partial<CasePromotion>[], string]>([
    [
      'goods that become free',
      [{ then: [{ ...ten, percent: 120 }] }],
      'over-hundred-percent promotions[0].then[0]',
    ],
    [
      'points worth more than is paid',
      [{ then: [{ type: 'points', wallet: 'main', per: { amount: 100, points: 2 } }] }],
      'over-hundred-percent promotions[0].then[0]',
    ],
    [
      'two promotions of one thing',
      [{ then: [ten] }, { then: [{ ...ten, percent: 5 }] }],
      'overlap promotions[1]',
    ],
    [
      'an exclusive promotion that comes too late',
      [
        { priority: 2, then: [ten] },
        { priority: 1, exclusive: true, then: [{ ...ten, of: { category: ['tea'] } }] },
      ],
      'exclusive-too-late promotions[1].priority',
    ],
    [
      'more groups than can be tried under a threshold on the whole receipt',
      [
        ...Array.from({ length: 34 }, (_, i) => ({
          group: i < 17 ? 'a' : 'b',
          then: [{ ...ten, of: { sku: [`goods-${i}`] } }],
        })),
        {
          when: { basket: { minAmount: 100_000 } },
          then: [{ type: 'percentOff', percent: 1, of: { sku: ['other'] } }],
        },
      ],
      'many-alternatives promotions[34]',
    ],
    [
      'a multiplier that leaves percents alone',
      [
        { then: [{ type: 'points', wallet: 'main', multiply: 2 }] },
        { then: [{ type: 'points', wallet: 'main', percent: 1 }] },
      ],
      'multiplies-tier-only promotions[0].then[0].scope',
    ],
    [
      'a coupon nobody takes',
      [{ then: [{ type: 'coupon', series: 'next', validDays: 5 }] }],
      'coupon-for-nothing promotions[0].then[0].series',
    ],
    [
      'a text in one language',
      [{ then: [{ type: 'message', text: { ru: 'Спасибо' } }] }],
      'language-missing promotions[0].then[0].text',
    ],
  ])('is warned of %s', (_name, promotions, warning) => {
    expect(warned(promotions)).toEqual([warning]);
  });

  it.each<[string, readonly Partial<CasePromotion>[]]>([
    [
      'two promotions of one group',
      [
        { group: 'g', then: [ten] },
        { group: 'g', then: [ten] },
      ],
    ],
    [
      'an exclusive promotion of other goods',
      [
        { priority: 2, then: [{ ...ten, of: { category: ['coffee'] } }] },
        { priority: 1, exclusive: true, then: [{ ...ten, of: { category: ['tea'] } }] },
      ],
    ],
    [
      'an exclusive promotion that comes first',
      [
        { priority: 2, exclusive: true, then: [ten] },
        { priority: 1, then: [{ ...ten, of: { category: ['tea'] } }] },
      ],
    ],
    [
      'a multiplier of everything',
      [
        { then: [{ type: 'points', wallet: 'main', multiply: 2, scope: 'all' }] },
        { then: [{ type: 'points', wallet: 'main', percent: 1 }] },
      ],
    ],
    [
      'a coupon that is taken',
      [
        { then: [{ type: 'coupon', series: 'next', validDays: 5 }] },
        { when: { coupon: { series: 'next' } }, then: [ten] },
      ],
    ],
  ])('is not warned of %s', (_name, promotions) => {
    expect(warned(promotions)).toEqual([]);
  });
});
