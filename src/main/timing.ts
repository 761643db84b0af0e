/** Time and chance as a port: the supervisor's waiting can be driven by a test. */
export interface Timing {
  monotonicMs(): number;
  /** A number in [0, 1). */
  chance(): number;
  /** Runs `action` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemTiming: Timing = {
  monotonicMs: () => performance.now(),
  chance: () => Math.random(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
