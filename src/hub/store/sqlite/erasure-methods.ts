import type { SqliteDatabase } from '../../../sqlite/database.ts';
import { type ErasureStore, erasureRecords } from '../erasure-store.ts';
import { eraseMember } from './erasure-tables.ts';

export function erasureMethods(database: SqliteDatabase, chainId: string): ErasureStore {
  return {
    eraseMember: async (id, nowMs) => {
      const erased = database.transaction((writer) => eraseMember(writer, chainId, id, nowMs));
      // Freed space is overwritten in the file; the log still has the pages as they were.
      if (erased) database.checkpoint();
      return erased;
    },
    erasures: async () => {
      const tills = database.all<{ storeId: string; tillId: string; cursor: number }>(
        `SELECT store_id AS storeId, till_id AS tillId, members_cursor AS cursor FROM tills
         WHERE chain_id = ? AND public_key IS NOT NULL ORDER BY store_id, till_id`,
        [chainId],
      );
      const erased = database.all<{ memberId: string; atMs: number; cursor: number }>(
        `SELECT member_id AS memberId, at_ms AS atMs, cursor FROM erasures
         WHERE chain_id = ? ORDER BY at_ms DESC, member_id`,
        [chainId],
      );
      return erasureRecords(tills, erased);
    },
    noteMembersCursor: async (tillId, cursor) => {
      const asked = 'SELECT 1 FROM tills WHERE chain_id = ? AND till_id = ? AND members_cursor <> ?';
      // Most questions move nothing: no write for those.
      if (database.get(asked, [chainId, tillId, cursor]) === undefined) return;
      database.transaction((writer) => {
        writer.run('UPDATE tills SET members_cursor = ? WHERE chain_id = ? AND till_id = ?', [
          cursor,
          chainId,
          tillId,
        ]);
      });
    },
  };
}
