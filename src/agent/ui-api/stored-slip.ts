import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { slipSchema } from '../../contracts/pos-api.ts';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import type { SlipFate } from '../../contracts/ui-api.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TillStore } from '../../store/till-store.ts';

/** How far the newest print of a receipt's slip has come. */
export function slipFate(store: Pick<TillStore, 'printJobs'>, purchaseId: string): SlipFate {
  const newest = store.printJobs.ofPurchase(purchaseId).at(-1);
  return newest === undefined
    ? { state: 'none', reason: null }
    : { state: newest.state, reason: newest.reason };
}

/** What a confirmation's stored answer holds of its slip; the rest of it is nobody's business here. */
const answeredSlipSchema = z.object({ slip: slipSchema });

/** Queues the slip that was stored with the sale once more: byte for byte, so that paper and books never differ. */
export function queueStoredSlip(
  store: Pick<TillStore, 'answer' | 'receipt' | 'transaction'>,
  what: { readonly purchaseId: string; readonly operationId: string },
  nowMs: number,
): Result<Record<string, never>, Refusal> {
  const slip = storedSlip(store, what.purchaseId);
  if (!slip.ok) return slip;
  if (slip.value.operationId !== what.operationId) return err(noSlip(what.purchaseId));
  const { memberId, bytes } = slip.value;
  const job = { id: randomUUID(), purchaseId: what.purchaseId, memberId, bytes };
  store.transaction((writer) => writer.queuePrint(job, nowMs));
  return ok({});
}

export type StoredSlip = {
  /** The operation that confirmed the purchase. */
  readonly operationId: string;
  readonly memberId: string | null;
  readonly bytes: Uint8Array;
};

const noSlip = (purchaseId: string): Refusal =>
  refusal('unknown-purchase', `No slip of ${purchaseId} is stored under this operation.`);

/** The slip of a purchase confirmed here; none any more when its member was erased. */
export function storedSlip(
  store: Pick<TillStore, 'answer' | 'receipt'>,
  purchaseId: string,
): Result<StoredSlip, Refusal> {
  const receipt = store.receipt(purchaseId);
  const stored = receipt?.state === 'confirmed' ? store.answer(receipt.operationId) : null;
  const answer = stored === null ? null : answeredSlipSchema.safeParse(JSON.parse(stored.answer));
  if (stored === null || answer?.success !== true || answer.data.slip.escpos === '') {
    return err(noSlip(purchaseId));
  }
  const { operationId, memberId } = stored;
  return ok({ operationId, memberId, bytes: Buffer.from(answer.data.slip.escpos, 'base64') });
}
