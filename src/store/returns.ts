import type { ReturnBody } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

/** One return taken at this till. */
export type StoredReturn = {
  readonly operationId: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
};

export const recordReturn = (writer: SqliteWriter, operationId: string, body: ReturnBody): number =>
  writer.run('INSERT INTO returns (purchase_operation, operation_id, lines) VALUES (?, ?, ?)', [
    body.purchaseOperation,
    operationId,
    JSON.stringify(body.lines),
  ]);

/** Returns of a purchase that were taken at this till, wherever the purchase was made. */
export const readReturns = (reader: SqliteReader, purchaseOperation: string): StoredReturn[] =>
  reader
    .all<{ id: string; lines: string }>(
      'SELECT operation_id AS id, lines FROM returns WHERE purchase_operation = ? ORDER BY operation_id',
      [purchaseOperation],
    )
    .map((row) => ({ operationId: row.id, lines: parseStored<StoredReturn['lines']>(row.lines) }));
