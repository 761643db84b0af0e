import { err, ok, type Result } from '../shared/result.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';

/** What a disk that takes nothing owes: written down in its order as soon as it takes something again. */
export type OwedWrites = {
  /** Tries the work, which changes nothing where it fails; an error: the disk takes nothing now. */
  readonly attempt: <T>(work: () => T) => Result<T, null>;
  /** Writes this behind whatever is owed; false: it is owed now. */
  readonly write: (write: () => void) => boolean;
  /** False: something is still owed. */
  readonly settle: () => boolean;
  readonly stop: () => void;
};

export type OwedWritesOptions = {
  /** Returns the cancelling function. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  readonly retryMs: number;
  /** After a failure, once nothing is owed any more. */
  readonly onServes: () => void;
};

/** Remembers writes in memory: for what may be lost with the process, but must not end it. */
export function createOwedWrites({ after, retryMs, onServes }: OwedWritesOptions): OwedWrites {
  const owed: (() => void)[] = [];
  let cancelRetry: (() => void) | null = null;
  let stopped = false;

  const attempt: OwedWrites['attempt'] = (work) => {
    try {
      return ok(work());
    } catch (error) {
      if (!(error instanceof DatabaseFailure)) throw error;
    }
    if (!stopped) {
      cancelRetry ??= after(retryMs, () => {
        cancelRetry = null;
        if (settle()) onServes();
      });
    }
    return err(null);
  };
  const settle = (): boolean => {
    for (let [write] = owed; write !== undefined; [write] = owed) {
      if (!attempt(write).ok) return false;
      owed.shift();
    }
    return true;
  };
  return {
    attempt,
    write(write) {
      owed.push(write);
      return settle();
    },
    settle,
    stop() {
      stopped = true;
      cancelRetry?.();
    },
  };
}
