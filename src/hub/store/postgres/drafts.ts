import { sql } from 'kysely';
import type { DraftStore } from '../draft-store.ts';
import type { DraftRecord } from '../records.ts';
import type { HubConnection } from './connect.ts';

type DraftRow = Omit<DraftRecord, 'request'> & { readonly request: string };
const toDraft = (row: DraftRow): DraftRecord => ({ ...row, request: JSON.parse(row.request) });

export function draftMethods(database: HubConnection, chainId: string): DraftStore {
  const select = database
    .selectFrom('pack_drafts')
    .select(['draft_id as id', 'author', 'created_at_ms as createdAtMs', 'request'])
    .where('chain_id', '=', chainId);
  return {
    addDraft: async ({ id, author, createdAtMs, request }) => {
      await database
        .insertInto('pack_drafts')
        .values({
          ...{ chain_id: chainId, draft_id: id, author, created_at_ms: createdAtMs },
          request: JSON.stringify(request),
        })
        .execute();
    },
    drafts: async () => (await select.orderBy('created_at_ms').orderBy('draft_id').execute()).map(toDraft),
    draft: async (id) => {
      const row = await select.where('draft_id', '=', id).executeTakeFirst();
      return row === undefined ? null : toDraft(row);
    },
    dropDraft: async (id) => {
      const { numDeletedRows } = await database
        .deleteFrom('pack_drafts')
        .where('chain_id', '=', chainId)
        .where('draft_id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    noteStagedPack: async (tillId, number) => {
      await database
        .updateTable('tills')
        .set({ staged_pack: number })
        .where('chain_id', '=', chainId)
        .where('till_id', '=', tillId)
        .where(sql<boolean>`staged_pack is distinct from ${number}::bigint`)
        .execute();
    },
  };
}
