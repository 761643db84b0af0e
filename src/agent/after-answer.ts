/** Work that a register need not wait for: done once the answer is on its way, the same work once for all that asked. */
export type AfterAnswer = {
  readonly run: (work: () => void) => void;
  /** Drops what waits: the store behind it is about to close, and all of it is found again at the next start. */
  readonly stop: () => void;
};

/** `delayMs`: how long the first that asks waits for others; null: until the next turn of the event loop. */
export function createAfterAnswer(
  onFault: (cause: unknown) => void,
  delayMs: number | null = null,
): AfterAnswer {
  const waiting = new Set<() => void>();
  let cancel: (() => void) | null = null;
  const runAll = (): void => {
    cancel = null;
    const works = [...waiting];
    waiting.clear();
    for (const work of works) {
      try {
        work();
      } catch (cause) {
        onFault(cause);
      }
    }
  };
  return {
    run(work) {
      waiting.add(work);
      cancel ??= schedule(runAll, delayMs);
    },
    stop() {
      waiting.clear();
      cancel?.();
      cancel = null;
    },
  };
}

function schedule(work: () => void, delayMs: number | null): () => void {
  if (delayMs === null) {
    const turn = setImmediate(work);
    return () => clearImmediate(turn);
  }
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
}
