/** Work that a register need not wait for: done once the answer is on its way, the same work once for all that asked. */
export type AfterAnswer = {
  readonly run: (work: () => void) => void;
  /** Drops what waits: the store behind it is about to close, and all of it is found again at the next start. */
  readonly stop: () => void;
};

export function createAfterAnswer(onFault: (cause: unknown) => void): AfterAnswer {
  const waiting = new Set<() => void>();
  let turn: NodeJS.Immediate | null = null;
  const runAll = (): void => {
    turn = null;
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
      turn ??= setImmediate(runAll);
    },
    stop() {
      waiting.clear();
      if (turn !== null) clearImmediate(turn);
      turn = null;
    },
  };
}
