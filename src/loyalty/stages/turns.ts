import { EARN_TURN, LINE_TURN, ONLY_GIVES, RECEIPT_TURN, SPEAKS } from '../program/compiled.ts';
import { appendWhere, clearOrderList, createOrderList, type OrderList } from './order-list.ts';
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

/** Gives an entrant its turns. */
export function enlist(turns: Turns, order: number, duties: number): void {
  appendWhere(turns.line, order, duties, LINE_TURN);
  appendWhere(turns.receipt, order, duties, RECEIPT_TURN);
  appendWhere(turns.gives, order, duties, ONLY_GIVES);
  appendWhere(turns.earn, order, duties, EARN_TURN);
  appendWhere(turns.speaks, order, duties, SPEAKS);
}

/** Gives turns to these outcomes, which are in their order, and to no others. */
export function fillTurns(turns: Turns, outcomes: readonly Outcome[]): void {
  clearTurns(turns, outcomes.length);
  for (const { promotion } of outcomes) enlist(turns, promotion.order, promotion.duties);
}
