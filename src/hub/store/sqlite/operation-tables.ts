import type { Posting } from '../../../contracts/ledger.ts';
import { defined } from '../../../shared/assert.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { PushChanges, PushQuery } from '../hub-store.ts';
import type { StoredVerdict } from '../records.ts';
import { keepPayloads } from './journal-blocks.ts';

export function readVerdicts(
  reader: SqliteReader,
  chainId: string,
  query: PushQuery,
): Map<number, StoredVerdict> {
  const rows = reader.all<StoredVerdict>(
    `SELECT sequence, hash, verdict, code, detail FROM operations
     WHERE chain_id = ? AND till_id = ? AND epoch = ? AND sequence BETWEEN ? AND ?`,
    [chainId, query.tillId, query.epoch, query.fromSequence, query.toSequence],
  );
  return new Map(rows.map((row) => [row.sequence, row]));
}

export function readAppliedIds(reader: SqliteReader, chainId: string, ids: readonly string[]): Set<string> {
  const rows = reader.all<{ id: string }>(
    `SELECT o.operation_id AS id FROM json_each(?2) AS asked
     CROSS JOIN operations AS o ON o.chain_id = ?1 AND o.operation_id = asked.value AND o.verdict = 'applied'`,
    { 1: chainId, 2: JSON.stringify(ids) },
  );
  return new Set(rows.map(({ id }) => id));
}

/** The operations of a push with their verdicts, and the head they lead to. */
export function writeOperations(
  writer: SqliteWriter,
  chainId: string,
  query: Pick<PushQuery, 'tillId' | 'epoch' | 'nowMs'>,
  changes: PushChanges,
): void {
  const kept = keepPayloads(writer, { chainId, ...query }, changes.operations);
  for (const [index, row] of changes.operations.entries()) {
    const { payload, blockSequence, place } = defined(kept[index], 'each row has its payload');
    writer.run(
      `INSERT INTO operations (chain_id, till_id, epoch, sequence, operation_id, hash, payload, verdict, code, detail,
         received_at_ms, block_sequence, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        chainId,
        query.tillId,
        query.epoch,
        row.sequence,
        row.operationId,
        row.hash,
        payload,
        row.verdict,
        row.code,
        row.detail,
        query.nowMs,
        blockSequence,
        place,
      ],
    );
  }
  writer.run(
    `UPDATE tills SET head = ?, head_sequence = ?, last_seen_at_ms = ? WHERE chain_id = ? AND till_id = ?`,
    [changes.head, changes.headSequence, query.nowMs, chainId, query.tillId],
  );
}

export function readPostings(
  reader: SqliteReader,
  chainId: string,
  memberId: string,
  operationId: string,
): Posting[] {
  return reader.all<Posting>(
    `SELECT member_id AS memberId, wallet, account, lot_id AS lotId, points FROM postings
     WHERE chain_id = ? AND member_id = ? AND operation_id = ? ORDER BY leg`,
    [chainId, memberId, operationId],
  );
}

export function sumPostings(reader: SqliteReader, chainId: string, memberId: string): Record<string, number> {
  const rows = reader.all<{ wallet: string; points: number }>(
    'SELECT wallet, sum(points) AS points FROM postings WHERE chain_id = ? AND member_id = ? GROUP BY wallet',
    [chainId, memberId],
  );
  return Object.fromEntries(rows.map((row) => [row.wallet, row.points]));
}

/** Operations that moved points of a member, or counted toward its tier. */
export function countMemberOperations(reader: SqliteReader, chainId: string, memberId: string): number {
  const row = reader.get<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT operation_id FROM postings WHERE chain_id = ? AND member_id = ?
       UNION SELECT operation_id FROM member_spend WHERE chain_id = ? AND member_id = ?)`,
    [chainId, memberId, chainId, memberId],
  );
  return row?.count ?? 0;
}
