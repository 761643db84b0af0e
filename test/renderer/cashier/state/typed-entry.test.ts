import { describe, expect, it } from 'vitest';
import { judgeTyped } from '../../../../src/renderer/cashier/state/typed-entry.ts';

describe('what is typed into the field', () => {
  it.each([
    ...['+79161234567', '8 916 123-45-67', '9161234567', '79161234567', '+7 (916) 123-45-67'],
    ...['29 123-45-67', '0151/12345678', '030 901820'],
  ])('takes %s for a phone', (text) => {
    expect(judgeTyped(text)).toEqual({ kind: 'identify', request: { phone: text } });
  });

  it.each([
    '4600000000015',
    '2900000000179',
    '46000012',
    '291234567',
    'KP0000000042',
    'kopilka:card:AB12CD34',
    'https://kopilka.example/c/0017',
    ';4000000000000002=2912?',
  ])('hands the code %s to the recogniser untouched', (text) => {
    expect(judgeTyped(text)).toEqual({ kind: 'identify', request: { scan: text } });
  });

  it.each(['молоко', 'сыр 200 г', 'milk 3.2'])('searches goods for %s', (text) => {
    expect(judgeTyped(`  ${text} `)).toEqual({ kind: 'search', text });
  });

  it('does nothing with an empty field', () => {
    expect(judgeTyped('   ')).toEqual({ kind: 'nothing' });
  });
});
