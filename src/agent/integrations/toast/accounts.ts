import type { MemberView } from '../../../contracts/member-view.ts';
import { type Refusal, refusal } from '../../../contracts/refusal.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fromPoints } from '../decimals.ts';
import type { IntegrationParts } from '../parts.ts';

export type Wallet = MemberView['wallets'][number];

const noMember = (): Result<never, Refusal> =>
  err(refusal('unknown-member', 'No member has this identifier.'));

/** The account that a text of the register's means: a member's id, or the code of a card as it was scanned or typed. */
export function accountOf(
  { checkout, store }: IntegrationParts,
  identifier: string,
): Result<MemberView, Refusal> {
  const known = store.member(identifier);
  if (known !== null) {
    if (known.record.state === 'blocked') return err(refusal('member-blocked', 'The member is blocked.'));
    return checkout.memberView(identifier);
  }
  if (identifier.length > 64) return noMember();
  const found = checkout.identify({ card: identifier });
  if (!found.ok) return found;
  if (found.value.result === 'blocked') return err(refusal('member-blocked', 'The member is blocked.'));
  return found.value.result === 'member' ? ok(found.value.member) : noMember();
}

/** Accounts by phone, the one search criterion a till can answer: it keeps no names or addresses to search in. */
export function accountsByPhone(
  { checkout }: IntegrationParts,
  phone: string,
): Result<MemberView[], Refusal> {
  if (phone === '' || phone.length > 32) return ok([]);
  const found = checkout.identify({ phone });
  if (!found.ok) return found;
  const { value } = found;
  return ok(value.result === 'member' ? [value.member] : value.result === 'ambiguous' ? value.members : []);
}

export const walletOf = (member: MemberView, walletId: string): Wallet | null =>
  member.wallets.find(({ id }) => id === walletId) ?? null;

/** What the register shows of an account; a phone only as the cashier typed it. */
export function accountInfo(member: MemberView, walletId: string, phone: string | null = null) {
  const wallet = walletOf(member, walletId);
  return {
    identifier: member.id,
    ...(member.firstName === null ? {} : { firstName: member.firstName }),
    ...(phone === null ? {} : { phone }),
    pointsBalance: wallet === null ? 0 : fromPoints(wallet.balance, wallet.scale),
  };
}
