type Due = { readonly atMs: number; readonly action: () => void };

/** One turn of the event loop: everything that could go on at once has gone on a step. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** The longest way between two timers: a client pauses for a turn between its pieces, a hub gathers what comes together. */
const turnsOfOne = 12;
async function turns(): Promise<void> {
  for (let count = 0; count < turnsOfOne; count += 1) await turn();
}

/** Time that passes only as fast as all that is due in it is done. */
export class VirtualTime {
  nowMs: number;
  readonly #due: Due[] = [];

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** Does something later; the function answered takes it back. */
  after = (delayMs: number, action: () => void): (() => void) => {
    const due = { atMs: this.nowMs + Math.max(0, delayMs), action };
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#due[middle]?.atMs ?? 0) > due.atMs) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, due);
    return () => {
      const index = this.#due.indexOf(due);
      if (index >= 0) this.#due.splice(index, 1);
    };
  };

  wait = (delayMs: number): Promise<void> => new Promise((resolve) => this.after(delayMs, resolve));

  /** Lets all happen that is due up to an instant. */
  async runUntil(endMs: number): Promise<void> {
    // What was begun before may be on its way to its first timer.
    await turns();
    for (;;) {
      const next = this.#due.at(-1);
      if (next === undefined || next.atMs > endMs) break;
      this.#due.pop();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.action();
      // What is due at the same instant happens together.
      if (this.#due.at(-1)?.atMs !== next.atMs) await turns();
    }
    this.nowMs = endMs;
  }

  runFor = (durationMs: number): Promise<void> => this.runUntil(this.nowMs + durationMs);
}
