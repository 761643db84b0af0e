import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { AuditRecord, StoredAuditRecord } from '../records.ts';

export function writeAudit(
  writer: SqliteWriter,
  chainId: string,
  tillId: string,
  records: readonly AuditRecord[],
): void {
  for (const { operationId, atMs, body } of records) {
    writer.run(
      'INSERT INTO audit_log (chain_id, at_ms, operation_id, till_id, body) VALUES (?, ?, ?, ?, ?)',
      [chainId, atMs, operationId, tillId, JSON.stringify(body)],
    );
  }
}

/** The newest lines before an instant, newest first. */
export const readAudit = (
  reader: SqliteReader,
  chainId: string,
  query: { readonly beforeMs: number; readonly limit: number },
): StoredAuditRecord[] =>
  reader
    .all<{ operationId: string; atMs: number; tillId: string; body: string }>(
      `SELECT operation_id AS operationId, at_ms AS atMs, till_id AS tillId, body FROM audit_log
       WHERE chain_id = ? AND at_ms < ? ORDER BY at_ms DESC, operation_id DESC LIMIT ?`,
      [chainId, query.beforeMs, query.limit],
    )
    .map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as AuditRecord['body'] }));
