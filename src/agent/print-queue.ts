import type { PrintResultMessage } from '../drivers/host/messages.ts';
import type { PrintJobStore, PrintState, QueuedPrintJob } from '../store/print-jobs.ts';
import { createOwedWrites } from './owed-writes.ts';

export type PrintQueueOptions = {
  readonly jobs: PrintJobStore;
  /** Hands a job to the printer; its fate comes back through `onResult`. */
  readonly print: (jobId: string, bytes: Uint8Array) => void;
  /** Delays the next try after a job that never left; returns the cancelling function. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  readonly wallMs: () => number;
  /** The slip as it goes to the printer: with what stands above each, and marked as a copy where it is one. */
  readonly withHead: (bytes: Uint8Array, isCopy: boolean) => Uint8Array;
};

export type PrintQueue = {
  /** A slip was queued: prints it when the printer is free. */
  readonly poke: () => void;
  readonly onResult: (result: PrintResultMessage) => void;
  /** The printer can print again: what waits for it need not wait for its next try. */
  readonly onPrinterReady: () => void;
  /** Prints nothing from here on; what is still said of the slip under way is written down. */
  readonly close: () => void;
};

/** A job is tried again only while no byte of it has left; this far apart, as long as it is worth printing. */
const RETRY_DELAY_MS = 3000;
/** A slip that comes out half an hour later is litter: its customer has gone. */
export const SLIP_EXPIRES_MS = 30 * 60_000;
const printedStates: ReadonlySet<PrintState> = new Set(['sent', 'confirmed', 'unknown']);
/** Failures that no waiting mends. */
const hopeless = new Set(['no-printer', 'closed']);

/**
 * One slip at a time, oldest first, from the durable queue. While the printer cannot print (no paper, cover open, no
 * line) the queue stands still; a slip that has waited too long ends as `failed` / `expired`. A slip whose first byte
 * may have left is never sent again by itself: it becomes `unknown`, and a person decides; asked for once more, it is
 * marked as a copy. Paper never holds up a sale. Of a disk that takes nothing the queue waits too: what is to be written
 * down is remembered, and no slip is begun before it is.
 */
export function createPrintQueue(options: PrintQueueOptions): PrintQueue {
  const { jobs } = options;
  let current: QueuedPrintJob | null = null;
  let cancelRetry: (() => void) | null = null;
  let closed = false;
  /** A till that ends before the disk has taken them finds the slip as it began: `unknown`. */
  const owed = createOwedWrites({ after: options.after, retryMs: RETRY_DELAY_MS, onServes: () => next() });
  owed.write(() => void jobs.resolveInterrupted());
  const note = (jobId: string, state: PrintState, reason: string | null): boolean =>
    owed.write(() => jobs.setState(jobId, state, reason));

  const expired = (job: QueuedPrintJob): boolean => options.wallMs() - job.createdMs > SLIP_EXPIRES_MS;

  /** Whether the slip of this purchase has been printed, or may have been, before. */
  const mayBeOnPaper = (job: QueuedPrintJob): boolean =>
    jobs.ofPurchase(job.purchaseId).some((other) => other.id !== job.id && printedStates.has(other.state));

  const next = (): void => {
    while (!closed && current === null && owed.settle()) {
      const taken = owed.attempt(jobs.takeNext);
      if (!taken.ok || taken.value === null) return;
      const job = taken.value;
      if (expired(job)) {
        note(job.id, 'failed', 'expired');
        continue;
      }
      current = { ...job, bytes: options.withHead(job.bytes, mayBeOnPaper(job)) };
      options.print(current.id, current.bytes);
    }
  };

  const tryAgain = (): void => {
    cancelRetry?.();
    cancelRetry = null;
    if (closed || current === null) return;
    if (expired(current)) finish({ jobId: current.id, state: 'failed', reason: 'expired' });
    else if (note(current.id, 'sending', null)) options.print(current.id, current.bytes);
    else cancelRetry = options.after(RETRY_DELAY_MS, tryAgain);
  };

  const finish = (result: PrintResultMessage): void => {
    note(result.jobId, result.state, result.reason);
    current = null;
    next();
  };

  return {
    poke: next,
    onResult: (result) => {
      if (current === null || current.id !== result.jobId) return;
      if (result.state === 'sent') note(result.jobId, 'sent', null);
      else if (result.state === 'failed' && (closed || !hopeless.has(result.reason ?? ''))) {
        // Not a byte has left: a till that stops now must find it waiting when it starts.
        note(result.jobId, 'queued', null);
        if (!closed) cancelRetry = options.after(RETRY_DELAY_MS, tryAgain);
      } else finish(result);
    },
    onPrinterReady: () => {
      if (cancelRetry !== null) tryAgain();
    },
    close: () => {
      closed = true;
      cancelRetry?.();
      owed.stop();
    },
  };
}
