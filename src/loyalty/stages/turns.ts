import * as fromCompiled from '../program/compiled.ts';
import type { OrderList } from './order-list.ts';
import * as fromOrderList from './order-list.ts';
import type { Outcome, Outcomes } from './outcomes.ts';
import * as fromOutcomes from './outcomes.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { EARN_TURN, LINE_TURN, ONLY_GIVES, RECEIPT_TURN, SPEAKS } = fromCompiled;
const { append, clearOrderList, createOrderList } = fromOrderList;
const { PENDING } = fromOutcomes;

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

/** 1 where the duty is among those of a promotion, else 0. */
const has = (duties: number, duty: number): number => (duties >>> (31 - Math.clz32(duty))) & 1;

/**
 * Gives the listed promotions that nothing has refused their turns; the turns are empty and have room for all. Each
 * order number is written to every list and counted where it belongs: which turns a promotion has cannot be guessed, and
 * each wrong guess of the processor would cost more than the writing.
 */
export function fillTurnsOfPending(
  turns: Turns,
  { count, orders }: OrderList,
  { verdict }: Outcomes,
  duties: Int32Array,
): void {
  const line = turns.line.orders;
  const receipt = turns.receipt.orders;
  const gives = turns.gives.orders;
  const earn = turns.earn.orders;
  const speaks = turns.speaks.orders;
  let lines = 0;
  let receipts = 0;
  let giving = 0;
  let earning = 0;
  let speaking = 0;
  for (let i = 0; i < count; i += 1) {
    const order = orders[i] as number;
    if (verdict[order] !== PENDING) continue;
    const own = duties[order] as number;
    line[lines] = order;
    lines += has(own, LINE_TURN);
    receipt[receipts] = order;
    receipts += has(own, RECEIPT_TURN);
    gives[giving] = order;
    giving += has(own, ONLY_GIVES);
    earn[earning] = order;
    earning += has(own, EARN_TURN);
    speaks[speaking] = order;
    speaking += has(own, SPEAKS);
  }
  turns.line.count = lines;
  turns.receipt.count = receipts;
  turns.gives.count = giving;
  turns.earn.count = earning;
  turns.speaks.count = speaking;
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
