import type { PrintResultMessage } from '../drivers/host/messages.ts';
import type { PrintJobStore } from '../store/print-jobs.ts';

export type PrintQueueOptions = {
  readonly jobs: PrintJobStore;
  /** Hands a job to the printer; its fate comes back through `onResult`. */
  readonly print: (jobId: string, bytes: Uint8Array) => void;
  /** Delays the next try after a job that never left; returns the cancelling function. */
  readonly after: (delayMs: number, action: () => void) => () => void;
};

export type PrintQueue = {
  /** A slip was queued: prints it when the printer is free. */
  readonly poke: () => void;
  readonly onResult: (result: PrintResultMessage) => void;
  readonly close: () => void;
};

/** A job is tried again only while no byte of it has left; so often, this far apart. */
const RETRY_DELAY_MS = 3000;
const MAX_TRIES = 100;

/**
 * One slip at a time, oldest first, from the durable queue. A slip whose first byte may have left is never sent again
 * by itself: it becomes `unknown`, and a person decides. Paper never holds up a sale.
 */
export function createPrintQueue(options: PrintQueueOptions): PrintQueue {
  const { jobs } = options;
  let current: { id: string; tries: number; bytes: Uint8Array } | null = null;
  let cancelRetry: (() => void) | null = null;
  let closed = false;
  jobs.resolveInterrupted();

  const next = (): void => {
    if (closed || current !== null) return;
    const job = jobs.takeNext();
    if (job === null) return;
    current = { id: job.id, tries: 1, bytes: job.bytes };
    options.print(job.id, job.bytes);
  };

  const retry = (job: { id: string; tries: number; bytes: Uint8Array }): void => {
    cancelRetry = options.after(RETRY_DELAY_MS, () => {
      cancelRetry = null;
      if (closed) return;
      job.tries += 1;
      options.print(job.id, job.bytes);
    });
  };

  const finish = (result: PrintResultMessage): void => {
    jobs.setState(result.jobId, result.state, result.reason);
    current = null;
    next();
  };

  return {
    poke: next,
    onResult: (result) => {
      if (closed || current === null || current.id !== result.jobId) return;
      if (result.state === 'sent') jobs.setState(result.jobId, 'sent', null);
      else if (result.state === 'failed' && current.tries < MAX_TRIES) retry(current);
      else finish(result);
    },
    close: () => {
      closed = true;
      cancelRetry?.();
    },
  };
}
