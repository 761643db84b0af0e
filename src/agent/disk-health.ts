import type { Clock } from '../shared/ports.ts';
import { DatabaseFailure, type DatabaseFailureCode } from '../sqlite/database-failure.ts';
import type { TillStore } from '../store/till-store.ts';

/** What a disk that takes nothing answers; anything else is another trouble. */
const diskFailures: ReadonlySet<DatabaseFailureCode> = new Set(['disk-full', 'read-only', 'io']);
/** A disk that failed is tried again after so long. */
const retryMs = 3_000;

export type DiskHealth = {
  /** Whether something can be booked. After a failure it tries the disk again every few seconds, when asked. */
  readonly serves: () => boolean;
  /** The same store, watched: a failed write takes the till down to its read-only rung at once. */
  readonly watch: (store: TillStore) => TillStore;
};

/** `hasRoom` foresees a full disk; this learns from writes that failed: read-only, over a quota, gone. */
export function createDiskHealth(clock: Clock, hasRoom: () => boolean): DiskHealth {
  let failedAtMs: number | null = null;
  let probe = (): void => {};
  const watched =
    <Arguments extends readonly unknown[], T>(work: (...given: Arguments) => T) =>
    (...given: Arguments): T => {
      try {
        return work(...given);
      } catch (error) {
        if (error instanceof DatabaseFailure && diskFailures.has(error.code))
          failedAtMs = clock.monotonicMs();
        throw error;
      }
    };
  const triesAgain = (): boolean => {
    try {
      probe();
      failedAtMs = null;
    } catch (error) {
      if (!(error instanceof DatabaseFailure)) throw error;
      failedAtMs = clock.monotonicMs();
    }
    return failedAtMs === null;
  };
  return {
    serves() {
      if (!hasRoom()) return false;
      if (failedAtMs === null) return true;
      return clock.monotonicMs() - failedAtMs >= retryMs && triesAgain();
    },
    watch(store) {
      probe = store.tryDisk;
      return {
        ...store,
        transaction: watched(store.transaction) as TillStore['transaction'],
        carts: { ...store.carts, put: watched(store.carts.put) },
      };
    },
  };
}
