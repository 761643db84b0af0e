import { z } from 'zod';
import { fits } from '../../contracts/fits.ts';
import type { Pushed } from '../../contracts/push-lines.ts';
import { type Operation, operationSchema } from '../../contracts/sync.ts';

/** Why an operation went to quarantine. The order of the checks is the order here. */
export type RefusalCode =
  | 'damaged'
  | 'unreadable'
  | 'unknown-kind'
  | 'invalid'
  | 'foreign'
  | 'operation-reused'
  | 'quote-mismatch'
  | 'unbalanced'
  | 'unknown-member'
  | 'unknown-purchase'
  | 'return-refused';
export type OperationRefusal = { readonly code: RefusalCode; readonly detail: string };

type PushedEntry = Pushed['operations'][number];

/** One journal entry as far as it could be read. `id` is there whenever the payload names one. */
export type ReadEntry = {
  readonly entry: PushedEntry;
  readonly id: string | null;
  readonly operation: Operation | null;
  readonly refusal: OperationRefusal | null;
};

const isOperation = fits(operationSchema);
const envelopeSchema = z.object({ id: z.uuid(), kind: z.string() });
const knownKinds: ReadonlySet<string> = new Set([
  'purchase',
  'return',
  'enrolment',
  'credit',
  'audit',
] satisfies Operation['kind'][]);

/** Reads the payload; what cannot be read is refused with a reason and keeps its bytes. */
export function readEntry(entry: PushedEntry): ReadEntry {
  const refused = (id: string | null, code: RefusalCode, detail: string): ReadEntry => ({
    entry,
    id,
    operation: null,
    refusal: { code, detail },
  });
  let value: unknown;
  try {
    value = JSON.parse(entry.payload);
  } catch {
    return refused(null, 'unreadable', 'The payload is not JSON.');
  }
  if (isOperation(value)) return { entry, id: value.id, operation: value, refusal: null };
  const envelope = envelopeSchema.safeParse(value);
  if (!envelope.success) return refused(null, 'invalid', 'The payload names no operation id and kind.');
  const { id, kind } = envelope.data;
  if (!knownKinds.has(kind)) {
    return refused(id, 'unknown-kind', `This hub does not know operations of kind ${kind}; update the hub.`);
  }
  const parsed = operationSchema.safeParse(value);
  if (parsed.success) return { entry, id, operation: parsed.data, refusal: null };
  const faults = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return refused(id, 'invalid', faults.join('; '));
}
