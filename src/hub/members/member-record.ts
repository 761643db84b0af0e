import type { MemberRecord } from '../../contracts/sync.ts';
import type { MemberState } from '../store/records.ts';

/** The member as tills hold it. */
export function memberRecordOf(state: MemberState): MemberRecord {
  return {
    ...state.core,
    spendMinor: state.spendMinor,
    purchases: state.purchases,
    lots: state.lots.map(({ memberId: _owner, ...lot }) => lot),
  };
}
