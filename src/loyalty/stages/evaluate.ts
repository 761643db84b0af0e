import { applyDiscounts } from './discounts.ts';
import { earn } from './earn.ts';
import { redeem } from './redeem.ts';
import type { Run } from './run.ts';

/** Everything of one receipt from shelf amounts to points, with the promotions that are not skipped. */
export function evaluate(run: Run): void {
  applyDiscounts(run);
  redeem(run);
  earn(run);
}
