import type { Cart } from '../cart/cart.ts';
import type { ActivePeriods, CompiledProgram } from '../program/compiled.ts';
import * as fromOrderBits from '../program/order-bits.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { setBit } = fromOrderBits;

// Which promotions a receipt has to look at: those its lines touch and whose first and last minute it lies between.
// Order numbers are bits, so that thousands of others cost a few machine words and the result comes out in order.

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

/** The touched promotions between their first and last minute, as bits: scratch, good until the next quote. */
export function touchedBits(program: CompiledProgram, cart: Cart, minute: number): Int32Array {
  const { active } = program;
  if (minute < active.fromMinute || minute >= active.untilMinute) refresh(program, active, minute);
  const { bits, touched } = active;
  markTouched(program, cart, touched);
  for (let word = 0; word < touched.length; word += 1) {
    touched[word] = (touched[word] as number) & (bits[word] as number);
  }
  return touched;
}
