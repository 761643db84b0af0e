import type { Goods } from '../contracts/goods.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

const maxWords = 6;

/** Text as it is compared: small letters of every alphabet (SQLite alone knows Latin only), `ё` as `е`. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');

export function writeGoods(writer: SqliteWriter, goods: Goods): void {
  const folded = fold([goods.name, goods.sku, ...goods.barcodes].join(' '));
  writer.run(
    `INSERT INTO goods (sku, body, folded) VALUES (?, ?, ?)
     ON CONFLICT (sku) DO UPDATE SET body = excluded.body, folded = excluded.folded`,
    [goods.sku, JSON.stringify(goods), folded],
  );
  writer.run('DELETE FROM barcodes WHERE sku = ?', [goods.sku]);
  for (const code of new Set(goods.barcodes)) {
    writer.run('INSERT INTO barcodes (code, sku) VALUES (?, ?)', [code, goods.sku]);
  }
}

export const removeGoods = (writer: SqliteWriter, sku: string): number =>
  writer.run('DELETE FROM goods WHERE sku = ?', [sku]);

/** The article with this barcode, or with this article number. */
export function goodsByCode(reader: SqliteReader, code: string): Goods | null {
  const row =
    reader.get<{ body: string }>(
      'SELECT body FROM goods WHERE sku = (SELECT sku FROM barcodes WHERE code = ? ORDER BY sku LIMIT 1)',
      [code],
    ) ?? reader.get<{ body: string }>('SELECT body FROM goods WHERE sku = ?', [code]);
  return row === undefined ? null : parseStored<Goods>(row.body);
}

/** Goods in whose name or codes every word of `text` occurs; names that begin with the text come first. */
export function searchGoods(reader: SqliteReader, text: string, limit: number): Goods[] {
  const folded = fold(text).trim();
  const words = folded
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxWords);
  const conditions = ['1', ...words.map(() => 'instr(folded, ?) > 0')].join(' AND ');
  return reader
    .all<{ body: string }>(
      `SELECT body FROM goods WHERE ${conditions}
       ORDER BY CASE WHEN instr(folded, ?) = 1 THEN 0 ELSE 1 END, folded LIMIT ?`,
      [...words, folded, limit],
    )
    .map((row) => parseStored<Goods>(row.body));
}
