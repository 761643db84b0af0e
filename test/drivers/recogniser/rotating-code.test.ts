import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/drivers/recogniser/recognise.ts';
import {
  createRotatingChecker,
  findRotatingCounter,
  rotatingCodeAt,
  rotatingKeyOfCard,
} from '../../../src/drivers/recogniser/rotating-code.ts';
import { recogniserRulesSchema } from '../../../src/drivers/recogniser/rules.ts';
import { russianPhones } from '../../support/russian-phones.ts';
import { openTestStore } from '../../support/till-fixtures.ts';

describe('a rotating code', () => {
  // RFC 6238, appendix B, the SHA-256 column.
  const key = Buffer.from('12345678901234567890123456789012');
  it.each([
    [59, '46119246'],
    [1111111109, '68084774'],
    [1111111111, '67062674'],
    [1234567890, '91819424'],
    [2000000000, '90698825'],
    [20000000000, '77737706'],
  ])('at second %i is that of the RFC', (second, code) => {
    expect(rotatingCodeAt(key, Math.floor(second / 30), 8)).toBe(code);
    const settings = { digits: 8, periodSeconds: 30, toleratedPeriods: 1 } as const;
    const counter = Math.floor(second / 30);
    expect(findRotatingCounter(code, key, second * 1000, settings)).toBe(counter);
    expect(findRotatingCounter(code, key, (second + 30) * 1000, settings)).toBe(counter);
    expect(findRotatingCounter(code, key, (second + 65) * 1000, settings)).toBeNull();
  });
});

describe('a till that scans rotating codes', () => {
  const chainKey = Buffer.from('the key of the chain');
  const card = '2900000000018';
  const rules = (withoutKey: 'accept' | 'refuse') =>
    recogniserRulesSchema.parse({
      rules: [
        {
          id: 'app',
          type: 'card',
          pattern: {
            kind: 'rotating',
            prefix: 'kopilka:app:',
            separator: ':',
            minLength: 13,
            maxLength: 13,
            characters: 'digits',
            withoutKey,
          },
          checkDigit: 'ean',
        },
      ],
      goods: { retailCodes: true },
    });
  const codeAt = (wallMs: number): string =>
    rotatingCodeAt(rotatingKeyOfCard(chainKey, card), Math.floor(wallMs / 30_000), 6);

  function till(key: Uint8Array | null = chainKey, diskServes = true) {
    let nowMs = Date.parse('2026-12-05T09:30:00Z');
    const { store } = openTestStore();
    const check = createRotatingChecker({
      chainKey: () => key,
      wallMs: () => nowMs,
      takeOnce: (code, at) => (diskServes ? (store.usedCodes.use(code, at) ? 'first' : 'used') : 'not-kept'),
    });
    return {
      now: () => nowMs,
      pass: (ms: number) => {
        nowMs += ms;
      },
      scan: (code: string, withoutKey: 'accept' | 'refuse' = 'refuse') =>
        recognise({ text: `kopilka:app:${card}:${code}`, aim: 'Q1' }, rules(withoutKey), {
          ...russianPhones,
          checkRotating: check,
        }),
    };
  }
  const member = { kind: 'loyalty', identifier: { type: 'card', value: card } };

  it('knows the member offline, also when the same scan comes twice', () => {
    const { scan, now, pass } = till();
    const code = codeAt(now());
    expect(scan(code)).toEqual(member);
    pass(1000);
    expect(scan(code)).toEqual(member);
  });

  it('refuses a code that was used, and takes the next one', () => {
    const { scan, now, pass } = till();
    const photographed = codeAt(now());
    scan(photographed);
    pass(20_000);
    expect(scan(photographed)).toEqual({ kind: 'unknown', reason: 'code-used' });
    pass(30_000);
    expect(scan(codeAt(now()))).toEqual(member);
  });

  it('refuses an old code and one of another card', () => {
    const { scan, now, pass } = till();
    const old = codeAt(now());
    pass(120_000);
    expect(scan(old)).toEqual({ kind: 'unknown', reason: 'code-expired' });
    const other = rotatingCodeAt(rotatingKeyOfCard(chainKey, '2900000000025'), Math.floor(now() / 30_000), 6);
    expect(scan(other)).toEqual({ kind: 'unknown', reason: 'code-expired' });
  });

  it('takes no code that it cannot keep as used', () => {
    const { scan, now } = till(chainKey, false);
    expect(scan(codeAt(now()))).toEqual({ kind: 'unknown', reason: 'code-unverified' });
  });

  it('without a key does as the rule says', () => {
    const { scan, now } = till(null);
    expect(scan(codeAt(now()))).toEqual({ kind: 'unknown', reason: 'code-unverified' });
    expect(scan(codeAt(now()), 'accept')).toEqual(member);
  });
});
