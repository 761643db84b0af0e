import { auditQuerySchema, type ReceiptFlags } from '../../contracts/manage.ts';
import type { Refusal } from '../../contracts/refusal.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { HubParts } from './hub-parts.ts';
import { readValue } from './read-body.ts';

/** Receipts that came out otherwise at the hub, newest first. They are booked as the till booked them. */
export async function showReceiptFlags(
  { store }: HubParts,
  query: unknown,
): Promise<Result<ReceiptFlags, Refusal>> {
  const asked = readValue(auditQuerySchema, query);
  if (!asked.ok) return asked;
  const { before, limit } = asked.value;
  const beforeMs = before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before);
  const flags = await store.receiptFlags({ beforeMs, limit });
  return ok({
    flags: flags.map(({ foundAtMs, ...flag }) => ({ ...flag, foundAt: new Date(foundAtMs).toISOString() })),
    total: await store.receiptFlagCount(),
    waiting: await store.replaysWaiting(),
  });
}
