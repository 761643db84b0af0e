import { type RequotedReturn, requotedOf } from '../contracts/requoted-return.ts';
import type { Operation, ReturnBody } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

/** One return taken at this till. */
export type StoredReturn = {
  readonly operationId: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  /** What it gave back, where its rest was quoted anew. */
  readonly requoted: RequotedReturn | null;
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
    .all<{ id: string; lines: string; payload: string | null }>(
      `SELECT operation_id AS id, lines, payload FROM returns LEFT JOIN journal USING (operation_id)
       WHERE purchase_operation = ? ORDER BY operation_id`,
      [purchaseOperation],
    )
    .map(({ id, lines, payload }) => {
      const operation = payload === null ? null : parseStored<Operation>(payload);
      const requoted = operation?.kind === 'return' ? requotedOf(operation.body) : null;
      return { operationId: id, lines: parseStored<StoredReturn['lines']>(lines), requoted };
    });
