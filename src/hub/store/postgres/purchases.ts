import { requotedOf } from '../../../contracts/requoted-return.ts';
import type { Operation } from '../../../contracts/sync.ts';
import type { BookedPurchase, BookedReturn } from '../records.ts';
import type { HubConnection } from './connect.ts';
import { insertRows } from './insert-rows.ts';
import { selectApplied } from './operations.ts';
import { anyOf } from './text-arrays.ts';

/** Those of the operations that booked a purchase, with the returns applied to them so far. `hold`: locks them. */
export async function readPurchases(
  database: HubConnection,
  chainId: string,
  operationIds: readonly string[],
  hold = false,
): Promise<Map<string, BookedPurchase>> {
  if (operationIds.length === 0) return new Map();
  const applied = selectApplied(database, chainId, operationIds);
  const rows = await (hold ? applied.forUpdate() : applied).execute();
  // Read after the purchases are held: no return can come in between.
  const returns = await readReturns(database, chainId, operationIds);
  const purchases = new Map<string, BookedPurchase>();
  for (const { operationId, payload } of rows) {
    const operation = JSON.parse(payload) as Operation;
    if (operation.kind !== 'purchase') continue;
    const { at, body } = operation;
    purchases.set(operationId, { operationId, at, body, returns: returns.get(operationId) ?? [] });
  }
  return purchases;
}

async function readReturns(
  database: HubConnection,
  chainId: string,
  purchaseOperations: readonly string[],
): Promise<Map<string, BookedReturn[]>> {
  const rows = await database
    .selectFrom('returns as r')
    .innerJoin('operations as o', (join) =>
      join
        .onRef('o.chain_id', '=', 'r.chain_id')
        .onRef('o.operation_id', '=', 'r.operation_id')
        .on('o.verdict', '=', 'applied'),
    )
    .select(['r.purchase_operation', 'r.operation_id', 'o.payload'])
    .where('r.chain_id', '=', chainId)
    .where('r.purchase_operation', '=', anyOf(purchaseOperations))
    .orderBy('r.operation_id')
    .execute();
  const returns = new Map<string, BookedReturn[]>();
  for (const row of rows) {
    const back = JSON.parse(row.payload) as Operation;
    if (back.kind !== 'return') continue;
    const known = returns.get(row.purchase_operation) ?? [];
    returns.set(row.purchase_operation, known);
    known.push({
      ...{ operationId: row.operation_id, at: back.at },
      ...{ lines: back.body.lines, requoted: requotedOf(back.body) },
    });
  }
  return returns;
}

/** Operations that booked a purchase of this number, two at most: usually one. */
export async function operationsOfPurchase(
  database: HubConnection,
  chainId: string,
  purchaseId: string,
): Promise<string[]> {
  const rows = await database
    .selectFrom('purchases')
    .select('operation_id as id')
    .where('chain_id', '=', chainId)
    .where('purchase_id', '=', purchaseId)
    .orderBy('operation_id')
    .limit(2)
    .execute();
  return rows.map(({ id }) => id);
}

export const writePurchases = (
  transaction: HubConnection,
  chainId: string,
  purchases: readonly BookedPurchase[],
): Promise<number> =>
  insertRows(
    transaction,
    'purchases',
    purchases.map(({ operationId, body }) => ({
      ...{ chain_id: chainId, purchase_id: body.purchaseId, operation_id: operationId },
    })),
  );

export const writeReturns = (
  transaction: HubConnection,
  chainId: string,
  returns: readonly (BookedReturn & { readonly purchaseOperation: string })[],
): Promise<number> =>
  insertRows(
    transaction,
    'returns',
    returns.map(({ purchaseOperation, operationId, lines }) => ({
      ...{ chain_id: chainId, purchase_operation: purchaseOperation, operation_id: operationId },
      lines: JSON.stringify(lines),
    })),
  );
