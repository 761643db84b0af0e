import type { ReceiptLine } from '../../contracts/receipt.ts';
import { priceTimes } from '../../shared/money.ts';
import { THOUSANDTHS, toThousandths } from '../../shared/quantity.ts';

// What a module exports is read from memory and checked at each use; a constant of its own is part of the machine code.
const nobody = -1;

/** No promotion has touched the line yet. */
export const NOBODY = nobody;
const noDiscountYet = -1;
/** The end of a line's chain of discounts (discount-log.ts). */
export const NO_DISCOUNT = noDiscountYet;

/**
 * One line while a quote is made; amounts in minor units. `units` is 0 for weighed goods. `savedByUnits` is what
 * quantity effects took off, so that a unit not yet used is worth (remaining + savedByUnits) / units.
 */
export type LineState = {
  readonly index: number;
  input: ReceiptLine;
  gross: number;
  remaining: number;
  /** The line never goes below this: its minimum price times its quantity. */
  floor: number;
  thousandths: number;
  units: number;
  usedUnits: number;
  savedByUnits: number;
  /** Scratch of a quantity effect: the number of its call when the line can be bought, and units it takes as got. */
  buyMark: number;
  gotUnits: number;
  /** The first source that touched the line, and whether it closed it to all others. */
  touchedBy: number;
  closed: boolean;
  noDiscount: boolean;
  noPoints: boolean;
  noRedeem: boolean;
  /** Its discounts so far in the cart's log (discount-log.ts), and the highest number of a source among them. */
  lastDiscount: number;
  discountCount: number;
  highestSource: number;
  /** Net before points were paid, and what they paid. */
  beforePoints: number;
  paidWithPoints: number;
  /** Points earned, by position of the wallet. */
  readonly earned: number[];
};

const emptyInput: ReceiptLine = {
  id: '',
  sku: '',
  name: '',
  category: '',
  brand: '',
  tags: [],
  quantity: 1,
  price: 0,
  flags: [],
};

export const createLineState = (index: number): LineState => ({
  index,
  input: emptyInput,
  gross: 0,
  remaining: 0,
  floor: 0,
  thousandths: 0,
  units: 0,
  usedUnits: 0,
  savedByUnits: 0,
  buyMark: 0,
  gotUnits: 0,
  touchedBy: NOBODY,
  closed: false,
  noDiscount: false,
  noPoints: false,
  noRedeem: false,
  lastDiscount: NO_DISCOUNT,
  discountCount: 0,
  highestSource: NOBODY,
  beforePoints: 0,
  paidWithPoints: 0,
  earned: [],
});

/** Price times quantity; whole units need no rounding. */
const shelfAmount = (line: LineState, price: number): number =>
  line.units > 0 ? price * line.units : priceTimes(price, line.thousandths);

/** 0 for weighed goods. */
const wholeUnits = (thousandths: number): number =>
  thousandths % THOUSANDTHS === 0 ? thousandths / THOUSANDTHS : 0;

/** Takes a receipt line in. */
export function loadLine(line: LineState, input: ReceiptLine): void {
  line.input = input;
  const { quantity } = input;
  // Most goods are counted: then nothing is to be rounded.
  const whole = quantity | 0;
  line.thousandths = whole === quantity ? whole * THOUSANDTHS : toThousandths(quantity);
  line.units = whole === quantity ? whole : wholeUnits(line.thousandths);
  line.gross = input.amount ?? shelfAmount(line, input.price);
  line.floor =
    input.minPrice == null ? 0 : Math.min(line.gross, priceTimes(input.minPrice, line.thousandths));
  const { flags } = input;
  const isFlagged = flags.length > 0;
  line.noDiscount = isFlagged && flags.includes('noDiscount');
  line.noPoints = isFlagged && flags.includes('noPoints');
  line.noRedeem = isFlagged && flags.includes('noRedeem');
  resetLine(line);
}

/** Back to the shelf amount, before any promotion. */
export function resetLine(line: LineState): void {
  line.remaining = line.gross;
  line.usedUnits = 0;
  line.savedByUnits = 0;
  line.touchedBy = nobody;
  line.closed = false;
  line.lastDiscount = noDiscountYet;
  line.discountCount = 0;
  line.highestSource = nobody;
  line.beforePoints = line.gross;
  line.paidWithPoints = 0;
  const { earned } = line;
  for (let i = 0; i < earned.length; i += 1) earned[i] = 0;
}

/** What may still be taken off the line. */
export const roomOf = (line: LineState): number => line.remaining - line.floor;

/** Units no quantity effect has used yet; 0 for weighed goods. */
export const freeUnits = (line: LineState): number => line.units - line.usedUnits;

/** May this source still change the line? An exclusive one needs a line that nobody else has touched. */
export const isOpenFor = (line: LineState, source: number, exclusive: boolean): boolean =>
  line.touchedBy === nobody || line.touchedBy === source || !(line.closed || exclusive);

/** Marks the line as touched: the first toucher stays, an exclusive one closes the line. */
export function touchFor(line: LineState, source: number, exclusive: boolean): void {
  if (line.touchedBy !== nobody) return;
  line.touchedBy = source;
  line.closed = exclusive;
}
