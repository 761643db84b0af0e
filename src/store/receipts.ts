import type { Quote } from '../contracts/quote.ts';
import type { Operation, PurchaseOperation } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import {
  type OpenReceiptRow,
  type OpenReceipts,
  openReceiptOf,
  type ReceiptHold,
  type StoredOpenReceipt,
} from './open-receipts.ts';
import { parseStored } from './stored-json.ts';

export type ClosedReceipt = {
  readonly purchaseId: string;
  readonly state: 'confirmed' | 'cancelled';
  /** The call that closed it. */
  readonly operationId: string;
};
export type StoredReceipt = StoredOpenReceipt | ClosedReceipt;
type Fiscal = { readonly number: string; readonly time: string };

/** The receipt, closed or open. A closed purchase hides its cart, which may still lie in the file of carts. */
export function readReceipt(
  reader: SqliteReader,
  carts: OpenReceipts,
  purchaseId: string,
): StoredReceipt | null {
  const closed = reader.get<ClosedReceipt>(
    'SELECT purchase_id AS purchaseId, state, operation_id AS operationId FROM purchases WHERE purchase_id = ?',
    [purchaseId],
  );
  if (closed !== undefined) return closed;
  const held = readHeld(reader, purchaseId);
  const cart = carts.get(purchaseId);
  return newer(held, cart);
}

/** A held receipt goes on being quoted: its newest cart, with the hold that is kept for it. */
function newer(held: StoredOpenReceipt | null, cart: StoredOpenReceipt | null): StoredOpenReceipt | null {
  if (held === null || cart === null) return held ?? cart;
  return cart.updatedMs < held.updatedMs ? held : { ...cart, openedMs: held.openedMs, hold: held.hold };
}

type HeldRow = OpenReceiptRow & { hold_wallet: string | null; hold_points: number | null };
const fromHeld = (row: HeldRow): StoredOpenReceipt =>
  openReceiptOf(
    row,
    row.hold_wallet === null || row.hold_points === null
      ? null
      : { wallet: row.hold_wallet, points: row.hold_points },
  );

function readHeld(reader: SqliteReader, purchaseId: string): StoredOpenReceipt | null {
  const row = reader.get<HeldRow>('SELECT * FROM held_receipts WHERE purchase_id = ?', [purchaseId]);
  return row === undefined ? null : fromHeld(row);
}

/** Receipts that were neither confirmed nor cancelled, oldest first. */
export function readOpenReceipts(reader: SqliteReader, carts: OpenReceipts): StoredOpenReceipt[] {
  const open = new Map<string, StoredOpenReceipt>();
  for (const cart of carts.list()) open.set(cart.purchaseId, cart);
  for (const row of reader.all<HeldRow>('SELECT * FROM held_receipts')) {
    const receipt = newer(fromHeld(row), open.get(row.purchase_id) ?? null);
    if (receipt !== null) open.set(row.purchase_id, receipt);
  }
  return [...open.values()]
    .filter(({ purchaseId }) => readReceipt(reader, carts, purchaseId)?.state === 'open')
    .sort((one, other) => one.openedMs - other.openedMs || (one.purchaseId < other.purchaseId ? -1 : 1));
}

/** Points by wallet that other open receipts of the member keep for themselves. */
export function heldPoints(
  reader: SqliteReader,
  memberId: string,
  exceptPurchase: string | null,
): Record<string, number> {
  const held: Record<string, number> = {};
  const rows = reader.all<{ wallet: string; points: number }>(
    `SELECT hold_wallet AS wallet, hold_points AS points FROM held_receipts
     WHERE member_id = ? AND hold_points IS NOT NULL AND purchase_id IS NOT ?`,
    [memberId, exceptPurchase],
  );
  for (const { wallet, points } of rows) held[wallet] = (held[wallet] ?? 0) + points;
  return held;
}

/** The purchase that was confirmed with this fiscal receipt. */
export function purchaseOfFiscalReceipt(reader: SqliteReader, fiscal: Fiscal): string | null {
  const row = reader.get<{ purchase_id: string }>(
    "SELECT purchase_id FROM purchases WHERE fiscal_number = ? AND fiscal_time = ? AND state = 'confirmed'",
    [fiscal.number, fiscal.time],
  );
  return row?.purchase_id ?? null;
}

/** Keeps an open receipt with its hold through a power cut. */
export function holdReceipt(writer: SqliteWriter, receipt: StoredOpenReceipt, hold: ReceiptHold): void {
  writer.run(
    `INSERT INTO held_receipts (purchase_id, member_id, pack, cart, quote, opened_ms, updated_ms, hold_wallet,
       hold_points) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (purchase_id) DO UPDATE SET member_id = excluded.member_id, pack = excluded.pack,
       cart = excluded.cart, quote = excluded.quote, updated_ms = excluded.updated_ms,
       hold_wallet = excluded.hold_wallet, hold_points = excluded.hold_points`,
    [
      receipt.purchaseId,
      receipt.memberId,
      receipt.pack,
      JSON.stringify(receipt.cart),
      JSON.stringify(receipt.quote),
      receipt.openedMs,
      receipt.updatedMs,
      hold.wallet,
      hold.points,
    ],
  );
}

/** Ends a hold whose receipt goes on without it. */
export const releaseHold = (writer: SqliteWriter, purchaseId: string): void =>
  writer.later('DELETE FROM held_receipts WHERE purchase_id = ?', [purchaseId]);

/** Closes a receipt for good and ends its hold. Its cart is hidden from now on. */
export function closeReceipt(
  writer: SqliteWriter,
  receipt: ClosedReceipt & { readonly fiscal: Fiscal | null; readonly closedMs: number },
): void {
  writer.later(
    `INSERT INTO purchases (purchase_id, state, operation_id, fiscal_number, fiscal_time, closed_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      receipt.purchaseId,
      receipt.state,
      receipt.operationId,
      receipt.fiscal?.number ?? null,
      receipt.fiscal?.time ?? null,
      receipt.closedMs,
    ],
  );
  releaseHold(writer, receipt.purchaseId);
}

/** The operation of an own confirmed purchase, from the journal. */
export function readPurchase(reader: SqliteReader, purchaseId: string): PurchaseOperation | null {
  const row = reader.get<{ payload: string }>(
    `SELECT payload FROM purchases JOIN journal USING (operation_id) WHERE purchase_id = ? AND state = 'confirmed'`,
    [purchaseId],
  );
  if (row === undefined) return null;
  const operation = parseStored<Operation>(row.payload);
  return operation.kind === 'purchase' ? operation : null;
}

/** What an own purchase was booked at: the quote as it stands in the journal. */
export function readBookedQuote(reader: SqliteReader, operationId: string): Quote | null {
  const row = reader.get<{ payload: string }>('SELECT payload FROM journal WHERE operation_id = ?', [
    operationId,
  ]);
  if (row === undefined) return null;
  const operation = parseStored<Operation>(row.payload);
  return operation.kind === 'purchase' ? operation.body.quote : null;
}
