/** Delayed actions as a port, so that time-outs of the drivers can be driven by a test. */
export interface Scheduler {
  /** Runs `action` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemScheduler: Scheduler = {
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
