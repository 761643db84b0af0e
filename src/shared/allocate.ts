import { multiplyDivide } from './rounding.ts';

// Spreading a whole over parts by largest remainder: the parts always sum to the whole while there is room.

/**
 * Scratch of one allocation, reused so that a quote makes no garbage. Grows to the largest list seen; loops have names of
 * their own for it, because what could be another list at any moment is looked at again for each entry.
 */
let rests = new Float64Array(64);
let ranked = new Float64Array(64);
let open = new Int32Array(64);
let binOf = new Uint8Array(64);
let entryOf = new Int32Array(64);

function reserve(count: number): void {
  if (rests.length >= count) return;
  rests = new Float64Array(count * 2);
  ranked = new Float64Array(count * 2);
  open = new Int32Array(count * 2);
  binOf = new Uint8Array(count * 2);
  entryOf = new Int32Array(count * 2);
}

/** Is a * b > c * d, exactly? */
function exceeds(a: number, b: number, c: number, d: number): boolean {
  const left = a * b;
  const right = c * d;
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return left > right;
  return BigInt(a) * BigInt(b) > BigInt(c) * BigInt(d);
}

/** The `rank`-th largest of the first `count` values (rank from 1), by quickselect; reorders `values`. */
function nthLargest(values: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  const target = rank - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) > pivot) left += 1;
      while ((values[right] as number) < pivot) right -= 1;
      if (left <= right) {
        const swapped = values[left] as number;
        values[left] = values[right] as number;
        values[right] = swapped;
        left += 1;
        right -= 1;
      }
    }
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else break;
  }
  return values[target] as number;
}

/** Remainders by their size, from 0 up to `BINS - 1`: those of a higher bin are larger, whatever the rounding. */
const BINS = 64;
const bins = new Int32Array(BINS);

/**
 * One more for the `left` largest remainders of a sum; among equal ones the earlier entry goes first. That they have been
 * counted by size tells the few that have to be compared.
 */
function giveRemainders(left: number, openCount: number, out: Float64Array): void {
  const own = rests;
  const ownBin = binOf;
  const at = open;
  const rivalRests = ranked;
  const rivalEntries = entryOf;
  let last = BINS - 1;
  let atLast = left;
  while ((bins[last] as number) < atLast) {
    atLast -= bins[last] as number;
    last -= 1;
  }
  let rivals = 0;
  for (let k = 0; k < openCount; k += 1) {
    const bin = ownBin[k] as number;
    const i = at[k] as number;
    const above = (last - bin) >>> 31;
    out[i] = (out[i] as number) + above;
    rivalRests[rivals] = own[k] as number;
    rivalEntries[rivals] = i;
    rivals += ((last - 1 - bin) >>> 31) - above;
  }
  giveRivals(atLast, rivals, out);
}

/** One more for the `left` largest of the remainders that are about the same: they are in `ranked`, in their order. */
function giveRivals(left: number, count: number, out: Float64Array): void {
  if (left < count) {
    for (let k = 0; k < count; k += 1) rests[k] = ranked[k] as number;
    const threshold = nthLargest(ranked, count, left);
    let atThreshold = left;
    for (let k = 0; k < count; k += 1) if ((rests[k] as number) > threshold) atThreshold -= 1;
    for (let k = 0; k < count; k += 1) {
      const rest = rests[k] as number;
      if (rest < threshold || (rest === threshold && atThreshold <= 0)) continue;
      if (rest === threshold) atThreshold -= 1;
      addOne(out, entryOf[k] as number);
    }
  } else for (let k = 0; k < count; k += 1) addOne(out, entryOf[k] as number);
}

function addOne(out: Float64Array, i: number): void {
  out[i] = (out[i] as number) + 1;
}

/**
 * Parts rounded down, and their remainders, counted by size, when every product is a safe integer. Returns what is left to
 * give.
 */
