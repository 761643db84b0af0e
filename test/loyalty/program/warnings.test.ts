import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoProgram } from '../../../src/cli/demo/program.ts';
import { tellIssue, validateProgram } from '../../../src/loyalty/program/validate.ts';
import { quoteDocument } from '../../support/quote-document.ts';
import { neverCases } from './warnings/never-applies.cases.ts';
import { otherCases } from './warnings/other.cases.ts';
import { programWith, warned, warningsOfDocument } from './warnings/warned.ts';

const root = join(import.meta.dirname, '../../..');

describe('a promotion that', () => {
  for (const [name, promotions, expected, more] of neverCases) {
    it(name, () => {
      expect(warned(promotions, more)).toEqual(expected);
    });
  }
});

describe('a program with', () => {
  for (const [name, promotions, expected, more] of otherCases) {
    it(name, () => {
      expect(warned(promotions, more)).toEqual(expected);
    });
  }
});

describe('every warning', () => {
  it('is a sentence with a hint in Russian and in English', () => {
    const seen = new Set<string>();
    for (const [, promotions, , more] of [...neverCases, ...otherCases]) {
      const result = validateProgram(programWith(promotions, more));
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      for (const warning of result.value.warnings) {
        seen.add(warning.code);
        expect(tellIssue(warning, 'en')).toMatch(/^[^а-яё]+[.?]$/i);
        expect(tellIssue(warning, 'ru')).toMatch(/[а-яё].*[.?]$/);
      }
    }
    const page = readFileSync(join(root, 'docs/program.md'), 'utf8');
    expect([...seen].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
    expect(seen.size).toBe(20);
  });

  it('comes in the order of the document', () => {
    const input = {
      tiers: [{ id: 'a', name: { ru: 'А' } }],
      ...programWith([{ when: { to: null }, then: [{ type: 'percentOff', percent: 0 }] }], {
        tiers: undefined,
      }),
    };
    Reflect.set(input, 'tiers', [{ id: 'a', name: { ru: 'А' } }]);
    expect(warningsOfDocument(input)).toEqual([
      'language-missing tiers[0].name',
      'no-end promotions[0].when.to',
      'does-nothing promotions[0].then[0].percent',
    ]);
  });
});

const told = (promotions: Parameters<typeof programWith>[0], more: object = {}, inUseFromMs?: number) => {
  const result = validateProgram(programWith(promotions, more), inUseFromMs);
  return result.ok ? result.value.warnings : [];
};

describe('a promotion that is over before the program is in use', () => {
  const ended = [{ when: { to: '2020-01-01T12:00' }, then: [{ type: 'percentOff', percent: 5 } as const] }];

  it('is told at the minute after its last one, in the time of the shops', () => {
    // Noon in Moscow is nine in Greenwich; the last minute still counts.
    expect(told(ended, {}, Date.parse('2020-01-01T09:00:59Z'))).toEqual([]);
    const [warning, ...others] = told(ended, {}, Date.parse('2020-01-01T09:01:00Z'));
    expect(others).toEqual([]);
    expect(`${warning?.code} ${warning?.path}`).toBe('never-applies promotions[0].when.to');
    expect(warning?.message).toEqual({
      en: '"p1" can never apply. It ends before the program is in use: its last minute is 2020-01-01T12:00.',
      ru: '«p1» никогда не сработает. Она кончится раньше, чем программа начнёт действовать: последняя минута – 2020-01-01T12:00.',
    });
  });

  it('is not told where nobody says when the program is in use', () => {
    expect(told(ended)).toEqual([]);
  });
});

describe('what is promised together', () => {
  const [sixty, fifty] = [60, 50].map((percent) => ({ then: [{ type: 'percentOff', percent } as const] }));
  const ofTwo = (more: object = {}): readonly (string | undefined)[] =>
    told([sixty ?? {}, fifty ?? {}], more)
      .filter(({ code }) => code === 'over-hundred-percent')
      .flatMap(({ message }) => [message.en, message.ru]);

  it('names the tier only where it adds something', () => {
    expect(ofTwo()).toEqual([
      '"p1", "p2" add up to 110 % off the same goods: one after the other they take off up to 80 %.',
      '«p1», «p2» в сумме дают 110 % на одни и те же товары: одна за другой они снимут до 80 %.',
    ]);
    expect(ofTwo({ tiers: [{ id: 'a', name: { ru: 'А', en: 'A' }, discountPercent: 10 }] })).toEqual([
      `"p1", "p2" and the tier's discount add up to 120 % off the same goods: one after the other they take off up to 82 %.`,
      '«p1», «p2» и скидка уровня в сумме дают 120 % на одни и те же товары: одна за другой они снимут до 82 %.',
    ]);
  });

  it('is what a receipt gets', () => {
    const quote = quoteDocument({
      member: null,
      context: {},
      program: programWith([sixty ?? {}, fifty ?? {}], { tiers: [] }),
      receipt: {
        purchaseId: '1',
        at: '2026-12-05T12:00:00+03:00',
        store: 's1',
        till: 't1',
        lines: [{ id: '1', sku: 'a', quantity: 1, price: 10_000 }],
      },
    });
    expect(quote.totals.discount).toBe(8000);
  });

  it('counts a sum off each unit after the percents, where it takes most', () => {
    const dearest = { price: { max: 1000 } };
    const [warning] = told([
      { then: [{ type: 'percentOff', percent: 60, of: dearest }] },
      { then: [{ type: 'percentOff', percent: 30, of: dearest }] },
      { then: [{ type: 'amountOff', amount: 200, per: 'unit', of: dearest }] },
    ]).filter(({ code }) => code === 'over-hundred-percent');
    expect(warning?.message.en).toBe(
      '"p1", "p2", "p3" add up to 110 % off the same goods: one after the other they take off up to 92 %.',
    );
  });

  it('names the points of a tier only where it has some', () => {
    const points = { then: [{ type: 'points', wallet: 'main', percent: 60 } as const] };
    const other = { then: [{ type: 'points', wallet: 'main', percent: 50 } as const] };
    const [warning] = told([points, other], { tiers: [] });
    expect(warning?.message).toEqual({
      en: '"p1", "p2" together give back 110 % of what is paid.',
      ru: '«p1», «p2» вместе возвращают 110 % от заплаченного.',
    });
  });
});

describe('promotions about the same goods', () => {
  const tea = { sku: ['tea'] };
  const ofTimes = (first: object, second: object, of: object = tea): unknown =>
    told([
      { when: first, then: [{ type: 'percentOff', percent: 5, of: tea }] },
      { when: second, then: [{ type: 'percentOff', percent: 4, of }] },
    ])
      .filter(({ code }) => code === 'overlap')
      .map(({ message }) => message);
  const both = { sku: ['tea', 'coffee'] };

  it('are told as the same where their times are', () => {
    expect(ofTimes({ weekdays: [6, 7] }, { weekdays: [7, 6] })).toEqual([
      {
        en: '"p2" is about the same goods and conditions as "p1": both will be taken off.',
        ru: '«p2» — о тех же товарах и на тех же условиях, что и «p1»: сработают обе скидки.',
      },
    ]);
    expect(ofTimes({}, {}, both)).toEqual([
      {
        en: 'All that "p1" is about, "p2" is about too, on the same conditions: both will be taken off.',
        ru: 'Всё, о чём «p1», входит и в «p2» на тех же условиях: сработают обе скидки.',
      },
    ]);
  });

  it('are told to meet only at times that both have', () => {
    const crossing = [{ hours: [['09:00', '11:00']] }, { hours: [['10:00', '12:00']] }] as const;
    expect(ofTimes(...crossing)).toEqual([
      {
        en: '"p2" is about the same goods as "p1" and differs from it only in its times: whenever both are in force, both will be taken off.',
        ru: '«p2» — о тех же товарах, что и «p1», и отличается только временем: когда действуют обе, сработают обе скидки.',
      },
    ]);
    expect(ofTimes(...crossing, both)).toEqual([
      {
        en: 'All that "p1" is about, "p2" is about too, and only their times differ: whenever both are in force, both will be taken off.',
        ru: 'Всё, о чём «p1», входит и в «p2», различается только время: когда действуют обе, сработают обе скидки.',
      },
    ]);
  });

  it('are told the one minute that they share', () => {
    expect(ofTimes({ to: '2027-01-01T00:00' }, { from: '2027-01-01T00:00' })).toEqual([
      {
        en: '"p2" is about the same goods as "p1" and differs from it only in its times: in the one minute that both have, 2027-01-01T00:00, both will be taken off.',
        ru: '«p2» — о тех же товарах, что и «p1», и отличается только временем: в единственную общую минуту, 2027-01-01T00:00, сработают обе скидки.',
      },
    ]);
  });

  it('are not told where one of them is over before the program is in use', () => {
    const ended = [
      { when: { to: '2020-01-01T12:00' }, then: [{ type: 'percentOff', percent: 5, of: tea } as const] },
      { then: [{ type: 'percentOff', percent: 4, of: tea } as const] },
    ];
    expect(told(ended, {}, Date.parse('2026-12-01T09:00:00Z')).map(({ code }) => code)).toEqual([
      'never-applies',
    ]);
  });
});

it('the demo has no end, for a newcomer may come any year, and nothing else to think about', () => {
  const kinds = warningsOfDocument(demoProgram).map((warning) => warning.split(' ')[0]);
  expect(new Set(kinds)).toEqual(new Set(['no-end']));
});

it('a small program gets its defaults', () => {
  const result = validateProgram({ schema: 1, id: 'x', currency: 'RUB', timezone: 'Europe/Moscow' });
  expect(result).toMatchObject({
    ok: true,
    value: {
      program: { promotions: [], clawback: 'withhold', receipt: { roundTotalDownTo: 1 } },
      warnings: [],
    },
  });
});
