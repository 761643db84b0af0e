import type { Effect } from '../../../src/contracts/effects.ts';
import { type Fraction, fraction, halfUp, less, sharedOut, sum, times } from './fraction.ts';
import {
  type Actor,
  applied,
  isWeighed,
  lineRoom,
  type NaiveLine,
  openLines,
  percentOf,
  refused,
  take,
  touch,
  unitWorth,
  type Verdict,
} from './model.ts';
import { noteTie } from './ties.ts';

// Quantity effects, unit by unit: every unit is a thing of its own and every question is answered by trying.

/** One unit of a line. */
type Unit = { readonly line: NaiveLine };
type Slot = (unit: Unit) => boolean;

function unitsOf(lines: readonly NaiveLine[]): Unit[] {
  return lines.flatMap((line) =>
    Array.from({ length: Math.max(0, line.units - line.used) }, () => ({ line })),
  );
}

/** How many of the slots units can fill, each unit once, by augmenting paths. */
function filled(units: readonly Unit[], slots: readonly Slot[]): number {
  const holder = new Map<number, number>();
  const tryUnit = (unit: number, seen: Set<number>): boolean =>
    slots.some((fits, slot) => {
      if (seen.has(slot) || !fits(units[unit] as Unit)) return false;
      seen.add(slot);
      const other = holder.get(slot);
      if (other !== undefined && !tryUnit(other, seen)) return false;
      holder.set(slot, unit);
      return true;
    });
  return units.filter((_, i) => tryUnit(i, new Set())).length;
}

const repeat = <T>(count: number, value: T): T[] => Array.from({ length: Math.max(0, count) }, () => value);

const byWorth = (units: readonly Unit[], pick: 'cheapest' | 'dearest'): Unit[] =>
  [...units].sort((a, b) => {
    const [x, y] = [unitWorth(a.line), unitWorth(b.line)];
    const order = less(x, y) ? -1 : less(y, x) ? 1 : 0;
    if (order === 0 && a.line !== b.line) noteTie();
    return (pick === 'cheapest' ? order : -order) || a.line.at - b.line.at;
  });

/** Chosen units by line, in receipt order. */
function byLine(units: readonly Unit[]): { line: NaiveLine; count: number }[] {
  const lines = [...new Set(units.map((unit) => unit.line))].sort((a, b) => a.at - b.at);
  return lines.map((line) => ({ line, count: units.filter((unit) => unit.line === line).length }));
}

function markUsed(units: readonly Unit[], actor: Actor): void {
  for (const { line } of units) {
    line.used += 1;
    touch(line, actor);
  }
}

function takeSaved(line: NaiveLine, actor: Actor, amount: number): void {
  take(line, actor, amount);
  line.saved += amount;
}

type Wanted = { readonly line: NaiveLine; readonly count: number; readonly wanted: Fraction };

/** Takes wanted sums: each line rounded for itself, or as one sum, or cut by a cap. */
function settle(actor: Actor, parts: readonly Wanted[], oneSum: boolean, cap: number | null): number {
  const worth = parts.map(({ line, count }) => halfUp(times(unitWorth(line), fraction(count))));
  if (oneSum) {
    const total = Math.min(halfUp(sum(parts.map(({ wanted }) => wanted))), cap ?? Number.MAX_SAFE_INTEGER);
    const rooms = parts.map(({ line }, i) => Math.min(lineRoom(line), worth[i] as number));
    return spreadOver(actor, parts, total, worth, rooms);
  }
  const fits = parts.map(({ line, wanted }) => Math.min(halfUp(wanted), lineRoom(line)));
  const all = fits.reduce((a, b) => a + b, 0);
  if (cap !== null && all > cap) return spreadOver(actor, parts, cap, fits, fits);
  parts.forEach(({ line }, i) => {
    takeSaved(line, actor, fits[i] as number);
  });
  return all;
}

function spreadOver(
  actor: Actor,
  parts: readonly { readonly line: NaiveLine }[],
  total: number,
  weights: readonly number[],
  rooms: readonly number[],
): number {
  const shares = sharedOut(
    total,
    weights.map((weight) => fraction(weight)),
    rooms,
  );
  parts.forEach(({ line }, i) => {
    takeSaved(line, actor, shares[i] as number);
  });
  return shares.reduce((a, b) => a + b, 0);
}

export function unitsOff(
  all: readonly NaiveLine[],
  effect: Extract<Effect, { type: 'unitsOff' }>,
  actor: Actor,
  receiptStage: boolean,
): Verdict {
  const { lines, none } = openLines(all, effect.of, actor);
  if (lines.length === 0) return refused(none);
  const units = byWorth(unitsOf(lines), effect.pick).slice(0, effect.units);
  const parts = byLine(units).map(({ line, count }) => {
    const worth = times(unitWorth(line), fraction(count));
    const wanted =
      effect.amount == null
        ? percentOf(worth, effect.percent ?? 0)
        : fraction(Math.min(effect.amount * count, halfUp(worth)));
    return { line, count, wanted };
  });
  const taken = settle(actor, parts, receiptStage, effect.maxAmount ?? null);
  if (taken === 0) return refused(lines.every(isWeighed) ? 'weighed-goods' : 'nothing-left');
  markUsed(units, actor);
  return applied;
}

