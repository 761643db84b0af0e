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
    expect(seen.size).toBe(18);
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
