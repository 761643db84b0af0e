import { copyFileSync, existsSync, rmSync } from 'node:fs';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from '../../sqlite/database.ts';
import { DatabaseFailure } from '../../sqlite/database-failure.ts';
import { type FileKey, type FileKeys, noKeys, pageReadings } from '../../sqlite/file-key.ts';
import { findDamage } from '../../sqlite/integrity.ts';
import { migrate } from '../../sqlite/migrate.ts';
import { openDatabase } from '../../sqlite/open-database.ts';
import { openPageImage } from '../../sqlite/page-image.ts';
import { storedRecords } from '../../sqlite/stored-records.ts';
import type { TillIdentity } from '../identity.ts';
import { findBrokenLink, writeAnchor } from '../journal.ts';
import { eraseMember } from '../members.ts';
import { tillMigrations } from '../migrations.ts';
import { putInQuarantine } from '../quarantine.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { deriveOutbox, deriveProjections, deriveReceipts } from './derive.ts';
import { anchorGaps, fillGaps, type Gap } from './fill-gaps.ts';
import { copyRows, otherTables, takeFromCopy } from './from-copy.ts';
import { keepUnread } from './keep-unread.ts';
import { type ChangedOperation, mendChain } from './mend-chain.ts';
import { salvageRow } from './salvage-row.ts';

/** What came of a rebuild, for the log and for people. */
export type RebuildReport = {
  /** Operations of the journal that were saved, those from earlier copies included. */
  readonly operations: number;
  readonly fromCopies: number;
  /** Of them, how many the hub is not known to have. */
  readonly waiting: number;
  /** Numbers that could not be read anywhere here. The hub has those it had acknowledged. */
  readonly gaps: readonly Gap[];
  /** Operations whose bytes were changed; kept in quarantine. */
  readonly changed: readonly string[];
  /** Confirmed purchases whose operation could not be read; in quarantine until the hub says that it has it. */
  readonly unread: readonly string[];
  readonly members: number;
  readonly goods: number;
};

export type RebuildInput = {
  readonly damagedPath: string;
  /** Earlier copies of the file, the newest first. */
  readonly copies: readonly string[];
  /** A file that does not exist yet. */
  readonly targetPath: string;
  /** Who the till is, from beside the file, in case it is nowhere else. */
  readonly identity: TillIdentity | null;
  /** What the old files are read with, and what the new one is encrypted with. */
  readonly keys?: FileKeys;
  readonly nowMs: number;
};

/**
 * Makes a new till file from all that can be read of a damaged one and of its copies; changes neither. Members, goods
 * and packs are read anew from the hub afterwards, whatever was saved of them. Throws `DatabaseFailure` when the new
 * file cannot be written.
 */
export function rebuildTill(input: RebuildInput): RebuildReport {
  const { targetPath } = input;
  for (const suffix of ['', '-wal', '-shm']) rmSync(targetPath + suffix, { force: true });
  const target = openDatabase(targetPath, { secureDelete: true, key: input.keys?.wanted ?? null });
  try {
    migrate(target, tillMigrations);
    const report = target.transaction((writer) => {
      // Rows come in the order of pages, not of their references.
      writer.script('PRAGMA defer_foreign_keys = ON');
      return fill(writer, input);
    });
    target.checkpoint();
    const [damage] = findDamage(target, 'quick');
    if (damage !== undefined)
      throw new DatabaseFailure('damaged', `The rebuilt file is damaged too: ${damage}`);
    return report;
  } finally {
    target.close();
  }
}

function fill(writer: SqliteWriter, input: RebuildInput): RebuildReport {
  salvage(writer, input.damagedPath, input.keys?.known ?? null);
  const changed = mendChain(writer);
  let fromCopies = 0;
  for (const path of input.copies) {
    withWholeCopy(path, input, (copy) => {
      fromCopies += fillGaps(writer, copy);
      takeFromCopy(writer, copy);
    });
  }
  if (input.identity !== null && readSetting(writer, 'identity') === null) {
    writeSetting(writer, 'identity', input.identity);
  }
  const lost = changed.filter(({ epoch, sequence }) => !inJournal(writer, epoch, sequence));
  for (const operation of lost) keepChanged(writer, operation, input.nowMs);
  const gaps = anchorGaps(writer);
  for (const { id } of writer.all<{ id: string }>('SELECT member_id AS id FROM erased_members')) {
    eraseMember(writer, id);
  }
  deriveProjections(writer);
  deriveReceipts(writer);
  const unread = keepUnread(writer, input.nowMs);
  const waiting = goOnFromHub(writer);
  removeOrphans(writer);
  const count = (table: string): number =>
    writer.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0;
  return {
    operations: count('journal'),
    fromCopies,
    waiting,
    gaps,
    changed: lost.map(({ operationId }) => operationId),
    unread,
    members: count('members'),
    goods: count('goods'),
  };
}

