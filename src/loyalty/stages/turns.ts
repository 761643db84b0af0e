import {
  EARN_TURN,
  LINE_TURN,
  ONLY_GIVES,
  RECEIPT_TURN,
  SPEAKS,
  type TurnBits,
} from '../program/compiled.ts';
import { append, clearOrderList, createOrderList, fillFromBits, type OrderList } from './order-list.ts';
import type { Outcome } from './outcomes.ts';

/** Entrants by what they have to do, each list in their order: most promotions have one thing to do. */
export type Turns = {
  readonly line: OrderList;
  readonly receipt: OrderList;
  /** They lower no price. */
  readonly gives: OrderList;
  readonly earn: OrderList;
  /** They hand something out or say something when they apply. */
  readonly speaks: OrderList;
};

export const createTurns = (): Turns => ({
  line: createOrderList(),
  receipt: createOrderList(),
  gives: createOrderList(),
  earn: createOrderList(),
  speaks: createOrderList(),
});

/** Empties all turns of a program with so many promotions. */
export function clearTurns(turns: Turns, promotions: number): void {
  clearOrderList(turns.line, promotions);
  clearOrderList(turns.receipt, promotions);
  clearOrderList(turns.gives, promotions);
  clearOrderList(turns.earn, promotions);
  clearOrderList(turns.speaks, promotions);
}

/** Gives all turns to the promotions whose bits are set. */
export function fillTurnsFromBits(turns: Turns, admitted: Int32Array, having: TurnBits): void {
  fillFromBits(turns.line, admitted, having.line);
  fillFromBits(turns.receipt, admitted, having.receipt);
  fillFromBits(turns.gives, admitted, having.gives);
  fillFromBits(turns.earn, admitted, having.earn);
  fillFromBits(turns.speaks, admitted, having.speaks);
}

function enlist(turns: Turns, order: number, duties: number): void {
  if ((duties & LINE_TURN) !== 0) append(turns.line, order);
  if ((duties & RECEIPT_TURN) !== 0) append(turns.receipt, order);
  if ((duties & ONLY_GIVES) !== 0) append(turns.gives, order);
  if ((duties & EARN_TURN) !== 0) append(turns.earn, order);
  if ((duties & SPEAKS) !== 0) append(turns.speaks, order);
}

/** Gives turns to these outcomes, which are in their order, and to no others. */
export function fillTurns(turns: Turns, outcomes: readonly Outcome[]): void {
  clearTurns(turns, outcomes.length);
  for (const { promotion } of outcomes) enlist(turns, promotion.order, promotion.duties);
}
