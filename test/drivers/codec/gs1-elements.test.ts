import { describe, expect, it } from 'vitest';
import { parseGs1Elements } from '../../../src/drivers/codec/gs1-elements.ts';
import { recognise } from '../../../src/drivers/recogniser/recognise.ts';
import { recogniserRulesSchema } from '../../../src/drivers/recogniser/rules.ts';
import { russianPhones } from '../../support/russian-phones.ts';

const GS = '\u001d';
const shown = (text: string): string | null =>
  parseGs1Elements(text)
    ?.map(({ ai, value }) => `(${ai})${value}`)
    .join('') ?? null;

describe('GS1 element strings', () => {
  it.each([
    [
      'a marked good',
      `010460123456789321AbC!2"x${GS}91EE07${GS}92abc=`,
      '(01)04601234567893(21)AbC!2"x(91)EE07(92)abc=',
    ],
    ['a leading FNC1', `${GS}0104601234567893`, '(01)04601234567893'],
    [
      'fixed lengths need no separator',
      '010460123456789317261231' + '10LOT7',
      '(01)04601234567893(17)261231(10)LOT7',
    ],
    ['a separator behind a fixed length is allowed', `0104601234567893${GS}10A`, '(01)04601234567893(10)A'],
    [
      'weight and price',
      '010290000100000631030012503922' + '1999',
      '(01)02900001000006(3103)001250(3922)1999',
    ],
    ['a loyalty number', '8018460123456789012342', '(8018)460123456789012342'],
  ])('reads %s', (_what, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['only FNC1', GS],
    ['a fixed value cut short', '0104601'],
    ['an identifier nobody has assigned', '0512345'],
    ['an element without value', `10${GS}21A`],
    ['plain text', 'KP0000000001'],
    ['a separator inside a fixed value', `01046012${GS}4567893`],
  ])('is none: %s', (_what, text) => {
    expect(parseGs1Elements(text)).toBeNull();
  });
});

it('a rule finds the loyalty number among the elements', () => {
  const rules = recogniserRulesSchema.parse({
    rules: [
      {
        id: 'gsrn',
        type: 'card',
        pattern: {
          kind: 'gs1',
          ai: '8018',
          prefix: '4601234',
          minLength: 11,
          maxLength: 11,
          characters: 'digits',
        },
        checkDigit: 'ean',
      },
    ],
    goods: { retailCodes: true },
  });
  const scan = (text: string) => recognise({ text, aim: 'C1' }, rules, russianPhones);
  expect(scan(`${GS}8018460123456789012345`)).toEqual({
    kind: 'loyalty',
    identifier: { type: 'card', value: '460123456789012345' },
  });
  expect(scan(`${GS}8018460123456789012342`).kind).not.toBe('loyalty');
});
