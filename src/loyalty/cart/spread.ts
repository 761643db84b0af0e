import * as fromAllocate from '../../shared/allocate.ts';
import * as fromUnboxed from '../../shared/unboxed.ts';
import type { Actor, Cart } from './cart.ts';
import * as fromCart from './cart.ts';
import * as fromDiscountLog from './discount-log.ts';
import type { LineState } from './line-state.ts';
import * as fromLineState from './line-state.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { allocateInto } = fromAllocate;
const { unboxed } = fromUnboxed;
const { clip } = fromCart;
const { noteDiscount } = fromDiscountLog;
const { roomOf, touchFor } = fromLineState;

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

/** Takes the parts off their lines; the sums are changed once for all of them. */
function takeParts(cart: Cart, lines: readonly LineState[], { source, exclusive }: Actor): void {
  const shares = parts;
  let taken = 0;
  for (let i = 0; i < lines.length; i += 1) {
    const part = unboxed(shares[i] as number);
    if (part <= 0) continue;
    const line = lines[i] as LineState;
    line.remaining -= part;
    taken += part;
    touchFor(line, source, exclusive);
    noteDiscount(cart.log, line, source, part);
  }
  cart.remaining -= taken;
  cart.taken[source] = (cart.taken[source] as number) + taken;
}

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
  const ownWeights = weights;
  const ownRooms = rooms;
  for (let i = 0; i < count; i += 1) {
    const line = lines[i] as LineState;
    ownWeights[i] = line.remaining;
    ownRooms[i] = roomOf(line);
  }
  if (weightOf !== undefined) for (let i = 0; i < count; i += 1) ownWeights[i] = weightOf(i);
  if (roomFor !== undefined) {
    for (let i = 0; i < count; i += 1) ownRooms[i] = Math.min(ownRooms[i] as number, roomFor(i));
  }
  const taken = allocateInto(total, ownWeights, ownRooms, count, parts);
  takeParts(cart, lines, actor);
  clip(cart, actor, total - taken);
  return taken;
}
