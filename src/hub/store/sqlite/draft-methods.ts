import type { SqliteDatabase } from '../../../sqlite/database.ts';
import type { DraftStore } from '../draft-store.ts';
import type { DraftRecord } from '../records.ts';
import type { GroupCommit } from './group-commit.ts';

type DraftRow = Omit<DraftRecord, 'request'> & { readonly request: string };
const columns = 'draft_id AS id, author, created_at_ms AS createdAtMs, request';
const toDraft = (row: DraftRow): DraftRecord => ({ ...row, request: JSON.parse(row.request) });

export function draftMethods(database: SqliteDatabase, chainId: string, inGroup: GroupCommit): DraftStore {
  return {
    addDraft: async ({ id, author, createdAtMs, request }) =>
      database.transaction((writer) => {
        writer.run(
          'INSERT INTO pack_drafts (chain_id, draft_id, author, created_at_ms, request) VALUES (?, ?, ?, ?, ?)',
          [chainId, id, author, createdAtMs, JSON.stringify(request)],
        );
      }),
    drafts: async () =>
      database
        .all<DraftRow>(
          `SELECT ${columns} FROM pack_drafts WHERE chain_id = ? ORDER BY created_at_ms, draft_id`,
          [chainId],
        )
        .map(toDraft),
    draft: async (id) => {
      const row = database.get<DraftRow>(
        `SELECT ${columns} FROM pack_drafts WHERE chain_id = ? AND draft_id = ?`,
        [chainId, id],
      );
      return row === undefined ? null : toDraft(row);
    },
    dropDraft: async (id) =>
      database.transaction(
        (writer) =>
          writer.run('DELETE FROM pack_drafts WHERE chain_id = ? AND draft_id = ?', [chainId, id]) > 0,
      ),
    noteStagedPack: async (tillId, number) => {
      const asked = 'SELECT 1 FROM tills WHERE chain_id = ? AND till_id = ? AND staged_pack IS NOT ?';
      // Most questions say nothing new: no write for those.
      if (database.get(asked, [chainId, tillId, number]) === undefined) return;
      // A thousand tills say so at once.
      await inGroup((writer) => {
        writer.run('UPDATE tills SET staged_pack = ? WHERE chain_id = ? AND till_id = ?', [
          number,
          chainId,
          tillId,
        ]);
      });
    },
  };
}
