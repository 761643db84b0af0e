import { expect, it } from 'vitest';
import { maskUnknownCode } from '../../src/checkout/masks.ts';

it('shows of an unknown code neither a long number nor the name on a card', () => {
  expect(maskUnknownCode('AB-12')).toBe('AB-12');
  expect(maskUnknownCode(';4111111111111112=2912?')).toBe(';••••••••••••1112=2912?');
  expect(maskUnknownCode('%B4111111111111112^IVANOV/IVAN^2912?;000=?')).toBe(
    '%B••••••••••••1112^^2912?;000=?',
  );
});
