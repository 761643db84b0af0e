import { callHash } from '../../../checkout/replay.ts';
import type { ToastConfig } from '../integrations-config.ts';
import type { IntegrationParts } from '../parts.ts';
import { accountOf } from './accounts.ts';
import { accepted, refusedAnswer, type ToastAnswer } from './answer.ts';
import { judge } from './offers.ts';
import { operationOf, purchaseIdOfCheck } from './operations.ts';
import type { CheckInformation } from './schemas.ts';

/** What is kept of a redemption: where it lies, and what is answered when it is asked again. */
export type StoredRedeem = { readonly purchaseId: string; readonly checkResponse: unknown };

/** The stored redemption of a transaction, null where there was none. */
export function storedRedeem({ store }: IntegrationParts, transactionGuid: string): StoredRedeem | null {
  const stored = store.answer(operationOf('redeem', transactionGuid));
  return stored === null ? null : (JSON.parse(stored.answer) as StoredRedeem);
}

/**
 * LOYALTY_REDEEM: opens the receipt of the check and keeps its points for it alone, through a power cut, until the check is
 * accrued or the redemption is reversed. An offer that does not hold is answered as rejected, and then nothing is kept.
 */
export function redeem(
  parts: IntegrationParts,
  config: ToastConfig,
  transactionGuid: string,
  { loyaltyIdentifier, check, redemptions }: CheckInformation,
): ToastAnswer {
  const { checkout, store, clock } = parts;
  const earlier = storedRedeem(parts, transactionGuid);
  if (earlier !== null) return accepted({ checkResponse: earlier.checkResponse });
  const member = accountOf(parts, loyaltyIdentifier ?? '');
  if (!member.ok) return refusedAnswer(member.error);
  const judged = judge({ parts, config, member: member.value, check }, redemptions ?? []);
  if (!judged.ok) return refusedAnswer(judged.error);
  const { applied, rejected, cart, points } = judged.value;
  const checkResponse = { appliedRedemptions: applied, rejectedRedemptions: rejected };
  if (rejected.length > 0) return accepted({ checkResponse });
  const purchaseId = purchaseIdOfCheck(parts, check.guid);
  const opened = checkout.quote(purchaseId, cart);
  if (!opened.ok) return refusedAnswer(opened.error);
  if (points > 0) {
    const operationId = operationOf('hold', transactionGuid);
    const held = checkout.hold(purchaseId, { operationId, wallet: config.wallet, points });
    if (!held.ok) return refusedAnswer(held.error);
  }
  const answer: StoredRedeem = { purchaseId, checkResponse };
  store.transaction((writer) =>
    writer.putAnswer({
      operationId: operationOf('redeem', transactionGuid),
      bodyHash: callHash('toast-redeem', purchaseId, null),
      answer: JSON.stringify(answer),
      memberId: null,
      atMs: Math.round(clock.wallMs()),
    }),
  );
  return accepted({ checkResponse });
}
