import type { Program } from '../contracts/program.ts';
import { type ReturnSettlement, settleReturn } from '../loyalty/clawback.ts';
import { summed } from '../loyalty/ledger/return-body.ts';
import type { BookedPurchase } from '../loyalty/rest-program.ts';
import { previewReturn, type ReturnPreview } from '../loyalty/return-preview.ts';
import type { LineQuantity } from '../loyalty/returns.ts';

/** How points that are to be taken are settled, by either policy; null where the rest cannot be quoted anew. */
export type CaseSettlement = { readonly share: ReturnSettlement; readonly requote: ReturnSettlement | null };

/**
 * Settles a preview by the program's `clawback`. `before`: what came back earlier. `balances`: points that the member has
 * now, pending ones included; without them all that the purchase earned is still there.
 */
export function settleCase(
  program: Program,
  purchase: BookedPurchase,
  before: readonly LineQuantity[],
  { share, requote }: ReturnPreview,
  balances: Readonly<Record<string, number>> | undefined,
): CaseSettlement {
  const available =
    balances ?? Object.fromEntries(program.wallets.map(({ id }) => [id, Number.POSITIVE_INFINITY]));
  const found = before.length === 0 ? null : previewReturn(program, purchase, [], summed(before));
  const earlier = found?.ok ? found.value : null;
  return {
    share: settleReturn(program, share, available, earlier?.share.totals.earned),
    requote:
      requote === null ? null : settleReturn(program, requote, available, earlier?.requote?.totals.earned),
  };
}
