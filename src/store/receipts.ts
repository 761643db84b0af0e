import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

/** A receipt of this till. `pack` is null until the first line. Times are wall milliseconds. */
export type StoredReceipt = {
  readonly purchaseId: string;
  readonly state: 'open' | 'confirmed' | 'cancelled';
  readonly memberId: string | null;
  readonly pack: number | null;
  readonly cart: Receipt;
  readonly quote: Quote;
  readonly openedMs: number;
  readonly updatedMs: number;
  /** The call that closed it. */
  readonly operationId: string | null;
  readonly fiscal: { readonly number: string; readonly time: string } | null;
};

type Row = {
  purchase_id: string;
  state: StoredReceipt['state'];
  member_id: string | null;
  pack: number | null;
  cart: string;
  quote: string;
  opened_ms: number;
  updated_ms: number;
  operation_id: string | null;
  fiscal_number: string | null;
  fiscal_time: string | null;
};

const fromRow = (row: Row): StoredReceipt => ({
  purchaseId: row.purchase_id,
  state: row.state,
  memberId: row.member_id,
  pack: row.pack,
  cart: parseStored<Receipt>(row.cart),
  quote: parseStored<Quote>(row.quote),
  openedMs: row.opened_ms,
  updatedMs: row.updated_ms,
  operationId: row.operation_id,
  fiscal:
    row.fiscal_number === null || row.fiscal_time === null
      ? null
      : { number: row.fiscal_number, time: row.fiscal_time },
});

export function readReceipt(reader: SqliteReader, purchaseId: string): StoredReceipt | null {
  const row = reader.get<Row>('SELECT * FROM receipts WHERE purchase_id = ?', [purchaseId]);
  return row === undefined ? null : fromRow(row);
}

export const readOpenReceipts = (reader: SqliteReader): StoredReceipt[] =>
  reader.all<Row>("SELECT * FROM receipts WHERE state = 'open' ORDER BY opened_ms").map(fromRow);

/** The purchase that was confirmed with this fiscal receipt. */
export function purchaseOfFiscalReceipt(
  reader: SqliteReader,
  fiscal: { readonly number: string; readonly time: string },
): string | null {
  const row = reader.get<{ purchase_id: string }>(
    "SELECT purchase_id FROM receipts WHERE fiscal_number = ? AND fiscal_time = ? AND state = 'confirmed'",
    [fiscal.number, fiscal.time],
  );
  return row?.purchase_id ?? null;
}

/** Writes the whole receipt over what was there. */
export function writeReceipt(writer: SqliteWriter, receipt: StoredReceipt): void {
  writer.run(
    `INSERT INTO receipts (purchase_id, state, member_id, pack, cart, quote, net_minor, opened_ms, updated_ms,
       operation_id, fiscal_number, fiscal_time)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (purchase_id) DO UPDATE SET state = excluded.state, member_id = excluded.member_id,
       pack = excluded.pack, cart = excluded.cart, quote = excluded.quote, net_minor = excluded.net_minor,
       opened_ms = excluded.opened_ms, updated_ms = excluded.updated_ms, operation_id = excluded.operation_id,
       fiscal_number = excluded.fiscal_number, fiscal_time = excluded.fiscal_time`,
    [
      receipt.purchaseId,
      receipt.state,
      receipt.memberId,
      receipt.pack,
      JSON.stringify(receipt.cart),
      JSON.stringify(receipt.quote),
      receipt.quote.totals.net,
      receipt.openedMs,
      receipt.updatedMs,
      receipt.operationId,
      receipt.fiscal?.number ?? null,
      receipt.fiscal?.time ?? null,
    ],
  );
}
