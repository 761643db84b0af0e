import type { SqliteDatabase } from '../../../sqlite/database.ts';
import { hasAllSpent, leasesGivenBack } from '../../ledger/leases-over.ts';
import { standingOf } from '../../ledger/standing.ts';
import type { LeaseStore } from '../lease-store.ts';
import { CONFIG_KEY, readTill } from './chain-tables.ts';
import { recordChanges } from './changes.ts';
import { readAliases } from './enrolment-tables.ts';
import {
  closeLeases,
  forgetClosedLeases,
  insertLeases,
  leasesOfRequest,
  openLeases,
  openLeasesOf,
  postLeases,
  readLeaseSums,
  readStopList,
  readUncovered,
  stopMembers,
} from './lease-tables.ts';
import { readMember } from './member-tables.ts';

export function leaseMethods(database: SqliteDatabase, chainId: string): LeaseStore {
  return {
    grantLeases: async (query, decide) =>
      database.transaction((writer) => {
        const known = leasesOfRequest(writer, chainId, query);
        if (known.length > 0) return known.filter(({ state }) => state === 'open');
        const id = readAliases(writer, chainId, [query.memberId]).get(query.memberId) ?? query.memberId;
        const member = readMember(writer, chainId, id, query.spendSinceMs);
        if (member === null) return null;
        const held = openLeasesOf(writer, chainId, query.unit, query.epoch).filter(
          (lease) => lease.member === id,
        );
        const { leases, standing } = decide(member, held);
        if (leases.length === 0) return leases;
        insertLeases(writer, chainId, leases);
        const postings = leases.map((lease) => ({
          operationId: `lease:${lease.id}`,
          lease,
          points: lease.points,
          direction: 'set-aside' as const,
        }));
        postLeases(writer, chainId, member, standing, postings);
        forgetClosedLeases(writer, chainId, query.unit, query.nowMs);
        return leases;
      }),
    returnLeases: async (report) => takeBack(database, chainId, report),
    writeOffLeases: async ({ unit, member }, nowMs) =>
      database.transaction((writer) => {
        const lost = openLeases(writer, chainId, unit, -1).filter(
          (lease) => member === null || lease.member === member,
        );
        closeLeases(writer, chainId, lost, 'written-off', nowMs);
        return lost;
      }),
    openLeases: async (unit, limit) => openLeases(database, chainId, unit, limit),
    leaseSums: async (writtenOffSinceMs) => readLeaseSums(database, chainId, writtenOffSinceMs),
    uncoveredLeases: async (nowMs) => readUncovered(database, chainId, nowMs),
    stopList: async () => readStopList(database, chainId),
    setStopped: async (member, stopped, nowMs) =>
      database.transaction((writer) => {
        if (stopped) {
          const known = readMember(writer, chainId, member, 0);
          return known !== null && stopMembers(writer, chainId, [member], 'operator', nowMs);
        }
        const gone = writer.run('DELETE FROM stop_list WHERE chain_id = ? AND member_id = ?', [
          chainId,
          member,
        ]);
        if (gone === 0) return false;
        const known = readMember(writer, chainId, member, 0);
        // Forgiven: the next overdraft is the first again.
        if (known !== null) postLeases(writer, chainId, known, { ...standingOf(known), overdrafts: 0 }, []);
        recordChanges(writer, chainId, 'config', [CONFIG_KEY]);
        return true;
      }),
  };
}

function takeBack(
  database: SqliteDatabase,
  chainId: string,
  { nowMs, ...report }: Parameters<LeaseStore['returnLeases']>[0],
): number {
  const { unit, epoch } = report;
  // Nearly every push gives nothing back: it need not wait for the writer's place.
  if (leasesGivenBack(report, openLeasesOf(database, chainId, unit, epoch)).length === 0) return 0;
  return database.transaction((writer) => {
    if (!hasAllSpent(report, readTill(writer, chainId, unit))) return 0;
    const over = leasesGivenBack(report, openLeasesOf(writer, chainId, unit, epoch));
    closeLeases(writer, chainId, over, 'returned', nowMs);
    return over.length;
  });
}
