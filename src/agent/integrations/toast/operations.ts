import { derivedUuid } from '../derived-uuid.ts';
import type { IntegrationParts } from '../parts.ts';

/** The operation of ours that a transaction of theirs is: the same GUID is the same operation. */
export const operationOf = (
  kind: 'redeem' | 'hold' | 'accrue' | 'reverse',
  transactionGuid: string,
): string => derivedUuid('toast', kind, transactionGuid);

const mostAccruals = 100;

/**
 * The purchase that a check is now. A check whose accrual was reversed and that is accrued anew (its payment was changed)
 * becomes another purchase: a closed one stays closed.
 */
export function purchaseIdOfCheck({ store }: Pick<IntegrationParts, 'store'>, checkGuid: string): string {
  for (let round = 1; round <= mostAccruals; round += 1) {
    const purchaseId = round === 1 ? `toast:${checkGuid}` : `toast:${checkGuid}.${round}`;
    const receipt = store.receipt(purchaseId);
    if (receipt === null || receipt.state === 'open') return purchaseId;
  }
  return `toast:${checkGuid}`;
}
