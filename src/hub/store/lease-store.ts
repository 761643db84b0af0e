import type { UnitReport } from '../ledger/leases-over.ts';
import type { LeaseRecord, MemberStanding, MemberState } from './records.ts';

/** Points by member, of one unit. */
export type LeaseSum = {
  readonly unit: string;
  readonly wallet: string;
  readonly state: 'open' | 'written-off';
  readonly leases: number;
  readonly points: number;
};

export type StoppedMember = {
  readonly member: string;
  readonly sinceMs: number;
  readonly reason: 'overdrafts' | 'operator';
};

export type LeaseGrantQuery = {
  readonly requestId: string;
  readonly unit: string;
  readonly epoch: number;
  readonly memberId: string;
  readonly spendSinceMs: number;
  readonly nowMs: number;
};

/** The part of the hub's store that sets points aside. Each method is one transaction. */
export interface LeaseStore {
  /**
   * `decide` sees the member and the unit's open leases of this member. A request that was answered before gets the same
   * leases, those that are over left out. Null: nobody has the id.
   */
  grantLeases(
    query: LeaseGrantQuery,
    decide: (
      state: MemberState,
      held: readonly LeaseRecord[],
    ) => { readonly leases: readonly LeaseRecord[]; readonly standing: MemberStanding },
  ): Promise<readonly LeaseRecord[] | null>;
  /** Takes back what a unit says it holds no more, once the hub has all it spent from it; answers how many leases. */
  returnLeases(report: UnitReport & { readonly nowMs: number }): Promise<number>;
  /** An operator's word that a unit will never spend from its leases: all of them, or those of one member. */
  writeOffLeases(
    which: { readonly unit: string; readonly member: string | null },
    nowMs: number,
  ): Promise<readonly LeaseRecord[]>;
  /** Of one unit or all, the oldest first. */
  openLeases(unit: string | null, limit: number): Promise<readonly LeaseRecord[]>;
  /** Open ones, and those written off since. */
  leaseSums(writtenOffSinceMs: number): Promise<readonly LeaseSum[]>;
  /** By wallet, points set aside of members who do not have so many any more: other tills let some go meanwhile. */
  uncoveredLeases(nowMs: number): Promise<Readonly<Record<string, number>>>;
  stopList(): Promise<readonly StoppedMember[]>;
  /** Puts a member on the stop-list or takes one off; false where that changes nothing or nobody has the id. */
  setStopped(member: string, stopped: boolean, nowMs: number): Promise<boolean>;
}
