import { callHash, replay } from '../checkout/replay.ts';
import type { Language } from '../contracts/local-text.ts';
import type { PrintRequest, PrintResult } from '../contracts/pos-api.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { compileSlip } from '../receipts/escpos/compile.ts';
import type { PrinterProfile } from '../receipts/escpos/profile.ts';
import { localTimeText } from '../receipts/local-time-text.ts';
import { testPage } from '../receipts/test-page.ts';
import type { Clock } from '../shared/ports.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { PrintJob } from '../store/print-jobs.ts';
import type { TillStore } from '../store/till-store.ts';
import { storedSlip } from './ui-api/stored-slip.ts';

export type PrintOnDemand = (request: PrintRequest) => Result<PrintResult, Refusal>;

export type PrintOnDemandParts = {
  readonly store: Pick<TillStore, 'answer' | 'receipt' | 'transaction'>;
  readonly clock: Clock;
  readonly language: () => Language;
  /** Of the till's own printer; null where it has none. */
  readonly profile: () => PrinterProfile | null;
  readonly printQueued: () => void;
};

/**
 * Puts a slip or a test page into the printer's durable queue, once for an operation: job and answer are on the disk
 * together before it is answered. A slip that may have come out before is marked as a copy by the queue.
 */
export function createPrintOnDemand(parts: PrintOnDemandParts): PrintOnDemand {
  const { store, clock, printQueued } = parts;
  return (request) => {
    const { operationId } = request;
    const bodyHash = callHash('print', '', request);
    // Only this call stores under this hash, so the stored answer is a print's.
    const earlier = replay(store, operationId, bodyHash);
    if (earlier !== null) return earlier as Result<PrintResult, Refusal>;
    const job = jobOf(parts, request);
    if (!job.ok) return job;
    const atMs = Math.round(clock.wallMs());
    const result: PrintResult = { operationId, state: 'queued' };
    const { memberId } = job.value;
    store.transaction((writer) => {
      writer.queuePrint(job.value, atMs);
      writer.putAnswer({ operationId, bodyHash, answer: JSON.stringify(result), memberId, atMs });
    });
    printQueued();
    return ok(result);
  };
}

function jobOf(parts: PrintOnDemandParts, request: PrintRequest): Result<PrintJob, Refusal> {
  const profile = parts.profile();
  if (profile === null) return err(refusal('no-printer', 'The config of the till has no printer.'));
  const id = request.operationId;
  if ('slip' in request) {
    const slip = storedSlip(parts.store, request.slip);
    if (!slip.ok) return slip;
    const { memberId, bytes } = slip.value;
    return ok({ id, purchaseId: request.slip, memberId, bytes });
  }
  const page = testPage(profile, parts.language(), localTimeText(parts.clock.wallMs()));
  return ok({ id, purchaseId: `test-page:${id}`, memberId: null, bytes: compileSlip(page, profile) });
}
