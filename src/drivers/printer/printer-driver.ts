import type { Random } from '../../shared/ports.ts';
import { answersEscPos } from '../answers-esc-pos.ts';
import type { PrinterConfig } from '../config.ts';
import type { DeviceHealth } from '../device-status.ts';
import { readyHealth } from '../ready-health.ts';
import type { Scheduler } from '../scheduler.ts';
import type { PortWatch } from '../transport/port-watch.ts';
import { cannotConfirm, endLate, openOverIdleLine } from './open-drawer.ts';
import { type PrintEnd, type PrintOutcome, runPrintJob } from './print-job.ts';
import { PrinterConversation } from './printer-conversation.ts';
import { createPrinterLink, type PrinterLink } from './printer-link.ts';
import { blockingTrouble, type PrinterStatus, printerTrouble } from './printer-status.ts';
import { PrinterStep } from './printer-step.ts';
import { PulseQueue, type PulseRequest, type WaitingPulse } from './pulse-queue.ts';

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
  /** The last word on a drawer's pulse. */
  readonly onPulse: (result: PrintResult) => void;
  readonly onHealth: (health: DeviceHealth) => void;
}

interface QueuedJob {
  readonly jobId: string;
  readonly bytes: Uint8Array;
}

const longestQueue = 50;
const healthCheckMs = 10_000;

/** Prints slips one at a time and looks after the printer in between. */
export class PrinterDriver {
  readonly #options: PrinterDriverOptions;
  readonly #link: PrinterLink;
  readonly #queue: QueuedJob[] = [];
  readonly #pulses: PulseQueue;
  readonly #step = new PrinterStep();
  #jobNumber: number;
  #busy = false;
  #look: Promise<void> = Promise.resolve();
  #closed = false;
  #cancelCheck: () => void = () => undefined;

  constructor(options: PrinterDriverOptions) {
    const { config, scheduler, random, portWatch } = options;
    this.#options = options;
    this.#pulses = new PulseQueue(
      scheduler,
      ({ jobId }, state, reason) => options.onPulse({ jobId, state, reason }),
      () => void this.#work(),
    );
    // A random start: an answer to a job of before a restart must not confirm one of after it.
    const [high = 0, low = 0] = random.bytes(2);
    this.#jobNumber = high * 256 + low;
    const onChange = (): void => void this.#work();
    this.#link = createPrinterLink({ transport: config.transport, scheduler, random, portWatch, onChange });
    void this.#work();
  }

  print(jobId: string, bytes: Uint8Array): void {
    if (this.#closed || this.#queue.length >= longestQueue) {
      this.#options.onResult({ jobId, state: 'failed', reason: this.#closed ? 'closed' : 'queue-full' });
      return;
    }
    this.#queue.push({ jobId, bytes });
    void this.#work();
  }

  /** Opens the drawer within two seconds or not at all, past a slip that hangs where the printer can. */
  openDrawer(request: PulseRequest): void {
    this.#pulses.add(request);
    if (this.#closed) this.#pulses.endAll('closed');
    else void this.#work();
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
    this.#pulses.endAll('closed');
    for (const { jobId } of this.#queue.splice(0)) {
      this.#options.onResult({ jobId, state: 'failed', reason: 'closed' });
    }
  }

  async #work(): Promise<void> {
    if (this.#busy || this.#closed) return;
    this.#busy = true;
    this.#cancelCheck();
    if (this.#queue.length === 0 && this.#pulses.isEmpty()) {
      this.#look = this.#askHealth();
      await this.#look;
    }
    let worked = true;
    while (worked) worked = await this.#workOnce();
    this.#busy = false;
    if (this.#closed) return;
    this.#cancelCheck = this.#options.scheduler.after(healthCheckMs, () => void this.#work());
  }

  /** A pulse before a slip; false when nothing waits. */
  async #workOnce(): Promise<boolean> {
    const pulse = this.#pulses.take();
    if (pulse !== null) {
      await this.#openOne(pulse);
      return true;
    }
    const job = this.#queue.shift();
    if (job !== undefined) await this.#printOne(job);
    return job !== undefined;
  }

  async #openOne(pulse: WaitingPulse): Promise<void> {
    const { config, scheduler, onHealth } = this.#options;
    const line = await this.#link.acquire();
    if (!line.ok) {
      onHealth({ state: 'offline', reason: line.error });
      return pulse.end('failed', line.error);
    }
    this.#jobNumber = (this.#jobNumber + 1) & 0xffff;
    const talk = new PrinterConversation(line.value, scheduler);
    const asksStatus = answersEscPos(config.profile);
    const rules = { confirmBy: config.confirmBy, asksStatus, jobNumber: this.#jobNumber, step: this.#step };
    let isGivenUp = false;
    await Promise.race([openOverIdleLine(talk, pulse, rules), pulse.late]);
    const giveUp = (): void => {
      isGivenUp = true;
      line.value.close();
    };
    await endLate(talk, pulse, giveUp, scheduler);
    talk.end();
    if (!isGivenUp) this.#link.release(line.value);
    onHealth(talk.hasAnswered() ? healthOf(talk.status()) : this.#silentHealth());
  }

  async #printOne({ jobId, bytes }: QueuedJob): Promise<void> {
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
      pulses: this.#pulses,
      step: this.#step,
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
