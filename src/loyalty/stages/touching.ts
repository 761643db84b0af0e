import type { Cart } from '../cart/cart.ts';
import type { ActivePeriods, CompiledProgram } from '../program/compiled.ts';

// Which promotions a receipt has to look at: those its lines touch and whose first and last minute it lies between.
// Order numbers are bits, so that thousands of others cost a few machine words and the result comes out in order.

function setBit(bits: Int32Array, order: number): void {
  bits[order >>> 5] = (bits[order >>> 5] as number) | (1 << (order & 31));
}

/** Finds the promotions in force at a minute, and until when that stays true. */
function refresh(program: CompiledProgram, active: ActivePeriods, minute: number): void {
  active.fromMinute = Number.NEGATIVE_INFINITY;
  active.untilMinute = Number.POSITIVE_INFINITY;
  active.bits.fill(0);
  for (const { order, period } of program.promotions) {
    const { fromMinute, toMinute } = period;
    if (minute < fromMinute) {
      active.untilMinute = Math.min(active.untilMinute, fromMinute);
    } else if (minute > toMinute) {
      active.fromMinute = Math.max(active.fromMinute, toMinute + 1);
    } else {
      setBit(active.bits, order);
      active.fromMinute = Math.max(active.fromMinute, fromMinute);
      active.untilMinute = Math.min(active.untilMinute, toMinute + 1);
    }
  }
}

/** Sets the bits of all promotions that the receipt's lines touch. */
function markTouched(program: CompiledProgram, cart: Cart, bits: Int32Array): void {
  const { start, orders, always } = program.touching;
  if (cart.lines.length > 0) bits.set(always);
  else bits.fill(0);
  const { touched } = cart;
  for (let i = 0; i < touched.length; i += 1) {
    const selector = touched[i] as number;
    const end = start[selector + 1] as number;
    for (let at = start[selector] as number; at < end; at += 1) setBit(bits, orders[at] as number);
  }
}

/**
 * Writes the order numbers of the touched promotions between their first and last minute into `orders`, in order; says
 * how many there are.
 */
export function collectTouched(
  program: CompiledProgram,
  cart: Cart,
  minute: number,
  orders: Int32Array,
): number {
  const { active } = program;
  if (minute < active.fromMinute || minute >= active.untilMinute) refresh(program, active, minute);
  const { bits, scratch } = active;
  markTouched(program, cart, scratch);
  let count = 0;
  for (let word = 0; word < scratch.length; word += 1) {
    let rest = (scratch[word] as number) & (bits[word] as number);
    while (rest !== 0) {
      orders[count] = word * 32 + 31 - Math.clz32(rest & -rest);
      count += 1;
      rest &= rest - 1;
    }
  }
  return count;
}
