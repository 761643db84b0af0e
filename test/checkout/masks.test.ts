import { expect, it } from 'vitest';
import { maskUnknownCode } from '../../src/checkout/masks.ts';

it('shows of an unknown code neither a long number nor the name on a card', () => {
  expect(maskUnknownCode('AB-12')).toBe('AB-12');
  expect(maskUnknownCode(';4111111111111112=2912?')).toBe(';••••••••••••1112=2912?');
  expect(maskUnknownCode('%B4111111111111112^IVANOV/IVAN^2912?;000=?')).toBe(
    '%B••••••••••••1112^^2912?;000=?',
  );
});

it.each([
  ['2200.7001.2345.6781', '••••.••••.••••.6781'],
  ['2200 7001 2345 6781', '•••• •••• •••• 6781'],
  ['2200-7001-2345-6781', '••••-••••-••••-6781'],
  ['2200 – 7001 – 2345 – 6781', '•••• – •••• – •••• – 6781'],
  ['%B2200 7001 2345 6781^IVANOV?;x', '%B•••• •••• •••• 6781^?;x'],
  ['2200700123456781/2512', '••••••••••••6781/2512'],
  [`${'x'.repeat(52)}2200700123456781`, `${'x'.repeat(52)}••••••••••••`],
  ['12.34.56', '12.34.56'],
])('shows of %s only %s', (text, shown) => {
  expect(maskUnknownCode(text)).toBe(shown);
});
