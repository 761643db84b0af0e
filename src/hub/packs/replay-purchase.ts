import { memberSchema } from '../../contracts/member.ts';
import type { Quote } from '../../contracts/quote.ts';
import { quoteContextSchema } from '../../contracts/quote-context.ts';
import type { ReceiptFlag } from '../../contracts/receipt-flag.ts';
import { type Seen, seenSchema } from '../../contracts/seen.ts';
import type { PurchaseOperation } from '../../contracts/sync.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import { quote } from '../../loyalty/quote.ts';
import { quoteAsBooked } from '../../loyalty/requote.ts';
import { AssertionFailure, defined } from '../../shared/assert.ts';
import { firstDifference } from './first-difference.ts';

/** `unchecked`: what the quote rested on cannot be known any more. */
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

/** What a person asks first: how many points there were, and what was paid. */
const sumsOf = ({ totals: { net, earned } }: Quote): object => ({ totals: { net, earned } });

/**
 * Makes the quote of a booked purchase again, with the program of the pack it names and what the till says it knew.
 * `birthday`: the member's, which is never in a journal.
 */
export function replayPurchase(
  program: CompiledProgram,
  { body }: Pick<PurchaseOperation, 'body'>,
  birthday: string | null,
): Replay {
  const seen = body.seen === undefined ? null : seenSchema.safeParse(body.seen);
  if (seen === null || !seen.success) return replayUnseen(program, body);
  const member = memberOf(body.member, seen.data, birthday);
  const context = quoteContextSchema.safeParse(seen.data.context ?? {});
  if (member === 'unreadable' || !context.success) return replayUnseen(program, body);
  const again = quoted(() => quote(program, member, body.receipt, context.data));
  if ('outcome' in again) return again;
  const difference =
    firstDifference(sumsOf(body.quote), sumsOf(again)) ??
    firstDifference(moneyOf(body.quote), moneyOf(again));
  if (difference === null) return { outcome: 'same' };
  // The person was forgotten since, and the birthday with the person.
  if (member !== null && birthday === null && tookBirthday(program, body.quote)) {
    return { outcome: 'unchecked' };
  }
  return { outcome: 'flagged', kind: 'differs', ...difference };
}

/** A receipt that no till of ours could have quoted is told as such: the next one must still be looked at. */
function quoted(make: () => Quote): Quote | Replay {
  try {
    return make();
  } catch (failure) {
    if (!(failure instanceof AssertionFailure)) throw failure;
    return { outcome: 'flagged', kind: 'refused', path: '', booked: '', again: failure.message };
  }
}

/**
 * A till that does not say what it knew, or says it in words of another version: who the member was and which conditions
 * held is read off its own quote, everything that follows from it is worked out again.
 */
function replayUnseen({ program }: CompiledProgram, body: PurchaseOperation['body']): Replay {
  const again = quoted(() => defined(quoteAsBooked(program, body), 'a receipt has lines'));
  if ('outcome' in again) return again;
  const wallets = Object.keys(body.quote.totals.earned);
  const difference = firstDifference(figuresOf(body.quote, wallets), figuresOf(again, wallets));
  return difference === null ? { outcome: 'same' } : { outcome: 'flagged', kind: 'differs', ...difference };
}

/** Stamps are those of cards that got any. */
const figuresOf = ({ totals, redeem, rewards, stamps }: Quote, wallets: readonly string[]): object => ({
  totals: {
    net: totals.net,
    earned: Object.fromEntries(wallets.map((wallet) => [wallet, totals.earned[wallet] ?? 0])),
  },
  redeem: { points: redeem?.points ?? 0 },
  rewards: rewards.map(({ reward, cost }) => ({ reward, cost })),
  stamps: Object.fromEntries(
    stamps
      .filter(({ earned, used }) => earned > 0 || used > 0)
      .map(({ card, earned, used }) => [card, { earned, used }]),
  ),
});

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
