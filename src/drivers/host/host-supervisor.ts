import type { Clock } from '../../shared/ports.ts';
import type { Scheduler } from '../scheduler.ts';
import type { HostProcess, LaunchHost } from './host-process.ts';
import type { FromHost, ToHost } from './messages.ts';

export interface HostSupervisorOptions {
  readonly launch: LaunchHost;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** A new process is running and knows nothing yet. */
  readonly onStarted: () => void;
  readonly onMessage: (message: FromHost) => void;
  /** The process has ended; whether and when another is started. */
  readonly onEnded: (how: string, restartInMs: number | null) => void;
}

const pingEveryMs = 1000;
/**
 * A host that leaves so many pings in a row unanswered hangs in native code and will not come back. Counted, not
 * timed: after a pause of this process itself (a suspended machine, a busy one) the answers are there and unread.
 */
const unansweredPings = 3;
/** One that has not spoken yet is loading its code, on a slow machine for long: ended now, it would never get there. */
const unansweredPingsAtStart = 30;
/** After the first crash at once: a cashier may be scanning. Only one that dies again and again is given time. */
const secondRestartMs = 100;
const longestRestartMs = 5000;
/** A host that lived this long did not die of its start. */
const settledAfterMs = 30_000;
const closeTimeoutMs = 1000;
/** A process inside a call of the kernel that cannot be interrupted outlives its end by that call, perhaps for ever. */
const endTimeoutMs = 1000;

/**
 * Keeps one host process running: restarts it when it ends, ends it when it stops answering. One that does not even end
 * is forgotten, and another takes its place; the port it hangs at stays its own until it is gone.
 */
export class HostSupervisor {
  readonly #options: HostSupervisorOptions;
  #host: HostProcess | null = null;
  /** Stands for the present process: whatever an earlier one still says is nothing any more. */
  #life: object | null = null;
  #closed = false;
  #failures = 0;
  #startedMs = 0;
  #pings = 0;
  #unanswered = 0;
  #mayLeaveUnanswered = unansweredPingsAtStart;
  #cancelPing: () => void = () => undefined;
  #cancelEnd: () => void = () => undefined;
  #cancelRestart: () => void = () => undefined;
  #onExited: () => void = () => undefined;

  constructor(options: HostSupervisorOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, launch } = this.#options;
    this.#startedMs = clock.monotonicMs();
    this.#unanswered = 0;
    this.#mayLeaveUnanswered = unansweredPingsAtStart;
    const life: object = {};
    this.#life = life;
    this.#host = launch({
      onMessage: (message) => {
        if (this.#life !== life) return;
        this.#unanswered = 0;
        this.#mayLeaveUnanswered = unansweredPings;
        this.#options.onMessage(message);
      },
      onExit: (how) => {
        if (this.#life === life) this.#exited(how);
      },
    });
    this.#options.onStarted();
    this.#planPing();
  }

  /** False when no process is there to take the message. */
  send(message: ToHost): boolean {
    this.#host?.send(message);
    return this.#host !== null;
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#cancelRestart();
    this.#cancelPing();
    this.#cancelEnd();
    const running = this.#host;
    if (running === null) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.scheduler.after(closeTimeoutMs, resolve);
      this.#onExited = () => {
        cancel();
        resolve();
      };
      running.kill();
    });
  }

  #exited(how: string): void {
    const { clock, scheduler } = this.#options;
    this.#host = null;
    this.#life = null;
    this.#cancelPing();
    this.#cancelEnd();
    if (this.#closed) {
      this.#options.onEnded(how, null);
      this.#onExited();
      return;
    }
    const settled = clock.monotonicMs() - this.#startedMs > settledAfterMs;
    this.#failures = settled ? 1 : this.#failures + 1;
    const delayMs =
      this.#failures === 1
        ? 0
        : Math.min(longestRestartMs, secondRestartMs * 2 ** Math.min(this.#failures - 2, 16));
    this.#cancelRestart = scheduler.after(delayMs, () => this.start());
    this.#options.onEnded(how, delayMs);
  }

  #planPing(): void {
    this.#cancelPing = this.#options.scheduler.after(pingEveryMs, () => this.#ping());
  }

  #ping(): void {
    if (this.#unanswered >= this.#mayLeaveUnanswered) {
      this.#cancelEnd = this.#options.scheduler.after(endTimeoutMs, () =>
        this.#exited('hangs, and cannot end'),
      );
      this.#host?.kill();
      return;
    }
    this.#unanswered += 1;
    this.#pings += 1;
    this.send({ type: 'ping', n: this.#pings });
    this.#planPing();
  }
}
