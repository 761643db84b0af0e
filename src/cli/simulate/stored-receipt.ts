import { describeIssues } from '../../contracts/describe-issues.ts';
import type { Member } from '../../contracts/member.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import { type Receipt, receiptSchema } from '../../contracts/receipt.ts';
import { refusal, toProblem } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readContext, readMember } from '../evaluate.ts';

/** One line of the file: a receipt with who bought and what was known then. */
export type StoredReceipt = {
  readonly receipt: Receipt;
  readonly member: Member | null;
  readonly context: QuoteContext;
};

const known = new Set(['receipt', 'member', 'context']);

/** Most receipts bring no context: theirs is read once. */
const usualContext = readContext({});

const refuse = (code: 'malformed-json' | 'invalid', detail: string): Result<never, Problem> =>
  err(toProblem(refusal(code, detail), 'en'));

/**
 * Reads a line: `{"receipt": …, "member": …, "context": …}`, the last two optional, or a bare receipt. What does not fit
 * the contract is a problem document.
 */
export function readStoredReceipt(line: string): Result<StoredReceipt, Problem> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    return refuse('malformed-json', `Not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('invalid', 'A line holds a receipt as a JSON object.');
  }
  const isWrapped = 'receipt' in value;
  const wrong = isWrapped ? Object.keys(value).find((key) => !known.has(key)) : undefined;
  if (wrong !== undefined) {
    return refuse('invalid', `A line holds receipt, member and context; "${wrong}" is not known here.`);
  }
  const member = readMember(isWrapped ? Reflect.get(value, 'member') : null);
  if (!member.ok) return member;
  const given: unknown = isWrapped ? Reflect.get(value, 'context') : undefined;
  const context = given === undefined ? usualContext : readContext(given);
  if (!context.ok) return context;
  const receipt = receiptSchema.safeParse(isWrapped ? Reflect.get(value, 'receipt') : value);
  if (receipt.success) return ok({ receipt: receipt.data, member: member.value, context: context.value });
  const faults = describeIssues(receipt.error);
  return err(toProblem(refusal('invalid', 'The receipt does not fit the contract.', faults), 'en'));
}
