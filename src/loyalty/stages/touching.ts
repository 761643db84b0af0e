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

/** Calls `visit` with the order number of each touched promotion between its first and last minute, in order. */
export function visitTouched(
  program: CompiledProgram,
  cart: Cart,
  minute: number,
  visit: (order: number) => void,
): void {
  const { active, touchedBy } = program;
  if (minute < active.fromMinute || minute >= active.untilMinute) refresh(program, active, minute);
  const { bits, scratch } = active;
  if (cart.lines.length > 0) scratch.set(program.always);
  else scratch.fill(0);
  for (const selector of cart.touched) {
    const list = touchedBy[selector];
    if (list !== undefined) for (const order of list) setBit(scratch, order);
  }
  for (let word = 0; word < scratch.length; word += 1) {
    let rest = (scratch[word] as number) & (bits[word] as number);
    while (rest !== 0) {
      visit(word * 32 + 31 - Math.clz32(rest & -rest));
      rest &= rest - 1;
    }
  }
}
