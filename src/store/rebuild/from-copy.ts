import type { MemberRecord } from '../../contracts/sync.ts';
import { memberAfterOperation } from '../../loyalty/ledger/member-after-operation.ts';
import type { SqliteReader, SqliteValue, SqliteWriter } from '../../sqlite/database.ts';
import { readMember } from '../members.ts';
import { eachOperation } from './derive.ts';
import { putMember } from './salvage-row.ts';

/** Tables whose rows of an earlier copy are still true today; what is waiting, held or printed is not. */
const lasting = ['packs', 'goods', 'barcodes', 'contact', 'purchases', 'answers', 'personal_data'] as const;
/** Read anew from the hub, derived from the journal, or taken apart. */
const elsewhere = [
  'schema_migrations',
  'cursors',
  'settings',
  'members',
  'identifiers',
  'lots',
  'journal',
  'outbox',
  'own_spends',
  'postings',
  'returns',
  'held_receipts',
  'print_jobs',
  'quarantine',
  'intake',
] as const;
const known = new Set<string>([...lasting, ...elsewhere]);

/** Tables that the rebuild has no rule of its own for. */
export const otherTables = (reader: SqliteReader): string[] =>
  reader
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .map(({ name }) => name)
    .filter((name) => !known.has(name));

/** Copies the rows that are not there yet, as far as they can be read; answers how many. */
export function copyRows(writer: SqliteWriter, source: SqliteReader, table: string): number {
  let copied = 0;
  try {
    for (const row of source.iterate<Record<string, SqliteValue>>(`SELECT * FROM "${table}"`)) {
      const names = Object.keys(row);
      const sql = `INSERT OR IGNORE INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
      copied += writer.run(sql, Object.values(row));
    }
  } catch {
    // A damaged source ends here: what was read before is kept.
  }
  return copied;
}

/** So many numbers are left out where the counter of purchases comes from an earlier copy, or from nowhere. */
const countersLeftOut = 100_000;

/** What a whole copy of an earlier day has and the damaged file had lost. */
export function takeFromCopy(writer: SqliteWriter, copy: SqliteReader): void {
  for (const table of [...lasting, ...otherTables(copy)]) copyRows(writer, copy, table);
  for (const { name, value } of copy.all<{ name: string; value: string }>(
    'SELECT name, value FROM settings',
  )) {
    if (name === 'rebuilt' || name === 'hub-refusal') continue;
    const text = name === 'purchase-counter' ? String(Number(value) + countersLeftOut) : value;
    writer.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', [name, text]);
  }
  takeMembers(writer, copy);
}

/** Members of the copy with what this till sold to them since. Their balance is as old as the copy says. */
function takeMembers(writer: SqliteWriter, copy: SqliteReader): void {
  const taken = new Map<string, MemberRecord>();
  for (const { id } of copy.all<{ id: string }>('SELECT id FROM members')) {
    if (writer.get('SELECT 1 FROM members WHERE id = ?', [id]) !== undefined) continue;
    const member = readMember(copy, id);
    if (member === null) continue;
    putMember(writer, member.record, member.asOfMs);
    taken.set(id, member.record);
  }
  if (taken.size === 0) return;
  eachOperation(writer, (operation) => {
    const { member: id } = operation.body;
    const before = id === null ? undefined : taken.get(id);
    if (
      before === undefined ||
      copy.get('SELECT 1 FROM journal WHERE operation_id = ?', [operation.id]) !== undefined
    )
      return;
    taken.set(before.id, memberAfterOperation(before, operation));
  });
  for (const { lots, ...record } of taken.values()) {
    writer.run('UPDATE members SET record = ? WHERE id = ?', [JSON.stringify(record), record.id]);
    writer.run('DELETE FROM lots WHERE member_id = ?', [record.id]);
    for (const lot of lots) {
      const { id, wallet, earnedAt, activeAt, expiresAt, points, remaining } = lot;
      writer.run('INSERT INTO lots VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        record.id,
        id,
        wallet,
        earnedAt,
        activeAt,
        expiresAt,
        points,
        remaining,
      ]);
    }
  }
}
