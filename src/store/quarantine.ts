import type { Stream } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';

/** Something that could not be taken, kept whole with its reason until a person or a newer version resolves it. */
export type QuarantinedItem = {
  /** `push`: an operation the hub refused; `pull`: a change that cannot be used here. */
  readonly source: 'push' | 'pull';
  readonly stream: Stream | null;
  /** Operation id, or the change's key. */
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  readonly body: string;
  readonly atMs: number;
};

/** One row per thing: a later reason replaces the earlier one. */
export const putInQuarantine = (writer: SqliteWriter, item: QuarantinedItem): number =>
  writer.run(
    `INSERT INTO quarantine (source, stream, key, code, detail, body, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (source, coalesce(stream, ''), key) DO UPDATE SET
       code = excluded.code, detail = excluded.detail, body = excluded.body, at_ms = excluded.at_ms`,
    [item.source, item.stream, item.key, item.code, item.detail, item.body, item.atMs],
  );

/** A change of the same key that could be used heals the one before. */
export const healQuarantine = (writer: SqliteWriter, stream: Stream, key: string): number =>
  writer.run("DELETE FROM quarantine WHERE source = 'pull' AND stream = ? AND key = ?", [stream, key]);

export const countQuarantine = (reader: SqliteReader): number =>
  reader.get<{ count: number }>('SELECT count(*) AS count FROM quarantine')?.count ?? 0;

export const listQuarantine = (reader: SqliteReader, limit: number): QuarantinedItem[] =>
  reader.all<QuarantinedItem>(
    'SELECT source, stream, key, code, detail, body, at_ms AS atMs FROM quarantine ORDER BY id LIMIT ?',
    [limit],
  );

/** The code of a purchase whose operation could not be read in a damaged file. */
export const journalLost = 'journal-lost';

export type LostPurchase = { readonly operationId: string; readonly purchaseId: string };

export const lostPurchases = (reader: SqliteReader, limit: number): LostPurchase[] =>
  reader.all<LostPurchase>(
    `SELECT key AS operationId, purchase_id AS purchaseId FROM quarantine JOIN purchases ON operation_id = key
     WHERE source = 'push' AND code = ? ORDER BY id LIMIT ?`,
    [journalLost, limit],
  );

/** A refused or lost operation needs nothing more. A purchase without its operation here stays closed all the same. */
export function dismissOperation(writer: SqliteWriter, operationId: string): boolean {
  writer.run(
    `UPDATE purchases SET operation_id = '' WHERE operation_id = ?
       AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.operation_id = purchases.operation_id)`,
    [operationId],
  );
  return writer.run("DELETE FROM quarantine WHERE source = 'push' AND key = ?", [operationId]) > 0;
}
