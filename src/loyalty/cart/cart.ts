import type { ReceiptLine } from '../../contracts/receipt.ts';
import * as fromUnboxed from '../../shared/unboxed.ts';
import type { SelectorIndex } from '../program/selector-index.ts';
import * as fromSelectors from '../program/selectors.ts';
import type { DiscountLog } from './discount-log.ts';
import * as fromDiscountLog from './discount-log.ts';
import type { LineState } from './line-state.ts';
import * as fromLineState from './line-state.ts';
import * as fromMatchLine from './match-line.ts';
import * as fromTruncate from './truncate.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { unboxed } = fromUnboxed;
const { EVERY_LINE } = fromSelectors;
const { createDiscountLog, noteDiscount } = fromDiscountLog;
const { createLineState, isOpenFor, loadLine, resetLine, roomOf, touchFor } = fromLineState;
const { matchLines } = fromMatchLine;
const { truncate } = fromTruncate;

/** Who changes lines: a promotion, a reward, a stamp card, the tier or the rounding, by its number. */
export type Actor = { readonly source: number; readonly exclusive: boolean };

/** A gift promised by a source, and how many units of it are not on the receipt yet. */
export type Gift = {
  readonly source: number;
  readonly sku: string;
  readonly quantity: number;
  readonly missing: number;
};

/** What a source promised and no line had room for. */
export type Clip = { readonly source: number; amount: number };

/**
 * The lines of one receipt while a quote is made. It is reused from quote to quote: a till quotes the same cart many
 * times a minute and must not make garbage.
 */
export type Cart = {
  readonly index: SelectorIndex;
  /** The lines in receipt order. */
  readonly lines: LineState[];
  /** Lines matching each selector touched by this receipt; read through `linesOf`. */
  readonly matched: LineState[][];
  readonly matchedAt: Int32Array;
  /** Selectors touched by this receipt, each once. */
  readonly touched: number[];
  generation: number;
  /** See `fetchLines`. */
  fetched: number;
  /** Sum of what is left of all lines. */
  remaining: number;
  gross: number;
  /** What each source has taken off so far, by its number. */
  readonly taken: number[];
  readonly log: DiscountLog;
  readonly gifts: Gift[];
  readonly clips: Clip[];
  /** How much more the last refused effect would need: minor units, or units. */
  missing: number;
  readonly pool: LineState[];
};

/**
 * A list that is empty but has held a line: a list that holds its first one becomes a list of another kind, and two kinds
 * cost a call at each line that is added.
 */
const emptyLines = (): LineState[] => {
  const lines = [createLineState(0)];
  lines.pop();
  return lines;
};

/** A cart for a program with so many sources of discounts. */
export const createCart = (index: SelectorIndex, sources: number): Cart => ({
  index,
  lines: [],
  matched: Array.from({ length: index.count }, emptyLines),
  matchedAt: new Int32Array(index.count),
  touched: [],
  generation: 0,
  fetched: 0,
  remaining: 0,
  gross: 0,
  taken: Array.from({ length: sources }, () => 0),
  log: createDiscountLog(),
  gifts: [],
  clips: [],
  missing: 0,
  pool: [],
});

const noLines: readonly LineState[] = [];

/** Lines a selector matches, in receipt order, whatever their flags. */
export function linesOf(cart: Cart, selector: number): readonly LineState[] {
  if (selector === EVERY_LINE) return cart.lines;
  return cart.matchedAt[selector] === cart.generation ? (cart.matched[selector] ?? noLines) : noLines;
}

/**
 * Looks at what will be read of each line, and no more: lines lie scattered in memory, and in so short a loop the processor
 * fetches many of them at once, while loading one by one would wait for each. The sum says nothing; it is kept so that
 * the looking is not left out.
 */
function fetchLines(inputs: readonly ReceiptLine[]): number {
  let sum = 0;
  for (let i = 0; i < inputs.length; i += 1) {
    const { quantity, flags, category } = inputs[i] as ReceiptLine;
    sum += quantity + flags.length + category.length;
  }
  return sum;
}

/** Takes the lines of a receipt in and finds which selectors they match. */
export function loadCart(cart: Cart, inputs: readonly ReceiptLine[]): void {
  clearTaken(cart);
  cart.generation += 1;
  truncate(cart.touched, 0);
  let gross = 0;
  cart.fetched = fetchLines(inputs);
  for (let i = 0; i < inputs.length; i += 1) {
    const line = createdLine(cart, i);
    loadLine(line, inputs[i] as ReceiptLine);
    cart.lines[i] = line;
    gross += line.gross;
  }
  cart.gross = gross;
  truncate(cart.lines, inputs.length);
  matchLines(cart, cart.lines);
  if (inputs.length > 0) cart.touched.push(EVERY_LINE);
  resetTallies(cart);
}

/** Only what was taken has to be cleared: a program has thousands of sources, a receipt a few. */
function clearTaken(cart: Cart): void {
  const { taken, log } = cart;
  for (let i = 0; i < log.count; i += 1) taken[log.source[i] as number] = 0;
  log.count = 0;
}

function createdLine(cart: Cart, index: number): LineState {
  const pooled = cart.pool[index];
  if (pooled !== undefined) return pooled;
  const created = createLineState(index);
  cart.pool.push(created);
  return created;
}

function resetTallies(cart: Cart): void {
  cart.remaining = cart.gross;
  truncate(cart.gifts, 0);
  truncate(cart.clips, 0);
  cart.missing = 0;
}

/** Back to shelf amounts, to try another choice on the same receipt. */
export function resetCart(cart: Cart): void {
  clearTaken(cart);
  for (const line of cart.lines) resetLine(line);
  resetTallies(cart);
}

/** May this source still change the line? */
export const isOpenTo = (line: LineState, { source, exclusive }: Actor): boolean =>
  isOpenFor(line, source, exclusive);

/** Marks the line as touched: the first toucher stays, an exclusive one closes the line. */
export const touch = (line: LineState, { source, exclusive }: Actor): void =>
  touchFor(line, source, exclusive);

/** Takes an amount off a line for a source; callers keep it within `roomOf(line)`. */
export function takeOff(cart: Cart, line: LineState, actor: Actor, amount: number): void {
  line.remaining -= amount;
  cart.remaining -= amount;
  cart.taken[actor.source] = (cart.taken[actor.source] as number) + amount;
  touch(line, actor);
  noteDiscount(cart.log, line, actor.source, amount);
}

/** Remembers what a source promised but could not take. */
export function clip(cart: Cart, actor: Actor, amount: number): void {
  if (amount <= 0) return;
  const known = cart.clips.find((entry) => entry.source === actor.source);
  if (known === undefined) cart.clips.push({ source: actor.source, amount: unboxed(amount) });
  else known.amount = unboxed(known.amount + amount);
}

/** Takes off as much of `wanted` as fits on the line, reports the rest, returns what was taken. */
export function takeWhatFits(cart: Cart, line: LineState, actor: Actor, wanted: number): number {
  const amount = Math.min(wanted, roomOf(line));
  clip(cart, actor, wanted - amount);
  if (amount > 0) takeOff(cart, line, actor, amount);
  return amount;
}
