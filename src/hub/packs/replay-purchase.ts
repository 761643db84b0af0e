import { memberSchema } from '../../contracts/member.ts';
import type { Quote } from '../../contracts/quote.ts';
import { quoteContextSchema } from '../../contracts/quote-context.ts';
import type { ReceiptFlag } from '../../contracts/receipt-flag.ts';
import { type Seen, seenSchema } from '../../contracts/seen.ts';
import type { PurchaseOperation } from '../../contracts/sync.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import { quote } from '../../loyalty/quote.ts';
import { AssertionFailure } from '../../shared/assert.ts';
import { firstDifference } from './first-difference.ts';

/** `unchecked`: the till did not say what its quote rested on, or said it in words of another version. */
export type Replay =
  | { readonly outcome: 'same' | 'unchecked' }
  | ({ readonly outcome: 'flagged' } & Pick<ReceiptFlag, 'kind' | 'path' | 'booked' | 'again'>);

/** Everything that is booked or given. Reasons of what did not apply and texts move nothing. */
const moneyOf = ({
  rejected: _why,
  messages: _texts,
  givenCoupons: _told,
  tier,
  ...quoted
}: Quote): object => ({
  ...quoted,
  tier: tier === null ? null : { id: tier.id, reached: tier.reached },
});

/**
 * Makes the quote of a booked purchase again, with the program of the pack it names and what the till says it knew.
 * `birthday`: the member's, which is never in a journal.
 */
export function replayPurchase(
  program: CompiledProgram,
  { body }: Pick<PurchaseOperation, 'body'>,
  birthday: string | null,
): Replay {
  const seen = seenSchema.safeParse(body.seen);
  if (!seen.success) return { outcome: 'unchecked' };
  const member = memberOf(body.member, seen.data, birthday);
  const context = quoteContextSchema.safeParse(seen.data.context ?? {});
  if (member === 'unreadable' || !context.success) return { outcome: 'unchecked' };
  let again: Quote;
  try {
    again = quote(program, member, body.receipt, context.data);
  } catch (failure) {
    // A receipt that no till of ours could have quoted: the next one must still be looked at.
    if (!(failure instanceof AssertionFailure)) throw failure;
    return { outcome: 'flagged', kind: 'refused', path: '', booked: '', again: failure.message };
  }
  const difference = firstDifference(moneyOf(body.quote), moneyOf(again));
  if (difference === null) return { outcome: 'same' };
  // The person was forgotten since, and the birthday with the person.
  if (member !== null && birthday === null && tookBirthday(program, body.quote)) {
    return { outcome: 'unchecked' };
  }
  return { outcome: 'flagged', kind: 'differs', ...difference };
}

/** The till says it used only the safe part of the program. */
export const wasSafe = ({ body }: Pick<PurchaseOperation, 'body'>): boolean =>
  seenSchema.safeParse(body.seen).data?.safe === true;

export const asksBirthday = ({ program }: CompiledProgram): boolean =>
  program.promotions.some(({ when }) => when.birthday != null);

const tookBirthday = ({ program }: CompiledProgram, { applied }: Quote): boolean => {
  const taken = new Set(applied.map(({ promotion }) => promotion));
  return program.promotions.some(({ id, when }) => when.birthday != null && taken.has(id));
};

function memberOf(
  id: string | null,
  { member }: Seen,
  birthday: string | null,
): ReturnType<typeof memberSchema.parse> | null | 'unreadable' {
  if (id === null) return null;
  const parsed = memberSchema.safeParse({ ...member, id, birthday });
  return parsed.success ? parsed.data : 'unreadable';
}
