import { requotedOf } from '../../../contracts/requoted-return.ts';
import type { Operation } from '../../../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { BookedPurchase, BookedReturn } from '../records.ts';
import { type KeptPayload, payloadColumns, payloadOf } from './journal-blocks.ts';

/** An applied purchase with the returns applied to it so far. */
function readPurchase(
  reader: SqliteReader,
  chainId: string,
  operationId: string,
): BookedPurchase | undefined {
  const row = reader.get<KeptPayload>(
    `SELECT ${payloadColumns} FROM operations AS o
     WHERE o.chain_id = ? AND o.operation_id = ? AND o.verdict = 'applied'`,
    [chainId, operationId],
  );
  if (row === undefined) return undefined;
  const operation = JSON.parse(payloadOf(reader, row)) as Operation;
  if (operation.kind !== 'purchase') return undefined;
  const returns = reader
    .all<{ id: string; payload: string }>(
      `SELECT operation_id AS id, payload FROM returns JOIN operations USING (chain_id, operation_id)
       WHERE chain_id = ? AND purchase_operation = ? AND verdict = 'applied' ORDER BY operation_id`,
      [chainId, operationId],
    )
    .flatMap(({ id, payload }): BookedReturn[] => {
      const back = JSON.parse(payload) as Operation;
      if (back.kind !== 'return') return [];
      return [{ operationId: id, at: back.at, lines: back.body.lines, requoted: requotedOf(back.body) }];
    });
  return { operationId, at: operation.at, body: operation.body, returns };
}

/** Those of the operations that booked a purchase. */
export function readPurchases(
  reader: SqliteReader,
  chainId: string,
  operationIds: readonly string[],
): Map<string, BookedPurchase> {
  const purchases = new Map<string, BookedPurchase>();
  for (const id of operationIds) {
    const purchase = readPurchase(reader, chainId, id);
    if (purchase !== undefined) purchases.set(id, purchase);
  }
  return purchases;
}

/** Operations that booked a purchase of this number, two at most: usually one. */
export const operationsOfPurchase = (reader: SqliteReader, chainId: string, purchaseId: string): string[] =>
  reader
    .all<{ id: string }>(
      'SELECT operation_id AS id FROM purchases WHERE chain_id = ? AND purchase_id = ? LIMIT 2',
      [chainId, purchaseId],
    )
    .map((row) => row.id);

export function writePurchases(
  writer: SqliteWriter,
  chainId: string,
  purchases: readonly BookedPurchase[],
): void {
  for (const { operationId, body } of purchases) {
    writer.run('INSERT INTO purchases (chain_id, purchase_id, operation_id) VALUES (?, ?, ?)', [
      chainId,
      body.purchaseId,
      operationId,
    ]);
  }
}

export function writeReturns(
  writer: SqliteWriter,
  chainId: string,
  returns: readonly (BookedReturn & { readonly purchaseOperation: string })[],
): void {
  for (const { purchaseOperation, operationId, lines } of returns) {
    writer.run(
      'INSERT INTO returns (chain_id, purchase_operation, operation_id, lines) VALUES (?, ?, ?, ?)',
      [chainId, purchaseOperation, operationId, JSON.stringify(lines)],
    );
  }
}
