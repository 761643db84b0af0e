import { divide, multiplyDivide } from './rounding.ts';

/** How many of the smallest units one whole point of this scale has. */
export const pointUnits = (scale: number): number => 10 ** scale;

/** What points pay for, in minor units, rounded down. `value`: minor units of one whole point. */
export const pointsToMinor = (points: number, value: number, scale: number): number =>
  multiplyDivide(points, value, pointUnits(scale), 'floor');

/** The most points a sum takes, in the wallet's smallest units. */
export const minorToPoints = (amountMinor: number, value: number, scale: number): number =>
  multiplyDivide(amountMinor, pointUnits(scale), value, 'floor');

/** The fewest points, in whole steps, that pay no less than these: what is left of a minor unit would be lost. */
export function fewestPoints(points: number, step: number, value: number, scale: number): number {
  const amountMinor = pointsToMinor(points, value, scale);
  if (amountMinor === 0) return points;
  // The ceiling of a quotient, by way of the floor of its negative.
  const needed = -multiplyDivide(-amountMinor, pointUnits(scale), value, 'floor');
  return Math.min(points, -divide(-needed, step, 'floor') * step);
}

/** Points as a person reads them: 1250 of scale 2 is `12,5` in Russian and `12.5` otherwise. */
export function formatPoints(points: number, scale: number, locale: string): string {
  const sign = points < 0 ? '−' : '';
  const units = pointUnits(scale);
  const amount = Math.abs(points);
  const whole = divide(amount, units, 'floor');
  const rest = amount - whole * units;
  const decimals = rest === 0 ? '' : String(rest).padStart(scale, '0').replace(/0+$/, '');
  const mark = locale.startsWith('ru') ? ',' : '.';
  return `${sign}${whole}${decimals === '' ? '' : mark + decimals}`;
}
