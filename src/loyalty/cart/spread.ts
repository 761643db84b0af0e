import { allocateInto } from '../../shared/allocate.ts';
import { unboxed } from '../../shared/unboxed.ts';
import { type Actor, type Cart, clip, takeOff } from './cart.ts';
import { type LineState, roomOf } from './line-state.ts';

// One sum over several lines: rounded once by the caller, spread by largest remainder within each line's room.

let weights = new Float64Array(64);
let rooms = new Float64Array(64);
let parts = new Float64Array(64);

function reserve(count: number): void {
  if (weights.length >= count) return;
  weights = new Float64Array(count * 2);
  rooms = new Float64Array(count * 2);
  parts = new Float64Array(count * 2);
}

/** The parts of the last spread, by position in the list of lines. */
export const spreadPart = (position: number): number => unboxed(parts[position] ?? 0);

/**
 * Takes `total` off the lines in proportion to `weightOf` (what is left of each when not given), at most `roomFor` of
 * each (what the line has room for when not given). What fits nowhere is reported as clipped. Returns what was taken.
 */
export function spread(
  cart: Cart,
  lines: readonly LineState[],
  actor: Actor,
  total: number,
  weightOf?: (position: number) => number,
  roomFor?: (position: number) => number,
): number {
  const count = lines.length;
  reserve(count);
  for (let i = 0; i < count; i += 1) {
    const line = lines[i] as LineState;
    weights[i] = weightOf === undefined ? line.remaining : weightOf(i);
    const room = roomOf(line);
    rooms[i] = roomFor === undefined ? room : Math.min(room, roomFor(i));
  }
  const taken = allocateInto(total, weights, rooms, count, parts);
  for (let i = 0; i < count; i += 1) {
    const part = unboxed(parts[i] as number);
    if (part > 0) takeOff(cart, lines[i] as LineState, actor, part);
  }
  clip(cart, actor, total - taken);
  return taken;
}