function shareNarrow(
  total: number,
  sum: number,
  weights: Float64Array,
  openCount: number,
  out: Float64Array,
): number {
  const own = rests;
  const ownBin = binOf;
  const at = open;
  const ratio = total / sum;
  const scale = (BINS - 1) / sum;
  let left = total;
  for (let k = 0; k < openCount; k += 1) {
    const i = at[k] as number;
    const weight = weights[i] as number;
    let part = Math.floor(weight * ratio);
    let rest = total * weight - part * sum;
    // The ratio is a float, so its floor may be one off: the remainder, exact here, says so.
    if (rest < 0) {
      part -= 1;
      rest += sum;
    } else if (rest >= sum) {
      part += 1;
      rest -= sum;
    }
    out[i] = part;
    own[k] = rest;
    const bin = (rest * scale) | 0;
    ownBin[k] = bin;
    bins[bin] = (bins[bin] as number) + 1;
    left -= part;
  }
  return left;
}

/** The same where some product may lie beyond 2^53. */
function shareWide(
  total: number,
  sum: number,
  weights: Float64Array,
  openCount: number,
  out: Float64Array,
): number {
  const scale = (BINS - 1) / sum;
  let left = total;
  for (let k = 0; k < openCount; k += 1) {
    const i = open[k] as number;
    const weight = weights[i] as number;
    const part = multiplyDivide(total, weight, sum, 'floor');
    out[i] = part;
    const product = total * weight;
    const rest = Number.isSafeInteger(product)
      ? product - part * sum
      : Number(BigInt(total) * BigInt(weight) - BigInt(part) * BigInt(sum));
    rests[k] = rest;
    const bin = (rest * scale) | 0;
    binOf[k] = bin;
    bins[bin] = (bins[bin] as number) + 1;
    left -= part;
  }
  return left;
}

/** Largest remainder among the open entries, whose weights sum to `sum`. */
function share(
  total: number,
  sum: number,
  weights: Float64Array,
  openCount: number,
  out: Float64Array,
): void {
  // No weight is larger than the sum, and no part than the total plus one.
  const isNarrow = Number.isSafeInteger((total + 1) * sum);
  for (let bin = 0; bin < BINS; bin += 1) bins[bin] = 0;
  const left = isNarrow
    ? shareNarrow(total, sum, weights, openCount, out)
    : shareWide(total, sum, weights, openCount, out);
  if (left > 0) giveRemainders(left, openCount, out);
}

/**
 * Spreads `total` over `count` entries in proportion to `weights`, no entry above its `rooms`: an entry whose share is
 * larger is filled up and the rest is shared again among the others. Writes the parts to `out` and returns their sum,
 * which is less than `total` only when all room is used up. All numbers are non-negative safe integers; entries of
 * weight 0 get nothing.
 */
export function allocateInto(
  total: number,
  weights: Float64Array,
  rooms: Float64Array | null,
  count: number,
  out: Float64Array,
): number {
  reserve(count);
  const at = open;
  let openCount = 0;
  let sum = 0;
  let hasRoom = true;
  for (let i = 0; i < count; i += 1) {
    out[i] = 0;
    const weight = weights[i] as number;
    if (weight <= 0) continue;
    if (rooms !== null && (rooms[i] as number) < weight) hasRoom = false;
    at[openCount] = i;
    openCount += 1;
    sum += weight;
  }
  let left = total;
  // A sum that is not above all weights together gives none more than its weight: with that much room nothing is cut.
  const mayExceed = rooms !== null && !(hasRoom && total <= sum);
  while (mayExceed && left > 0 && openCount > 0) {
    let kept = 0;
    let keptSum = 0;
    let filled = 0;
    for (let k = 0; k < openCount; k += 1) {
      const i = open[k] as number;
      const weight = weights[i] as number;
      const room = rooms[i] as number;
      if (exceeds(left, weight, room, sum)) {
        out[i] = room;
        filled += room;
      } else {
        open[kept] = i;
        kept += 1;
        keptSum += weight;
      }
    }
    if (kept === openCount) break;
    left -= filled;
    openCount = kept;
    sum = keptSum;
  }
  if (left <= 0) return total;
  if (openCount === 0) return total - left;
  share(left, sum, weights, openCount, out);
  return total;
}

/** `allocateInto` for callers that want a new array: 1000 over [1, 1, 1] is [334, 333, 333]. */
export function allocate(total: number, weights: readonly number[], rooms?: readonly number[]): number[] {
  const out = new Float64Array(weights.length);
  const limits = rooms === undefined ? null : Float64Array.from(rooms);
  allocateInto(total, Float64Array.from(weights), limits, weights.length, out);
  return [...out];
}
