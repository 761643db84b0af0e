import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Answer } from './engine.ts';

// The arithmetic of the workload written by hand on typed arrays: what every engine but Kopilka, Medusa included, is
// given for free. It knows that quantities are whole, that no line has a floor and that no promotion excludes another.

const MOST_LINES = 1000;

/** One cart in typed arrays; reused from cart to cart. */
export type HandCart = {
  count: number;
  gross: number;
  readonly price: Float64Array;
  readonly units: Int32Array;
  readonly category: Int32Array;
  readonly remaining: Float64Array;
  /** Lines of a category as a chain: first line by category, next line by line; -1 ends it. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  /** Categories of this cart, each once. */
  readonly touched: Int32Array;
  touchedCount: number;
  readonly answer: Answer & { readonly lineDiscountsMinor: Float64Array };
};

export const createHandCart = (categories: number): HandCart => ({
  count: 0,
  gross: 0,
  price: new Float64Array(MOST_LINES),
  units: new Int32Array(MOST_LINES),
  category: new Int32Array(MOST_LINES),
  remaining: new Float64Array(MOST_LINES),
  first: new Int32Array(categories).fill(-1),
  next: new Int32Array(MOST_LINES),
  touched: new Int32Array(MOST_LINES),
  touchedCount: 0,
  answer: { discountMinor: 0, lineDiscountsMinor: new Float64Array(MOST_LINES), points: 0 },
});

/** Takes the lines in; a category no promotion names is -1. Chains end up in receipt order. */
export function loadHandCart(
  cart: HandCart,
  receipt: Receipt,
  categories: ReadonlyMap<string, number>,
): void {
  for (let i = 0; i < cart.touchedCount; i += 1) cart.first[cart.touched[i] as number] = -1;
  cart.touchedCount = 0;
  cart.gross = 0;
  const { lines } = receipt;
  cart.count = lines.length;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i] as Receipt['lines'][number];
    const category = categories.get(line.category) ?? -1;
    const gross = line.price * line.quantity;
    cart.price[i] = line.price;
    cart.units[i] = line.quantity;
    cart.category[i] = category;
    cart.remaining[i] = gross;
    cart.gross += gross;
    if (category < 0) continue;
    const before = cart.first[category] as number;
    if (before < 0) {
      cart.touched[cart.touchedCount] = category;
      cart.touchedCount += 1;
    }
    cart.next[i] = before;
    cart.first[category] = i;
  }
}

const byPrice = new Int32Array(MOST_LINES);

/** Three for two among the lines of a category: of every three units the cheapest is free. */
export function buyTwoGetOne(cart: HandCart, category: number): void {
  let units = 0;
  let count = 0;
  for (let line = cart.first[category] as number; line >= 0; line = cart.next[line] as number) {
    units += cart.units[line] as number;
    const price = cart.price[line] as number;
    let place = count;
    while (place > 0 && (cart.price[byPrice[place - 1] as number] as number) > price) {
      byPrice[place] = byPrice[place - 1] as number;
      place -= 1;
    }
    byPrice[place] = line;
    count += 1;
  }
  let free = (units / 3) | 0;
  for (let i = 0; i < count && free > 0; i += 1) {
    const line = byPrice[i] as number;
    const taken = Math.min(free, cart.units[line] as number);
    cart.remaining[line] = (cart.remaining[line] as number) - taken * (cart.price[line] as number);
    free -= taken;
  }
}

/** A percent of what is left of a line, rounded half up to a minor unit. */
export function takePercent(cart: HandCart, line: number, basisPoints: number): void {
  const left = cart.remaining[line] as number;
  cart.remaining[line] = left - Math.floor((left * basisPoints + 5000) / 10_000);
}

export function takePerUnit(cart: HandCart, line: number, amountMinor: number): void {
  const left = cart.remaining[line] as number;
  cart.remaining[line] = left - Math.min(left, amountMinor * (cart.units[line] as number));
}

const rests = new Float64Array(MOST_LINES);
const ranked = new Float64Array(MOST_LINES);

/** The `rank`-th largest of the first `count` of `ranked`. */
function nthLargest(count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = ranked[(low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((ranked[left] as number) > pivot) left += 1;
      while ((ranked[right] as number) < pivot) right -= 1;
      if (left <= right) {
        const value = ranked[left] as number;
        ranked[left] = ranked[right] as number;
        ranked[right] = value;
        left += 1;
        right -= 1;
      }
    }
    if (rank - 1 <= right) high = right;
    else if (rank - 1 >= left) low = left;
    else break;
  }
  return ranked[rank - 1] as number;
}

/** A sum off the whole receipt by largest remainder; ties go to the earlier line. */
export function takeFromReceipt(cart: HandCart, amountMinor: number): void {
  const { count, remaining } = cart;
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += remaining[i] as number;
  const total = Math.min(amountMinor, sum);
  if (total === 0) return;
  const ratio = total / sum;
  let left = total;
  for (let i = 0; i < count; i += 1) {
    const weight = remaining[i] as number;
    let part = Math.floor(weight * ratio);
    let rest = total * weight - part * sum;
    // The ratio is a float: its floor may be one off, which the exact rest shows.
    if (rest < 0) {
      part -= 1;
      rest += sum;
    } else if (rest >= sum) {
      part += 1;
      rest -= sum;
    }
    rests[i] = rest;
    ranked[i] = rest;
    remaining[i] = weight - part;
    left -= part;
  }
  if (left === 0) return;
  const threshold = nthLargest(count, left);
  for (let i = 0; i < count; i += 1) if ((rests[i] as number) > threshold) left -= 1;
  for (let i = 0; i < count; i += 1) {
    const rest = rests[i] as number;
    if (rest < threshold || (rest === threshold && left <= 0)) continue;
    if (rest === threshold) left -= 1;
    remaining[i] = (remaining[i] as number) - 1;
  }
}

/** Discounts by line and in all, from what is left of the lines. */
export function writeAnswer(cart: HandCart, points: number | null): Answer {
  const { answer } = cart;
  let discount = 0;
  for (let i = 0; i < cart.count; i += 1) {
    const off = (cart.price[i] as number) * (cart.units[i] as number) - (cart.remaining[i] as number);
    answer.lineDiscountsMinor[i] = off;
    discount += off;
  }
  answer.discountMinor = discount;
  answer.points = points;
  return answer;
}
