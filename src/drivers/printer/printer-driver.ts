import type { Random } from '../../shared/ports.ts';
import { answersEscPos } from '../answers-esc-pos.ts';
import type { PrinterConfig } from '../config.ts';
import type { DeviceHealth } from '../device-status.ts';
import { readyHealth } from '../ready-health.ts';
import type { Scheduler } from '../scheduler.ts';
import type { PortWatch } from '../transport/port-watch.ts';
import { cannotConfirm, type PrintEnd, type PrintOutcome, runPrintJob } from './print-job.ts';
import { PrinterConversation } from './printer-conversation.ts';
import { createPrinterLink, type PrinterLink } from './printer-link.ts';
import { blockingTrouble, type PrinterStatus, printerTrouble } from './printer-status.ts';

export interface PrintResult {
  readonly jobId: string;
  readonly state: 'sent' | PrintEnd;
  readonly reason: string | null;
}

export interface PrinterDriverOptions {
  readonly config: PrinterConfig;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly portWatch: PortWatch | null;
  /** Called with `sent` when the bytes have left, and once with the last word on the job. */
  readonly onResult: (result: PrintResult) => void;
  readonly onStarted: (jobId: string) => void;
  readonly onHealth: (health: DeviceHealth) => void;
}

interface QueuedJob {
  readonly jobId: string;
  readonly bytes: Uint8Array;
  readonly whenBlocked: Uint8Array | null;
}

const longestQueue = 50;
const healthCheckMs = 10_000;

/** Prints slips one at a time and looks after the printer in between. */
export class PrinterDriver {
  readonly #options: PrinterDriverOptions;
  readonly #link: PrinterLink;
  readonly #queue: QueuedJob[] = [];
  #jobNumber: number;
  #busy = false;
  #look: Promise<void> = Promise.resolve();
  #closed = false;
  #cancelCheck: () => void = () => undefined;

  constructor(options: PrinterDriverOptions) {
    const { config, scheduler, random, portWatch } = options;
    this.#options = options;
    // A random start: an answer to a job of before a restart must not confirm one of after it.
    const [high = 0, low = 0] = random.bytes(2);
    this.#jobNumber = high * 256 + low;
    const onChange = (): void => void this.#work();
    this.#link = createPrinterLink({ transport: config.transport, scheduler, random, portWatch, onChange });
    void this.#work();
  }

  /** `whenBlocked`: what is sent instead while the printer cannot print. */
  print(jobId: string, bytes: Uint8Array, whenBlocked: Uint8Array | null = null): void {
    if (this.#closed || this.#queue.length >= longestQueue) {
      this.#options.onResult({ jobId, state: 'failed', reason: this.#closed ? 'closed' : 'queue-full' });
      return;
    }
    this.#queue.push({ jobId, bytes, whenBlocked });
    void this.#work();
  }

  /** Looks at the printer now unless a slip is under way, which looks anyway; settles when it has been told. */
  async checkHealth(): Promise<void> {
    await this.#link.tryNow();
    void this.#work();
    await this.#look;
  }

  close(): void {
    this.#closed = true;
    this.#cancelCheck();
    this.#link.close();
    for (const { jobId } of this.#queue.splice(0)) {
      this.#options.onResult({ jobId, state: 'failed', reason: 'closed' });
    }
  }

  async #work(): Promise<void> {
    if (this.#busy || this.#closed) return;
    this.#busy = true;
    this.#cancelCheck();
    if (this.#queue.length === 0) {
      this.#look = this.#askHealth();
      await this.#look;
    }
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      await this.#printOne(job);
    }
    this.#busy = false;
    if (this.#closed) return;
    this.#cancelCheck = this.#options.scheduler.after(healthCheckMs, () => void this.#work());
  }

  async #printOne({ jobId, bytes, whenBlocked }: QueuedJob): Promise<void> {
    const { config, scheduler, onResult, onHealth } = this.#options;
    const line = await this.#link.acquire();
    if (!line.ok) {
      onHealth({ state: 'offline', reason: line.error });
      onResult({ jobId, state: 'failed', reason: line.error });
      return;
    }
    this.#jobNumber = (this.#jobNumber + 1) & 0xffff;
    const outcome = await runPrintJob({
      channel: line.value,
      bytes,
      whenBlocked,
      jobNumber: this.#jobNumber,
      confirmBy: config.confirmBy,
      asksStatus: answersEscPos(config.profile),
      timeoutMs: config.timeoutMs,
      scheduler,
      onStarted: () => this.#options.onStarted(jobId),
      onSent: () => onResult({ jobId, state: 'sent', reason: null }),
    });
    if (outcome.leavesRest) line.value.close();
    else this.#link.release(line.value);
    onHealth(this.#healthAfter(outcome));
    onResult({ jobId, state: outcome.state, reason: outcome.reason });
  }

  async #askHealth(): Promise<void> {
    const { scheduler, onHealth } = this.#options;
    const line = await this.#link.acquire();
    if (!line.ok) return onHealth({ state: 'offline', reason: line.error });
    const talk = new PrinterConversation(line.value, scheduler);
    const answered = answersEscPos(this.#options.config.profile) && (await talk.askStatus());
    talk.end();
    this.#link.release(line.value);
    onHealth(answered ? healthOf(talk.status()) : this.#silentHealth());
  }

  /** Silence is unwell in a printer that can talk, and merely unknown in a clone that cannot. */
  #silentHealth(): DeviceHealth {
    return this.#options.config.confirmBy === 'process-id'
      ? { state: 'offline', reason: 'no-answer' }
      : { state: 'degraded', reason: 'no-status' };
  }

  #healthAfter({ status, reason }: PrintOutcome): DeviceHealth {
    if (status.paperEnd === null && status.coverOpen === null) return this.#silentHealth();
    const told = reason === null || reason === cannotConfirm || blockingTrouble(status) !== null;
    return told ? healthOf(status) : { state: 'degraded', reason };
  }
}

function healthOf(status: PrinterStatus): DeviceHealth {
  const trouble = printerTrouble(status);
  return trouble === null ? readyHealth : { state: 'degraded', reason: trouble };
}
