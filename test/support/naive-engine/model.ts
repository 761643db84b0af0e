import type { ReceiptLine } from '../../../src/contracts/receipt.ts';
import type { Selector } from '../../../src/contracts/selector.ts';
import { add, type Fraction, fraction, halfUp, times } from './fraction.ts';

/** A line of the naive engine: plain numbers, no index, no reuse. */
export type NaiveLine = {
  readonly at: number;
  readonly input: ReceiptLine;
  readonly quantity: Fraction;
  readonly units: number;
  readonly gross: number;
  readonly floor: number;
  left: number;
  used: number;
  saved: number;
  readonly touchers: Set<string>;
  closedBy: string | null;
  readonly off: Map<string, number>;
  paid: number;
  readonly earned: Map<string, number>;
};

export type Actor = { readonly id: string; readonly exclusive: boolean };
/** Goods the cashier is told to add; `missing`: those that are not on the receipt. */
export type Gift = {
  readonly promotion: string;
  readonly sku: string;
  readonly quantity: number;
  readonly missing: number;
};
export type Verdict = {
  readonly applied: boolean;
  readonly reason: string;
  readonly missing?: number;
  readonly gift?: Gift;
};

export const applied: Verdict = { applied: true, reason: '' };
export const refused = (reason: string, missing?: number): Verdict =>
  missing === undefined ? { applied: false, reason } : { applied: false, reason, missing };

export function createLine(input: ReceiptLine, at: number): NaiveLine {
  const thousandths = Math.round(input.quantity * 1000);
  const quantity = fraction(thousandths, 1000);
  const priced = (price: number): number => halfUp(times(fraction(price), quantity));
  const gross = input.amount ?? priced(input.price);
  return {
    at,
    input,
    quantity,
    units: thousandths % 1000 === 0 ? thousandths / 1000 : 0,
    gross,
    floor: input.minPrice == null ? 0 : Math.min(gross, priced(input.minPrice)),
    left: gross,
    used: 0,
    saved: 0,
    touchers: new Set(),
    closedBy: null,
    off: new Map(),
    paid: 0,
    earned: new Map(),
  };
}

export function matches(of: Selector, line: ReceiptLine): boolean {
  if (of.sku !== undefined && !of.sku.includes(line.sku)) return false;
  if (of.category !== undefined && !of.category.some((c) => `${line.category}/`.startsWith(`${c}/`)))
    return false;
  if (of.brand !== undefined && !of.brand.includes(line.brand)) return false;
  if (of.tag !== undefined && !of.tag.some((tag) => line.tags.includes(tag))) return false;
  if (of.price?.min != null && line.price < of.price.min) return false;
  if (of.price?.max != null && line.price > of.price.max) return false;
  return of.except === undefined || !matches(of.except, line);
}

/** Goods that nobody can count by the piece. */
export const isWeighed = ({ units }: NaiveLine): boolean => units === 0;

export const lineRoom = (line: NaiveLine): number => line.left - line.floor;

/** What one unused unit is worth. */
export const unitWorth = (line: NaiveLine): Fraction => fraction(line.left + line.saved, line.units);

export const percentOf = (value: Fraction, percent: number): Fraction =>
  times(value, fraction(Math.min(10_000, Math.round(percent * 100)), 10_000));

export const sumLeft = (lines: readonly NaiveLine[]): Fraction =>
  lines.map((line) => fraction(line.left)).reduce(add, fraction(0));

/** Lines a price-lowering effect may work on, or why there are none. */
export function openLines(
  all: readonly NaiveLine[],
  of: Selector,
  actor: Actor,
): { lines: NaiveLine[]; none: string } {
  const matching = all.filter((line) => matches(of, line.input) && !line.input.flags.includes('noDiscount'));
  const lines = matching.filter((line) => {
    if (line.closedBy !== null && line.closedBy !== actor.id) return false;
    const others = [...line.touchers].filter((id) => id !== actor.id);
    return !actor.exclusive || others.length === 0;
  });
  return { lines, none: matching.length > 0 ? 'exclusive' : 'no-matching-line' };
}

export function touch(line: NaiveLine, actor: Actor): void {
  line.touchers.add(actor.id);
  if (actor.exclusive) line.closedBy = actor.id;
}

export function take(line: NaiveLine, actor: Actor, amount: number): void {
  if (amount <= 0) return;
  line.left -= amount;
  line.off.set(actor.id, (line.off.get(actor.id) ?? 0) + amount);
  touch(line, actor);
}
