import type { Scheduler } from '../../src/drivers/scheduler.ts';
import type { Clock } from '../../src/shared/ports.ts';

/** Time that stands still until the test moves it. */
export class ManualTime implements Clock, Scheduler {
  #nowMs = 0;
  #planned: Array<{ dueMs: number; action: () => void }> = [];

  wallMs(): number {
    return 1_700_000_000_000 + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const plan = { dueMs: this.#nowMs + delayMs, action };
    this.#planned.push(plan);
    return () => {
      this.#planned = this.#planned.filter((one) => one !== plan);
    };
  }

  /** Lets time pass; what falls due runs at its time, or `lateMs` after it when the process was busy. */
  pass(ms: number, lateMs = 0): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#planned.filter((plan) => plan.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      this.#planned = this.#planned.filter((plan) => plan !== next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs + lateMs);
      next.action();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** Delays until each planned action, soonest first. */
  planned(): number[] {
    return this.#planned.map((plan) => plan.dueMs - this.#nowMs).sort((a, b) => a - b);
  }
}
