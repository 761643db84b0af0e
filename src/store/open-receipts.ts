import { rmSync } from 'node:fs';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { jsonText } from '../shared/json-text.ts';
import type { SqliteDatabase } from '../sqlite/database.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import { findDamage } from '../sqlite/integrity.ts';
import { type Migration, migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { parseStored } from './stored-json.ts';

/** Points that a receipt keeps out of what its member can spend elsewhere. */
export type ReceiptHold = { readonly wallet: string; readonly points: number };

/** A receipt that is neither confirmed nor cancelled. `pack` is null until the first line. Times are wall milliseconds. */
export type StoredOpenReceipt = {
  readonly purchaseId: string;
  readonly state: 'open';
  readonly memberId: string | null;
  readonly pack: number | null;
  readonly cart: Receipt;
  readonly quote: Quote;
  readonly openedMs: number;
  readonly updatedMs: number;
  readonly hold: ReceiptHold | null;
};

export type OpenReceiptRow = {
  purchase_id: string;
  member_id: string | null;
  pack: number | null;
  cart: string;
  quote: string;
  opened_ms: number;
  updated_ms: number;
};

export const openReceiptOf = (row: OpenReceiptRow, hold: ReceiptHold | null): StoredOpenReceipt => ({
  purchaseId: row.purchase_id,
  state: 'open',
  memberId: row.member_id,
  pack: row.pack,
  cart: parseStored<Receipt>(row.cart),
  quote: parseStored<Quote>(row.quote),
  openedMs: row.opened_ms,
  updatedMs: row.updated_ms,
  hold,
});

/** Carts as the register last sent them. A power cut may lose the newest: the register sends the whole cart again. */
export type OpenReceipts = {
  get(purchaseId: string): StoredOpenReceipt | null;
  list(): StoredOpenReceipt[];
  put(receipt: StoredOpenReceipt): void;
  /** Forgets a closed receipt; written with the next cart, because until then the closed purchase hides it. */
  forget(purchaseId: string): void;
  /** Forgets every cart of a member, at once. */
  eraseMember(memberId: string): void;
  /** See `SqliteDatabase.rest`. */
  rest(): void;
  close(): void;
};

const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'carts',
    sql: `
-- cart: Receipt, quote: Quote, JSON.
CREATE TABLE carts (
  purchase_id TEXT PRIMARY KEY,
  member_id TEXT,
  pack INTEGER,
  cart TEXT NOT NULL,
  quote TEXT NOT NULL,
  opened_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
];

/** Opens the file of carts beside the till's own. A damaged one is made anew: nothing in it was promised. */
export function openOpenReceipts(path: string, key: FileKey | null = null): OpenReceipts {
  try {
    return createOpenReceipts(openWhole(path, key));
  } catch (error) {
    const isLost =
      error instanceof DatabaseFailure && (error.code === 'damaged' || error.code === 'cannot-open');
    if (!isLost) throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return createOpenReceipts(openWhole(path, key));
  }
}

function openWhole(path: string, key: FileKey | null): SqliteDatabase {
  const database = openDatabase(path, { secureDelete: true, survives: 'process', cacheMb: 1, key });
  try {
    migrate(database, migrations);
    const [damage] = findDamage(database, 'quick');
    if (damage !== undefined) throw new DatabaseFailure('damaged', damage);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Carts kept as they were put: the one being sold, and a few that wait aside. */
const cartsAtHand = 8;

function createOpenReceipts(database: SqliteDatabase): OpenReceipts {
  const forgotten = new Set<string>();
  const atHand = new Map<string, StoredOpenReceipt>();
  const keepAtHand = (receipt: StoredOpenReceipt): void => {
    atHand.delete(receipt.purchaseId);
    atHand.set(receipt.purchaseId, { ...receipt, hold: null });
    const [oldest] = atHand.keys();
    if (atHand.size > cartsAtHand && oldest !== undefined) atHand.delete(oldest);
  };
  return {
    get(purchaseId) {
      const known = atHand.get(purchaseId);
      if (known !== undefined) return known;
      const row = database.get<OpenReceiptRow>('SELECT * FROM carts WHERE purchase_id = ?', [purchaseId]);
      return row === undefined ? null : openReceiptOf(row, null);
    },
    list: () =>
      database
        .all<OpenReceiptRow>('SELECT * FROM carts ORDER BY opened_ms, purchase_id')
        .map((row) => openReceiptOf(row, null)),
    put(receipt) {
      database.transaction((writer) => {
        for (const id of forgotten) writer.run('DELETE FROM carts WHERE purchase_id = ?', [id]);
        forgotten.clear();
        writer.run(
          `INSERT INTO carts (purchase_id, member_id, pack, cart, quote, opened_ms, updated_ms)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (purchase_id) DO UPDATE SET member_id = excluded.member_id, pack = excluded.pack,
             cart = excluded.cart, quote = excluded.quote, updated_ms = excluded.updated_ms`,
          [
            receipt.purchaseId,
            receipt.memberId,
            receipt.pack,
            jsonText(receipt.cart),
            jsonText(receipt.quote),
            receipt.openedMs,
            receipt.updatedMs,
          ],
        );
      });
      keepAtHand(receipt);
    },
    forget(purchaseId) {
      atHand.delete(purchaseId);
      forgotten.add(purchaseId);
    },
    eraseMember(memberId) {
      atHand.clear();
      database.transaction((writer) => {
        for (const id of forgotten) writer.run('DELETE FROM carts WHERE purchase_id = ?', [id]);
        forgotten.clear();
        writer.run('DELETE FROM carts WHERE member_id = ?', [memberId]);
      });
      // Closed carts of the member may stand in the log.
      database.checkpoint();
    },
    rest: () => database.rest(),
    close: () => database.close(),
  };
}
