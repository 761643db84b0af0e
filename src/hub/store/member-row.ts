import type { Lot } from '../../contracts/ledger.ts';
import type { MemberCore } from './records.ts';

/** A member as both databases keep it: a column for what is searched or erased by itself, the rest as JSON. */
export type MemberRow = {
  chain_id: string;
  member_id: string;
  state: string;
  first_name: string | null;
  phone_hash: string | null;
  phone_last4: string | null;
  birthday: string | null;
  joined_at: string;
  tier: string | null;
  details: string;
};

/** The lists and counters of a member that nothing searches by. */
type Details = Omit<
  MemberCore,
  'id' | 'state' | 'firstName' | 'phoneHash' | 'phoneLast4' | 'birthday' | 'joinedAt' | 'tier'
>;

export const coreOfRow = (row: MemberRow): MemberCore => ({
  ...(JSON.parse(row.details) as Details),
  id: row.member_id,
  state: row.state as MemberCore['state'],
  firstName: row.first_name,
  phoneHash: row.phone_hash,
  phoneLast4: row.phone_last4,
  birthday: row.birthday,
  joinedAt: row.joined_at,
  tier: row.tier,
});

export const rowOfCore = (chainId: string, core: MemberCore): MemberRow => {
  const { id, state, firstName, phoneHash, phoneLast4, birthday, joinedAt, tier, ...details } = core;
  return {
    chain_id: chainId,
    member_id: id,
    state,
    first_name: firstName,
    phone_hash: phoneHash,
    phone_last4: phoneLast4,
    birthday,
    joined_at: joinedAt,
    tier,
    details: JSON.stringify(details satisfies Details),
  };
};

export type LotRow = {
  member_id: string;
  lot_id: string;
  wallet: string;
  earned_at: string;
  active_at: string;
  expires_at: string | null;
  points: number;
  remaining: number;
};

export const lotOfRow = (row: LotRow): Lot => ({
  id: row.lot_id,
  memberId: row.member_id,
  wallet: row.wallet,
  earnedAt: row.earned_at,
  activeAt: row.active_at,
  expiresAt: row.expires_at,
  points: row.points,
  remaining: row.remaining,
});
