import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatMoney,
  formatMoneyShort,
  formatQuantity,
  formatScaled,
  parseScaled,
} from '../../../src/renderer/kit/money.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('money on the screen', () => {
  it.each([
    [0, '0,00 ₽', '₽0.00'],
    [1, '0,01 ₽', '₽0.01'],
    [99, '0,99 ₽', '₽0.99'],
    [100, '1,00 ₽', '₽1.00'],
    [123456, '1 234,56 ₽', '₽1,234.56'],
    [100000000, '1 000 000,00 ₽', '₽1,000,000.00'],
    [-3596, '\u221235,96 ₽', '\u2212₽35.96'],
  ])('writes %i kopecks as %s and %s', (amountMinor, ru, en) => {
    expect(plain(formatMoney(amountMinor, 'RUB', 'ru'))).toBe(ru);
    expect(formatMoney(amountMinor, 'RUB', 'en')).toBe(en);
  });

  it('breaks no sum over two lines', () => {
    expect(formatMoney(123456, 'RUB', 'ru')).not.toContain(' ');
  });

  it('leaves kopecks out of round sums only', () => {
    expect(plain(formatMoneyShort(15000, 'RUB', 'ru'))).toBe('150 ₽');
    expect(plain(formatMoneyShort(15001, 'RUB', 'ru'))).toBe('150,01 ₽');
    expect(formatMoneyShort(-15000, 'RUB', 'en')).toBe('\u2212₽150');
  });

  it('shows a currency it has no sign for by its code', () => {
    expect(plain(formatMoney(100, 'XTS', 'ru'))).toBe('1,00 XTS');
  });

  it('keeps every digit of the largest sums', () => {
    expect(plain(formatMoney(Number.MAX_SAFE_INTEGER, 'RUB', 'ru'))).toBe('90 071 992 547 409,91 ₽');
  });
});

describe('points and quantities on the screen', () => {
  it('writes whole points whole and hundredths with their decimals', () => {
    expect(plain(formatScaled(1250, 0, 'ru'))).toBe('1 250');
    expect(plain(formatScaled(125050, 2, 'ru'))).toBe('1 250,50');
    expect(plain(formatScaled(125000, 2, 'ru'))).toBe('1 250');
  });

  it('leaves out the zeros behind a weight', () => {
    expect(formatQuantity(1000, 'ru')).toBe('1');
    expect(formatQuantity(850, 'ru')).toBe('0,85');
    expect(formatQuantity(1, 'en')).toBe('0.001');
  });
});

describe('numbers that people type', () => {
  it.each([
    ['5', 2, 500],
    ['5,5', 2, 550],
    ['5.05', 2, 505],
    ['1 234,5', 2, 123450],
    ['0,315', 3, 315],
    ['5,', 2, 500],
    ['1,50', 1, 15],
  ])('reads %s with %i decimals as %i', (text, scale, expected) => {
    expect(parseScaled(text, scale)).toBe(expected);
  });

  it.each([
    ['', 2],
    ['-5', 2],
    ['5,001', 2],
    ['abc', 2],
    ['1,2,3', 2],
    ['1e5', 0],
    ['0,5', 0],
    ['99999999999', 0],
  ])('refuses %j with %i decimals', (text, scale) => {
    expect(parseScaled(text, scale)).toBeNull();
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 4 }),
        (value, scale) => {
          expect(parseScaled(formatScaled(value, scale, 'ru'), scale)).toBe(value);
        },
      ),
    );
  });
});
