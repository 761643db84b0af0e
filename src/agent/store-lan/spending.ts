import type { Mode } from '../../contracts/till-status.ts';
import type { TillStore } from '../../store/till-store.ts';
import type { StoreLan } from './store-lan.ts';

/** What calls that may spend points do beside the use case itself. */
export type Spending = {
  /** Before a cart of a member is priced or points are held; null: nothing to wait for. */
  readonly before: (memberId: string | null) => Promise<void> | null;
  /** The same for the member of an open receipt. */
  readonly beforeReceipt: (purchaseId: string) => Promise<void> | null;
  /** After points were held or paid. */
  readonly after: (memberId: string) => void;
};

/** A till that shares nothing waits for nobody. */
export const spendsAlone: Spending = {
  before: () => null,
  beforeReceipt: () => null,
  after: () => undefined,
};

/**
 * While the hub is away, a till first gathers what the other tills of its store have free of the member's points. While
 * it is there, points taken here are taken from the others' parts too, behind the customer's back: the line may fail at
 * any moment, and then they must not go out a second time.
 */
export function createSpending(
  lan: StoreLan,
  store: Pick<TillStore, 'receipt' | 'unsettledSpend' | 'heldPoints'>,
  mode: () => Mode,
): Spending {
  const before: Spending['before'] = (memberId) =>
    memberId === null || mode() !== 'offline' ? null : lan.gather(memberId);
  const isAnything = (points: Readonly<Record<string, number>>): boolean =>
    Object.values(points).some((one) => one > 0);
  return {
    before,
    beforeReceipt(purchaseId) {
      const receipt = store.receipt(purchaseId);
      return receipt?.state === 'open' ? before(receipt.memberId) : null;
    },
    after(memberId) {
      if (isAnything(store.unsettledSpend(memberId)) || isAnything(store.heldPoints(memberId, null)))
        void lan.gather(memberId);
    },
  };
}

/** Online the hub is asked, offline the other tills: never both. */
export function withLeases(
  leasing: Pick<Spending, 'before'>,
  lan: Spending,
  store: Pick<TillStore, 'receipt'>,
): Spending {
  const before: Spending['before'] = (memberId) => leasing.before(memberId) ?? lan.before(memberId);
  return {
    before,
    beforeReceipt(purchaseId) {
      const receipt = store.receipt(purchaseId);
      return receipt?.state === 'open' ? before(receipt.memberId) : null;
    },
    after: lan.after,
  };
}

/** Runs a use case once its points are gathered; at once where there is nothing to gather. */
export const whenGathered = <T>(gathering: Promise<void> | null, run: () => T): T | Promise<T> =>
  gathering === null ? run() : gathering.then(run);
