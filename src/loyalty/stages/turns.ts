import { EARN_TURN, LINE_TURN, ONLY_GIVES, RECEIPT_TURN, SPEAKS } from '../program/compiled.ts';
import type { Outcome, OutcomeList, Turns } from './run.ts';

const createList = (): OutcomeList => ({ count: 0, items: [] });

export const createTurns = (): Turns => ({
  line: createList(),
  receipt: createList(),
  gives: createList(),
  earn: createList(),
  speaks: createList(),
});

export function clearTurns(turns: Turns): void {
  turns.line.count = 0;
  turns.receipt.count = 0;
  turns.gives.count = 0;
  turns.earn.count = 0;
  turns.speaks.count = 0;
}

function append(list: OutcomeList, outcome: Outcome): void {
  list.items[list.count] = outcome;
  list.count += 1;
}

/** Gives an entrant its turns: most promotions have one thing to do. */
export function enlist(turns: Turns, outcome: Outcome, duties: number): void {
  if ((duties & LINE_TURN) !== 0) append(turns.line, outcome);
  if ((duties & RECEIPT_TURN) !== 0) append(turns.receipt, outcome);
  if ((duties & ONLY_GIVES) !== 0) append(turns.gives, outcome);
  if ((duties & EARN_TURN) !== 0) append(turns.earn, outcome);
  if ((duties & SPEAKS) !== 0) append(turns.speaks, outcome);
}

/** Gives turns to these outcomes, which are in their order, and to no others. */
export function fillTurns(turns: Turns, outcomes: readonly Outcome[]): void {
  clearTurns(turns);
  for (const outcome of outcomes) enlist(turns, outcome, outcome.promotion.duties);
}
