// Order numbers as bits, 32 in a word: thousands of promotions are a few machine words, and come out in their order.

/** Bits of so many order numbers, none set. */
export const createBits = (count: number): Int32Array => new Int32Array((count + 31) >>> 5);

export function setBit(bits: Int32Array, order: number): void {
  bits[order >>> 5] = (bits[order >>> 5] as number) | (1 << (order & 31));
}

export const hasBit = (bits: Int32Array, order: number): boolean =>
  ((bits[order >>> 5] as number) & (1 << (order & 31))) !== 0;

/** Bits of the order numbers for which something holds. */
export function bitsWhere(count: number, holds: (order: number) => boolean): Int32Array {
  const bits = createBits(count);
  for (let order = 0; order < count; order += 1) if (holds(order)) setBit(bits, order);
  return bits;
}

/** The lowest order number of a word that has any bit set. */
export const lowestOf = (word: number, rest: number): number => word * 32 + 31 - Math.clz32(rest & -rest);
