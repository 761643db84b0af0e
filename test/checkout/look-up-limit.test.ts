import { describe, expect, it } from 'vitest';
import { memberRecord } from '../support/till-fixtures.ts';
import { accepted, codeOf, openTestTill } from '../support/till-sale.ts';

describe('the limit of look-ups', () => {
  const phone = (number: number) => ({ phone: `+7912345${String(1000 + number)}` });

  it('lets a till ask for twenty people a minute, and for the same ones as often as it likes', () => {
    const till = openTestTill([memberRecord('m1', { cards: ['2900000000018'] })]);
    for (let number = 0; number < 20; number += 1) accepted(till.checkout.identify(phone(number)));
    expect(codeOf(till.checkout.identify(phone(20)))).toBe('rate-limited');
    expect(codeOf(till.checkout.identify({ card: '2900000000018' }))).toBe('rate-limited');
    expect(codeOf(till.checkout.identify(phone(7)))).toBe('done');
    till.clock.jump(3_600_000);
    expect(codeOf(till.checkout.identify(phone(20)))).toBe('rate-limited');
    till.clock.advance(60_000);
    expect(codeOf(till.checkout.identify(phone(20)))).toBe('done');
  });

  it('does not count goods, which are scanned all day', () => {
    const till = openTestTill([]);
    for (let number = 0; number < 50; number += 1) {
      const code = `46000000${String(number).padStart(4, '0')}`;
      const weights = [...code].reduce((sum, digit, i) => sum + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
      const scan = `${code}${(10 - (weights % 10)) % 10}`;
      expect(accepted(till.checkout.identify({ scan, aim: 'E0' })).result).toBe('not-loyalty');
    }
  });
});
