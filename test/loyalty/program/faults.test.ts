import { describe, expect, it } from 'vitest';
import { programSchema } from '../../../src/contracts/program.ts';
import { tellIssue, validateProgram } from '../../../src/loyalty/program/validate.ts';
import type { FaultCase } from './fault-case.ts';
import { conditionFaults } from './faults/condition.cases.ts';
import { documentFaults } from './faults/document.cases.ts';
import { effectFaults } from './faults/effect.cases.ts';
import { promotionFaults } from './faults/promotion.cases.ts';
import { document, name, plain, promotion, ten } from './wrong-document.ts';

const faultsOf = (input: unknown) => {
  const result = validateProgram(input);
  return result.ok ? [] : result.error;
};
const places = (input: unknown): string[] => faultsOf(input).map(({ code, path }) => `${code} ${path}`);
const cases: readonly FaultCase[] = [
  ...documentFaults,
  ...promotionFaults,
  ...conditionFaults,
  ...effectFaults,
];

describe('a wrong program is refused with path, sentence and hint', () => {
  it.each(cases)('%s', (_name, input, fault, en, ru) => {
    const [first] = faultsOf(input);
    expect(`${first?.code} ${first?.path}`).toBe(fault);
    if (first === undefined) return;
    expect(tellIssue(first, 'en')).toBe(en);
    expect(tellIssue(first, 'ru')).toBe(ru);
  });

  it.each(cases)('%s: never in the words of the schema library', (_name, input) => {
    const raw = programSchema.safeParse(input).error?.issues.map(({ message }) => message) ?? [];
    for (const { message, hint } of faultsOf(input)) {
      for (const text of [message.en, message.ru, hint.en, hint.ru]) {
        expect(text).toMatch(/[.?]$/);
        expect(raw.filter((words) => text.includes(words))).toEqual([]);
      }
      expect(message.ru + hint.ru).toMatch(/[а-яё]/);
      expect(message.en.replace(/"[^"]*"|\{.*\}/g, '')).not.toMatch(/[а-яё]/i);
    }
  });
});

describe('of several faults', () => {
  it('all are told, in the order of the document', () => {
    const input = {
      promotions: [
        { ...plain, id: 'a', when: { tiers: ['x'], clubs: ['y'] } },
        {
          id: 'b',
          then: [
            { type: 'stamp', card: 'z' },
            { ...ten, percent: -1 },
          ],
        },
      ],
      tiers: [{ id: 'silver', name, wallet: 'mian' }],
      ...(document({
        currency: 'rub',
        tiers: undefined,
        wallets: [{ id: 'main', name, value: '100' }],
      }) as object),
    };
    Reflect.set(input, 'tiers', [{ id: 'silver', name, wallet: 'mian' }]);
    expect(places(input)).toEqual([
      'unknown-tier promotions[0].when.tiers[0]',
      'unknown-club promotions[0].when.clubs[0]',
      'unknown-stamp-card promotions[1].then[0].card',
      'bad-value promotions[1].then[1].percent',
      'missing-field promotions[1].name',
      'unknown-wallet tiers[0].wallet',
      'bad-value currency',
      'bad-value wallets[0].value',
    ]);
  });

  it('a part that is wrong itself still has its name for the others', () => {
    const input = document({
      tiers: [{ id: 'silver', name, earnPercent: -1 }],
      promotions: [
        { ...plain, id: 'a', when: { tiers: ['silver'] } },
        { id: 'b', name, then: [{ type: 'coupon', series: 's', validDays: 0 }] },
        { ...plain, id: 'c', when: { coupon: { series: 's' } } },
      ],
    });
    expect(places(input)).toEqual([
      'bad-value tiers[0].earnPercent',
      'bad-value promotions[1].then[0].validDays',
    ]);
  });

  it('a fault in one field hides no fault in the fields beside it', () => {
    const input = document({
      promotions: [
        {
          id: 'a',
          name,
          when: { tiers: ['gold'], weekdays: [8] },
          then: [
            { type: 'percentof', percent: 10 },
            { type: 'points', wallet: 'mian', percent: -5 },
          ],
        },
        { id: 'a', then: [] },
      ],
      rewards: [{ id: 'tier', wallet: 'mian', points: 'x' }],
      choices: [{ id: 'c', options: [{ id: 'o', wallet: 'mian' }, { id: 'o' }] }],
    });
    expect(places(input)).toEqual(
      expect.arrayContaining([
        'unknown-tier promotions[0].when.tiers[0]',
        'bad-value promotions[0].when.weekdays[0]',
        'unknown-effect promotions[0].then[0].type',
        'unknown-wallet promotions[0].then[1].wallet',
        'bad-value promotions[0].then[1].percent',
        'duplicate-id promotions[1].id',
        'unknown-wallet rewards[0].wallet',
        'reserved-id rewards[0].id',
        'unknown-wallet choices[0].options[0].wallet',
        'duplicate-id choices[0].options[1].id',
      ]),
    );
  });

  it('a part of another kind than it must be is only told as that', () => {
    const input = document({
      wallets: [{ id: {}, name: [], value: 1 }],
      tiers: { 0: 'x' },
      promotions: [
        [],
        { ...plain, when: [] },
        { ...plain, id: ['q'], then: {}, text: { receipt: 'x' } },
        null,
      ],
    });
    const told = new Set(faultsOf(input).map(({ code }) => code));
    expect([...told].sort()).toEqual(['bad-value']);
  });

  it('about one place only one is told', () => {
    expect(places(promotion({ when: { to: '31.12.2026' }, then: [ten] }))).toHaveLength(1);
    expect(places(promotion({ then: [{ type: 'amountOff', amount: 2e17 }] }))).toHaveLength(1);
  });
});

it('a document nested a thousand levels deep is refused before anything reads it', () => {
  let except: object = {};
  for (let i = 0; i < 1000; i += 1) except = { except };
  expect(places(promotion({ then: [{ ...ten, of: except }] }))).toEqual(['too-deep ']);
});
