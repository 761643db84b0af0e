import type { ProblemCodeName } from '../../../contracts/problem-codes.ts';
import type { Refusal } from '../../../contracts/refusal.ts';

/** The words of the specification for what became of a transaction. */
export type TransactionStatus =
  | 'ACCEPT'
  | 'ERROR_INVALID_TOAST_TRANSACTION_TYPE'
  | 'ERROR_ACCOUNT_INVALID'
  | 'ERROR_INVALID_INPUT_PROPERTIES'
  | 'ERROR_TRANSACTION_DOES_NOT_EXIST'
  | 'ERROR_INVALID_TOKEN'
  | 'ERROR_TRANSACTION_CANNOT_BE_REVERSED'
  | 'ERROR_INVALID_RESTAURANT';

export type ToastAnswer = { readonly status: number; readonly body?: Readonly<Record<string, unknown>> };

export const accepted = (more: Readonly<Record<string, unknown>> = {}): ToastAnswer => ({
  status: 200,
  body: { ...more, transactionStatus: 'ACCEPT' },
});

export const rejected = (transactionStatus: TransactionStatus): ToastAnswer => ({
  status: 400,
  body: { transactionStatus },
});

/** No account fits: the specification asks for 404 here and nowhere else. */
export const noAccount: ToastAnswer = { status: 404, body: { transactionStatus: 'ERROR_ACCOUNT_INVALID' } };

const statuses: Partial<Record<ProblemCodeName, TransactionStatus>> = {
  'member-blocked': 'ERROR_ACCOUNT_INVALID',
  'own-card': 'ERROR_ACCOUNT_INVALID',
  // Nobody can be asked for a PIN over this protocol.
  'manager-pin-needed': 'ERROR_ACCOUNT_INVALID',
  'return-refused': 'ERROR_TRANSACTION_CANNOT_BE_REVERSED',
  'receipt-closed': 'ERROR_TRANSACTION_CANNOT_BE_REVERSED',
  'unknown-purchase': 'ERROR_TRANSACTION_DOES_NOT_EXIST',
};
/** What passes, so that the platform asks again: the specification has 500 for it and no word. */
const passing: ReadonlySet<ProblemCodeName> = new Set([
  'unavailable',
  'internal',
  'no-program',
  'rate-limited',
  'purchase-elsewhere',
]);

/** A refusal of ours in the vendor's words. */
export function refusedAnswer({ code }: Refusal): ToastAnswer {
  if (code === 'unknown-member') return noAccount;
  if (passing.has(code)) return { status: 500 };
  return rejected(statuses[code] ?? 'ERROR_INVALID_INPUT_PROPERTIES');
}
