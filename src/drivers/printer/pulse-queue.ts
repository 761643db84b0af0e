import type { Scheduler } from '../scheduler.ts';

/** A drawer that opens later than this opens by itself for whoever stands there. */
export const pulseLifeMs = 2000;

/** Why a drawer stayed closed although its printer is there: the printer did not get to it in time. */
export const drawerNotOpened = 'drawer-not-opened';

export interface PulseRequest {
  readonly jobId: string;
  /** Takes its turn among what the printer has been sent. */
  readonly bytes: Uint8Array;
  /** Obeyed at once, past the printer's buffer; null where the printer's language has no such command. */
  readonly atOnce: Uint8Array | null;
  /** How long ago it was asked for. */
  readonly ageMs: number;
}

export type PulseEnd = 'confirmed' | 'unknown' | 'failed';

/** A pulse on its way. Its end comes once: `failed` means that nothing left, nor will. One that waits ends with its time. */
export interface WaitingPulse extends PulseRequest {
  isOpen(): boolean;
  /** Its bytes are about to leave: whoever sends them says how it ended, or nobody after twice its time. */
  begin(): void;
  end(state: PulseEnd, reason: string | null): void;
  /** Settles at its end, and when its time is over. */
  readonly late: Promise<void>;
}

/** Pulses that wait for a printer, each no longer than its life. */
export class PulseQueue {
  readonly #scheduler: Scheduler;
  readonly #onEnd: (pulse: PulseRequest, state: PulseEnd, reason: string | null) => void;
  readonly #waiting: WaitingPulse[] = [];
  readonly #onPutBack: () => void;
  #onAdded: () => void = () => undefined;

  constructor(
    scheduler: Scheduler,
    onEnd: (pulse: PulseRequest, state: PulseEnd, reason: string | null) => void,
    onPutBack: () => void = () => undefined,
  ) {
    this.#onPutBack = onPutBack;
    this.#scheduler = scheduler;
    this.#onEnd = onEnd;
  }

  add(request: PulseRequest): void {
    let isOpen = true;
    let begun = false;
    let settle = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const end = (state: PulseEnd, reason: string | null): void => {
      if (!isOpen) return;
      isOpen = false;
      cancel();
      settle();
      const place = this.#waiting.indexOf(pulse);
      if (place >= 0) this.#waiting.splice(place, 1);
      this.#onEnd(request, state, reason);
    };
    let cancel = this.#scheduler.after(Math.max(0, pulseLifeMs - request.ageMs), () => {
      if (!begun) return end('failed', drawerNotOpened);
      settle();
      cancel = this.#scheduler.after(pulseLifeMs, () => end('unknown', 'no-confirmation'));
    });
    const begin = (): void => {
      begun = true;
    };
    const pulse: WaitingPulse = { ...request, isOpen: () => isOpen, begin, end, late };
    this.#waiting.push(pulse);
    this.#onAdded();
  }

  isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  take(): WaitingPulse | null {
    return this.#waiting.shift() ?? null;
  }

  /** One that could not be sent yet waits on, before the others. */
  putBack(pulse: WaitingPulse): void {
    if (!pulse.isOpen()) return;
    this.#waiting.unshift(pulse);
    this.#onAdded();
    // Whoever held it may have been the last to look.
    this.#onPutBack();
  }

  /** The one listener for pulses that come from now on. The returned function ends it. */
  whenAdded(listener: () => void): () => void {
    this.#onAdded = listener;
    return () => {
      this.#onAdded = () => undefined;
    };
  }

  /** Ends all that wait. */
  endAll(reason: string): void {
    for (const pulse of this.#waiting.splice(0)) pulse.end('failed', reason);
  }
}
