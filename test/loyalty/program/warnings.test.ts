import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoProgram } from '../../../src/cli/demo/program.ts';
import { tellIssue, validateProgram } from '../../../src/loyalty/program/validate.ts';
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
    expect(seen.size).toBe(19);
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
      '"p1", "p2" together promise 110 % off the same goods.',
      '«p1», «p2» вместе обещают 110 % на одни и те же товары.',
    ]);
    expect(ofTwo({ tiers: [{ id: 'a', name: { ru: 'А', en: 'A' }, discountPercent: 1 }] })).toEqual([
      `"p1", "p2" with the tier's discount promise 111 % off the same goods.`,
      '«p1», «p2» вместе со скидкой уровня обещают 111 % на одни и те же товары.',
    ]);
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
