import type { PurchaseLookup } from '../contracts/sync.ts';
import type { Result } from '../shared/result.ts';
import type { TillStore } from '../store/till-store.ts';

type Parts = {
  readonly store: Pick<TillStore, 'quarantine'>;
  readonly askPurchase: (purchaseId: string) => Promise<Result<PurchaseLookup['purchase'], string>>;
};

const mostAtOnce = 100;

/**
 * Asks the hub for purchases whose operation could not be read in a damaged file. One the hub has was not lost and leaves
 * the quarantine; the others stay for a person. Answers how many left.
 */
export async function askForLost({ store, askPurchase }: Parts): Promise<number> {
  let found = 0;
  for (const { purchaseId, operationId } of store.quarantine.lostPurchases(mostAtOnce)) {
    const answer = await askPurchase(purchaseId);
    if (!answer.ok) return found;
    if (answer.value?.operationId !== operationId) continue;
    store.quarantine.foundAtHub(operationId);
    found += 1;
  }
  return found;
}
