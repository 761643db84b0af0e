import { createHash } from 'node:crypto';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { SaleReader } from './ports.ts';

/** What makes two calls the same: the call, its address and its body, whatever the order of keys. Hex SHA-256. */
export const callHash = (call: string, purchaseId: string, body: unknown): string =>
  createHash('sha256').update(canonicalJson({ call, purchaseId, body })).digest('hex');

/** The answer this operation got before, a refusal when it came with another body, null when it is new. */
export function replay(
  reader: SaleReader,
  operationId: string,
  bodyHash: string,
): Result<unknown, Refusal> | null {
  const stored = reader.answer(operationId);
  if (stored === null) return null;
  if (stored.bodyHash === bodyHash) return ok(JSON.parse(stored.answer));
  return err(refusal('operation-reused', `Operation ${operationId} was used for another call or body.`));
}
