import { truncate } from '../cart/truncate.ts';
import { type Outcome, PENDING, type Turns } from './run.ts';

const turns: Turns & { readonly entrants: Outcome[] } = {
  entrants: [],
  line: [],
  receipt: [],
  gives: [],
  earn: [],
  speaks: [],
};

/** Sorts out who takes which turn. The lists are scratch: they are good until the next quote. */
export function takeTurns(seen: readonly Outcome[]): typeof turns {
  for (const list of Object.values(turns)) truncate(list, 0);
  for (const outcome of seen) {
    if (outcome.verdict !== PENDING) continue;
    const { promotion } = outcome;
    turns.entrants.push(outcome);
    if (promotion.lineSteps.length > 0) turns.line.push(outcome);
    if (promotion.receiptSteps.length > 0) turns.receipt.push(outcome);
    if (promotion.onlyGives) turns.gives.push(outcome);
    if (promotion.earnSteps.length > 0) turns.earn.push(outcome);
    if (promotion.speaks) turns.speaks.push(outcome);
  }
  return turns;
}
