import { noteTie } from './ties.ts';

/** An exact fraction; the naive engine knows no floats and rounds only where the text says so. */
export type Fraction = { readonly top: bigint; readonly bottom: bigint };

export const fraction = (top: number | bigint, bottom: number | bigint = 1): Fraction => ({
  top: BigInt(top),
  bottom: BigInt(bottom),
});
export const zero = fraction(0);
export const add = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.bottom + b.top * a.bottom,
  bottom: a.bottom * b.bottom,
});
export const times = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.top,
  bottom: a.bottom * b.bottom,
});
export const less = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;
export const sum = (parts: readonly Fraction[]): Fraction => parts.reduce(add, zero);

export const floor = ({ top, bottom }: Fraction): number => Number(top / bottom);
export const halfUp = ({ top, bottom }: Fraction): number => Number((top * 2n + bottom) / (bottom * 2n));

export function rounded(value: Fraction, rounding: 'floor' | 'half-up' | 'half-even'): number {
  if (rounding === 'floor') return floor(value);
  if (rounding === 'half-up') return halfUp(value);
  const down = value.top / value.bottom;
  const twice = (value.top - down * value.bottom) * 2n;
  if (twice === value.bottom) return Number(down % 2n === 0n ? down : down + 1n);
  return Number(twice > value.bottom ? down + 1n : down);
}

/** Largest remainder with rooms, by giving one unit at a time to whoever is furthest below its share. */
export function sharedOut(total: number, weights: readonly Fraction[], rooms?: readonly number[]): number[] {
  const parts = weights.map(() => 0);
  let open = weights.map((_, i) => i).filter((i) => (weights[i] as Fraction).top > 0n);
  let left = total;
  while (rooms !== undefined) {
    const all = sum(open.map((i) => weights[i] as Fraction));
    const full = open.filter((i) => {
      const share = times(fraction(left), weights[i] as Fraction);
      return less(times(fraction(rooms[i] as number), all), share);
    });
    if (full.length === 0 || left === 0) break;
    for (const i of full) parts[i] = rooms[i] as number;
    left -= full.reduce((taken, i) => taken + (rooms[i] as number), 0);
    open = open.filter((i) => !full.includes(i));
  }
  if (open.length === 0 || left <= 0) return parts;
  const all = sum(open.map((i) => weights[i] as Fraction));
  const shares = open.map((i) => {
    const exact = times(times(fraction(left), weights[i] as Fraction), { top: all.bottom, bottom: all.top });
    const down = floor(exact);
    return { i, down, rest: add(exact, fraction(-down)) };
  });
  for (const { i, down } of shares) parts[i] = down;
  let over = left - shares.reduce((given, { down }) => given + down, 0);
  const byRest = [...shares].sort((a, b) =>
    less(b.rest, a.rest) ? -1 : less(a.rest, b.rest) ? 1 : a.i - b.i,
  );
  const [last, next] = [byRest[over - 1], byRest[over]];
  if (last !== undefined && next !== undefined && !less(next.rest, last.rest)) noteTie();
  for (const { i } of byRest) {
    if (over === 0) break;
    parts[i] = (parts[i] as number) + 1;
    over -= 1;
  }
  return parts;
}