export function buyGet(
  all: readonly NaiveLine[],
  effect: Extract<Effect, { type: 'buyGet' }>,
  actor: Actor,
  receiptStage: boolean,
  most: number,
): Verdict {
  const buy = openLines(all, effect.buy.of, actor);
  const get = openLines(all, effect.get.of, actor);
  if (buy.lines.length + get.lines.length === 0) {
    return refused([buy.none, get.none].includes('exclusive') ? 'exclusive' : 'no-matching-line');
  }
  const units = unitsOf([...new Set([...buy.lines, ...get.lines])]);
  const isBuyable: Slot = ({ line }) => buy.lines.includes(line);
  const isGettable: Slot = ({ line }) => get.lines.includes(line);
  const suffice = (bought: number, got: number): boolean =>
    filled(units, [...repeat(bought, isBuyable), ...repeat(got, isGettable)]) === bought + got;
  const { quantity: b } = effect.buy;
  const { quantity: g } = effect.get;
  let groups = 0;
  while (groups < most && suffice((groups + 1) * b, (groups + 1) * g)) groups += 1;
  let [bought, got] = [groups * b, groups * g];
  if (effect.partial && groups < most) {
    for (let extra = g - 1; extra > 0; extra -= 1) {
      if (!suffice(bought + b, got + extra)) continue;
      [bought, got] = [bought + b, got + extra];
      break;
    }
  }
  if (got === 0) {
    // The fewest got units that would do: with a part of a group one is enough.
    const least = effect.partial ? 1 : g;
    const one = [...repeat(b, isBuyable), ...repeat(least, isGettable)];
    return refused('basket-quantity', one.length - filled(units, one));
  }
  const chosen: Unit[] = [];
  for (const unit of byWorth(units.filter(isGettable), effect.pick)) {
    if (chosen.length === got) break;
    const rest = units.filter((other) => other !== unit && !chosen.includes(other));
    const slots = [...repeat(bought, isBuyable), ...repeat(got - chosen.length - 1, isGettable)];
    if (filled(rest, slots) === slots.length) chosen.push(unit);
  }
  const others = units.filter((unit) => isBuyable(unit) && !chosen.includes(unit));
  const paid = byWorth(others, effect.pick === 'cheapest' ? 'dearest' : 'cheapest').slice(0, bought);
  const parts = byLine(chosen).map(({ line, count }) => ({
    line,
    count,
    wanted: percentOf(times(unitWorth(line), fraction(count)), effect.get.percent),
  }));
  if (settle(actor, parts, receiptStage, null) === 0) return refused('nothing-left');
  markUsed([...chosen, ...paid], actor);
  return applied;
}

export function bundle(
  all: readonly NaiveLine[],
  effect: Extract<Effect, { type: 'bundle' }>,
  actor: Actor,
  most: number,
): Verdict {
  const items = effect.items.map((item) => ({ ...openLines(all, item.of, actor), quantity: item.quantity }));
  if (items.every(({ lines }) => lines.length === 0)) {
    return refused(items.some(({ none }) => none === 'exclusive') ? 'exclusive' : 'no-matching-line');
  }
  const units = unitsOf([...new Set(items.flatMap(({ lines }) => lines))].sort((a, b) => a.at - b.at));
  const slotsOf = (sets: number): Slot[] =>
    items.flatMap(({ lines, quantity }) => repeat(sets * quantity, ({ line }: Unit) => lines.includes(line)));
  const choose = (sets: number): Unit[] => {
    const slots = slotsOf(sets);
    const chosen: Unit[] = [];
    for (const unit of byWorth(units, effect.pick)) {
      if (filled([...chosen, unit], slots) === chosen.length + 1) chosen.push(unit);
    }
    return chosen;
  };
  const saving = (chosen: readonly Unit[], sets: number): number =>
    halfUp(sum(byLine(chosen).map(({ line, count }) => times(unitWorth(line), fraction(count))))) -
    sets * effect.price;
  let possible = 0;
  while (possible < most && filled(units, slotsOf(possible + 1)) === slotsOf(possible + 1).length)
    possible += 1;
  if (possible === 0) return refused('basket-quantity', slotsOf(1).length - filled(units, slotsOf(1)));
  let best = { sets: 0, chosen: [] as Unit[], saved: 0 };
  for (let sets = effect.pick === 'dearest' ? 1 : possible; sets <= possible; sets += 1) {
    const chosen = choose(sets);
    const saved = saving(chosen, sets);
    if (saved > 0 && saved >= best.saved) best = { sets, chosen, saved };
  }
  if (best.saved <= 0) return refused('nothing-left');
  const parts = byLine(best.chosen);
  const worth = parts.map(({ line, count }) => halfUp(times(unitWorth(line), fraction(count))));
  const rooms = parts.map(({ line }, i) => Math.min(lineRoom(line), worth[i] as number));
  if (spreadOver(actor, parts, best.saved, worth, rooms) === 0) return refused('nothing-left');
  markUsed(best.chosen, actor);
  return applied;
}

export function gift(
  all: readonly NaiveLine[],
  effect: Extract<Effect, { type: 'gift' }>,
  actor: Actor,
  receiptStage: boolean,
): Verdict {
  const { lines } = openLines(all, { sku: [effect.sku] }, actor);
  const units = byWorth(unitsOf(lines), 'cheapest').slice(0, effect.quantity);
  const parts = byLine(units).map(({ line, count }) => ({
    line,
    count,
    wanted: times(unitWorth(line), fraction(count)),
  }));
  settle(actor, parts, receiptStage, null);
  markUsed(units, actor);
  const { sku, quantity } = effect;
  const present = units.length;
  return { ...applied, gift: { promotion: actor.id, sku, quantity, missing: quantity - present } };
}
