import { sql } from 'kysely';
import type { Posting } from '../../../contracts/ledger.ts';
import type { PushChanges, PushQuery } from '../hub-store.ts';
import type { StoredVerdict } from '../records.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { anyOf } from './text-arrays.ts';

export async function readVerdicts(
  database: HubConnection,
  chainId: string,
  query: PushQuery,
): Promise<Map<number, StoredVerdict>> {
  const rows = await database
    .selectFrom('operations')
    .select(['sequence', 'hash', 'verdict', 'code', 'detail'])
    .where('chain_id', '=', chainId)
    .where('till_id', '=', query.tillId)
    .where('epoch', '=', query.epoch)
    .where('sequence', '>=', query.fromSequence)
    .where('sequence', '<=', query.toSequence)
    .execute();
  return new Map(
    rows.map((row) => [row.sequence, { ...row, verdict: row.verdict as StoredVerdict['verdict'] }]),
  );
}

export async function readAppliedIds(
  database: HubConnection,
  chainId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await database
    .selectFrom('operations')
    .select('operation_id')
    .where('chain_id', '=', chainId)
    .where('operation_id', '=', anyOf(ids))
    .where('verdict', '=', 'applied')
    .execute();
  return new Set(rows.flatMap((row) => row.operation_id ?? []));
}

/** Applied operations with their bytes, in the order of their ids. */
export const selectApplied = (database: HubConnection, chainId: string, ids: readonly string[]) =>
  database
    .selectFrom('operations')
    .select(['operation_id as operationId', 'till_id as till', 'payload'])
    .where('chain_id', '=', chainId)
    .where('operation_id', '=', anyOf(ids))
    .where('verdict', '=', 'applied')
    .orderBy('operation_id')
    .$narrowType<{ operationId: string }>();

/** The operations of a push with their verdicts, and the head they lead to. */
export async function writeOperations(
  transaction: HubConnection,
  chainId: string,
  query: Pick<PushQuery, 'tillId' | 'epoch' | 'nowMs'>,
  changes: PushChanges,
): Promise<void> {
  await insertRows(
    transaction,
    'operations',
    changes.operations.map((row) => ({
      ...{ chain_id: chainId, till_id: query.tillId, epoch: query.epoch, sequence: row.sequence },
      ...{ operation_id: row.operationId, hash: row.hash, payload: row.payload, verdict: row.verdict },
      ...{ code: row.code, detail: row.detail, received_at_ms: query.nowMs },
    })),
  );
  await transaction
    .updateTable('tills')
    .set({ head: changes.head, head_sequence: changes.headSequence, last_seen_at_ms: query.nowMs })
    .where('chain_id', '=', chainId)
    .where('till_id', '=', query.tillId)
    .execute();
}

export async function readPostings(
  database: HubConnection,
  chainId: string,
  memberId: string,
  operationId: string,
): Promise<Posting[]> {
  const rows = await database
    .selectFrom('postings')
    .select(['member_id as memberId', 'wallet', 'account', 'lot_id as lotId', 'points'])
    .where('chain_id', '=', chainId)
    .where('member_id', '=', memberId)
    .where('operation_id', '=', operationId)
    .orderBy('leg')
    .execute();
  return rows.map((row) => ({ ...row, account: row.account as Posting['account'] }));
}

export async function sumPostings(
  database: HubConnection,
  chainId: string,
  memberId: string,
): Promise<Record<string, number>> {
  const rows = await database
    .selectFrom('postings')
    .select(({ fn }) => ['wallet', sql<number>`${fn.sum('points')}::bigint`.as('points')])
    .where('chain_id', '=', chainId)
    .where('member_id', '=', memberId)
    .groupBy('wallet')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.wallet, row.points]));
}

/** Operations that moved points of a member, or counted toward its tier. */
export async function operationsOfMember(
  database: HubConnection,
  chainId: string,
  memberId: string,
): Promise<string[]> {
  const rows = await database
    .selectFrom('postings')
    .select('operation_id as id')
    .where('chain_id', '=', chainId)
    .where('member_id', '=', memberId)
    .union((union) =>
      union
        .selectFrom('member_spend')
        .select('operation_id as id')
        .where('chain_id', '=', chainId)
        .where('member_id', '=', memberId),
    )
    .execute();
  return rows.map(({ id }) => id);
}