function salvage(writer: SqliteWriter, path: string, key: FileKey | null): void {
  for (const reading of pageReadings(path, key)) {
    const image = openPageImage(path, reading);
    try {
      for (const record of storedRecords(image)) salvageRow(writer, record);
    } finally {
      image.close();
    }
  }
  withDatabase(path, key, (source) => {
    for (const table of otherTables(source)) copyRows(writer, source, table);
  });
}

/** Runs the work on a file that may be too damaged to open; then there is nothing to do with it. */
function withDatabase(path: string, key: FileKey | null, work: (source: SqliteReader) => void): void {
  if (!existsSync(path)) return;
  try {
    const source = openDatabase(path, { mode: 'read-only', key });
    try {
      work(source);
    } finally {
      source.close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
  }
}

/** The copy of a copy is brought up to today's schema, so that the copy itself stays as it is. */
function withWholeCopy(
  path: string,
  { targetPath, keys = noKeys }: RebuildInput,
  work: (copy: SqliteReader) => void,
): void {
  const scratch = `${targetPath}-copy`;
  const clear = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(scratch + suffix, { force: true });
  };
  clear();
  let copy: SqliteDatabase | null = null;
  try {
    copyFileSync(path, scratch);
    copy = openDatabase(scratch, { key: keys.known });
    migrate(copy, tillMigrations);
    if (findDamage(copy, 'quick').length === 0 && findBrokenLink(copy) === null) work(copy);
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
  } finally {
    copy?.close();
    clear();
  }
}

const inJournal = (reader: SqliteReader, epoch: number, sequence: number): boolean =>
  reader.get('SELECT 1 FROM journal WHERE epoch = ? AND sequence = ?', [epoch, sequence]) !== undefined;

const keepChanged = (writer: SqliteWriter, operation: ChangedOperation, nowMs: number): number =>
  putInQuarantine(writer, {
    source: 'push',
    stream: null,
    key: operation.operationId,
    code: 'journal-changed',
    detail: `The bytes of operation ${operation.sequence} of epoch ${operation.epoch} are not those that were booked.`,
    body: operation.payload,
    atMs: Math.round(nowMs),
  });

type HubHead = { readonly epoch: number; readonly head: string; readonly headSequence: number };

/** The hub is asked for its head before anything is offered to it; until then sales go on behind what is known. */
function goOnFromHub(writer: SqliteWriter): number {
  const epoch =
    readSetting<TillIdentity>(writer, 'identity')?.epoch ??
    writer.get<{ epoch: number | null }>('SELECT max(epoch) AS epoch FROM journal')?.epoch ??
    1;
  const hub = readSetting<HubHead>(writer, 'hub-head');
  const answered = hub !== null && hub.epoch === epoch ? hub : null;
  if (answered !== null && answered.headSequence > 0 && !inJournal(writer, epoch, answered.headSequence)) {
    writeAnchor(writer, { epoch, sequence: answered.headSequence, hash: answered.head });
  }
  writeSetting(writer, 'rebuilt', { epoch });
  return deriveOutbox(writer, epoch, answered?.headSequence ?? 0);
}

/** Rows whose partner was lost, and personal data of operations that are at the hub already. */
function removeOrphans(writer: SqliteWriter): void {
  writer.run('DELETE FROM lots WHERE member_id NOT IN (SELECT id FROM members)');
  writer.run('DELETE FROM identifiers WHERE member_id NOT IN (SELECT id FROM members)');
  writer.run('DELETE FROM barcodes WHERE sku NOT IN (SELECT sku FROM goods)');
  writer.run(
    `DELETE FROM personal_data WHERE operation_id NOT IN
       (SELECT operation_id FROM journal JOIN outbox USING (epoch, sequence))`,
  );
  // Members already taken of a file may be among what is lost: it is fetched from its beginning.
  writer.run("DELETE FROM settings WHERE name IN ('member-snapshot', 'member-snapshot-place')");
  writer.run(
    `INSERT OR IGNORE INTO settings (name, value)
     SELECT 'purchase-counter', count(*) + 100000 FROM purchases`,
  );
}
