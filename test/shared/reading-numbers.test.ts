import { describe, expect, it } from 'vitest';
import { formatMoney, priceTimes } from '../../src/shared/money.ts';
import { toBasisPoints } from '../../src/shared/percent.ts';
import { formatPoints, minorToPoints, pointsToMinor } from '../../src/shared/points.ts';
import { fromThousandths, toThousandths } from '../../src/shared/quantity.ts';

describe('numbers of the documents', () => {
  it.each([
    [0.29, 29],
    [5, 500],
    [33.33, 3333],
    [0.07, 7],
    [100, 10_000],
  ])('%d percent are %i basis points', (percent, points) => {
    expect(toBasisPoints(percent)).toBe(points);
  });

  it.each([
    [0.001, 1],
    [0.456, 456],
    [1.005, 1005],
    [10_000, 10_000_000],
  ])('%d units are %i thousandths and back', (quantity, thousandths) => {
    expect(toThousandths(quantity)).toBe(thousandths);
    expect(fromThousandths(thousandths)).toBe(quantity);
  });

  it('price times quantity is rounded half up', () => {
    expect(priceTimes(39_990, 456)).toBe(18_235);
    expect(priceTimes(500, 1)).toBe(1);
    expect(priceTimes(499, 1)).toBe(0);
    expect(priceTimes(10_000_000_000, 9_999)).toBe(99_990_000_000);
  });

  it('points and money change into each other without gaining', () => {
    expect(minorToPoints(16_666, 100, 0)).toBe(166);
    expect(pointsToMinor(166, 100, 0)).toBe(16_600);
    expect(minorToPoints(100, 30, 2)).toBe(333);
    expect(pointsToMinor(333, 30, 2)).toBe(99);
  });
});

describe('sums as a person reads them', () => {
  it.each([
    [3596, 'ru', '35,96\u00a0₽'],
    [15_000, 'ru', '150\u00a0₽'],
    [123_456_789, 'ru', '1\u00a0234\u00a0567,89\u00a0₽'],
    [-3605, 'ru', '−36,05\u00a0₽'],
    [123_456_700, 'en', '1,234,567\u00a0₽'],
  ])('%i in %s', (amount, locale, text) => {
    expect(formatMoney(amount, 'RUB', locale)).toBe(text);
  });

  it.each([
    [7, 0, 'ru', '7'],
    [1250, 2, 'ru', '12,5'],
    [1205, 2, 'en', '12.05'],
    [-50, 1, 'en', '−5'],
  ])('%i points of scale %i in %s', (points, scale, locale, text) => {
    expect(formatPoints(points, scale, locale)).toBe(text);
  });
});
