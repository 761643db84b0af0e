export type AttemptLimit = {
  /** False when this caller has failed too often within the last minute. */
  readonly mayTry: (caller: string, nowMs: number) => boolean;
  readonly failed: (caller: string, nowMs: number) => void;
};

const windowMs = 60_000;
/** Callers remembered at once; beyond it the oldest are forgotten, so that memory stays bounded. */
const mostCallers = 10_000;

/** Counts failures by caller in one-minute windows. */
export function createAttemptLimit(mostFailures: number): AttemptLimit {
  const callers = new Map<string, { startedAtMs: number; failures: number }>();
  const current = (caller: string, nowMs: number) => {
    const entry = callers.get(caller);
    return entry === undefined || nowMs - entry.startedAtMs >= windowMs ? null : entry;
  };
  return {
    mayTry: (caller, nowMs) => (current(caller, nowMs)?.failures ?? 0) < mostFailures,
    failed(caller, nowMs) {
      const entry = current(caller, nowMs) ?? { startedAtMs: nowMs, failures: 0 };
      entry.failures += 1;
      callers.delete(caller);
      callers.set(caller, entry);
      const oldest = callers.size > mostCallers ? callers.keys().next().value : undefined;
      if (oldest !== undefined) callers.delete(oldest);
    },
  };
}
