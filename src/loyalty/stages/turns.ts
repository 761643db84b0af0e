import { truncate } from '../cart/truncate.ts';
import { EARN_TURN, LINE_TURN, ONLY_GIVES, RECEIPT_TURN, SPEAKS } from '../program/compiled.ts';
import type { Outcome, Turns } from './run.ts';

/** Scratch of one quote: who takes which turn. */
export type Admitted = Turns & {
  /** All promotions in force here and now that the receipt touches. */
  readonly seen: Outcome[];
  /** Those whose conditions hold. */
  readonly entrants: Outcome[];
};

export const createAdmitted = (): Admitted => ({
  seen: [],
  entrants: [],
  line: [],
  receipt: [],
  gives: [],
  earn: [],
  speaks: [],
});

export function clearAdmitted(admitted: Admitted): void {
  truncate(admitted.seen, 0);
  truncate(admitted.entrants, 0);
  truncate(admitted.line, 0);
  truncate(admitted.receipt, 0);
  truncate(admitted.gives, 0);
  truncate(admitted.earn, 0);
  truncate(admitted.speaks, 0);
}

/** Gives an entrant its turns: most promotions have one thing to do. */
export function enlist(admitted: Admitted, outcome: Outcome, duties: number): void {
  admitted.entrants.push(outcome);
  if ((duties & LINE_TURN) !== 0) admitted.line.push(outcome);
  if ((duties & RECEIPT_TURN) !== 0) admitted.receipt.push(outcome);
  if ((duties & ONLY_GIVES) !== 0) admitted.gives.push(outcome);
  if ((duties & EARN_TURN) !== 0) admitted.earn.push(outcome);
  if ((duties & SPEAKS) !== 0) admitted.speaks.push(outcome);
}
