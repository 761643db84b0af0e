import { hash } from 'node:crypto';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { KnownAnswer, SaleReader } from './ports.ts';

/** What makes two calls the same: the call, its address and its body, whatever the order of keys. Hex SHA-256. */
export const callHash = (call: string, purchaseId: string, body: unknown): string =>
  hash('sha256', canonicalJson({ call, purchaseId, body }));

/** The answer this operation got before, a refusal when it came with another body, null when it is new. */
export function replayText(
  reader: Pick<SaleReader, 'answer'>,
  operationId: string,
  bodyHash: string,
): Result<KnownAnswer, Refusal> | null {
  const stored = reader.answer(operationId);
  if (stored === null) return null;
  if (stored.bodyHash === bodyHash) return ok(stored);
  // Booked, but the answer was lost with a damaged file: what the journal says of a purchase is told again.
  if (stored.bodyHash === '' && stored.answer !== '') return ok(stored);
  const why =
    stored.bodyHash === '' ? 'was booked, but its answer is lost' : 'was used for another call or body';
  return err(refusal('operation-reused', `Operation ${operationId} ${why}.`));
}

/** The same, read; the caller knows its type, because only its own calls store under its hash. */
export function replay(
  reader: Pick<SaleReader, 'answer'>,
  operationId: string,
  bodyHash: string,
): Result<unknown, Refusal> | null {
  const stored = replayText(reader, operationId, bodyHash);
  return stored === null || !stored.ok ? stored : ok(JSON.parse(stored.value.answer));
}
