import type { JournalEntry, PersonalEntry } from '../contracts/sync.ts';
import { defined } from '../shared/assert.ts';
import type { SqliteReader } from '../sqlite/database.ts';
import { hashOfLink, journalHead } from './journal.ts';
import { readPersonalData } from './personal-data.ts';
import { readRebuilt } from './rebuilt.ts';

export type OutboxBatch = {
  epoch: number;
  previousHead: string;
  /** The end of the journal. */
  lastSequence: number;
  operations: JournalEntry[];
  /** Personal data of enrolments among the operations. */
  personal: PersonalEntry[];
};

/**
 * The next operations to push, oldest first, and the head before them. The run has no gap: an operation that was
 * answered between two that were not goes along again, and the hub knows it by its id. One that alone is larger than
 * `maxBytes` goes alone. With nothing to push, `previousHead` is the head itself. A rebuilt till offers nothing until it
 * was told the hub's head: it may have lost operations that the hub has.
 */
export function readOutbox(
  reader: SqliteReader,
  epoch: number,
  maxOperations: number,
  maxBytes: number,
): OutboxBatch {
  const first = firstWaiting(reader, epoch);
  if (first === null) {
    const { hash: previousHead, sequence: lastSequence } = journalHead(reader, epoch);
    return { epoch, previousHead, lastSequence, operations: [], personal: [] };
  }
  const operations: JournalEntry[] = [];
  let bytes = 0;
  const rows = reader.iterate<JournalEntry>(
    'SELECT sequence, payload, hash FROM journal WHERE epoch = ? AND sequence >= ? ORDER BY sequence LIMIT ?',
    [epoch, first, maxOperations],
  );
  for (const row of rows) {
    bytes += Buffer.byteLength(JSON.stringify(row));
    if (operations.length > 0 && bytes > maxBytes) break;
    operations.push(row);
  }
  const personal = readPersonalData(reader, epoch, operations);
  const previousHead = defined(
    hashOfLink(reader, epoch, first - 1),
    'what is offered goes on from a known link',
  );
  return { epoch, previousHead, lastSequence: journalHead(reader, epoch).sequence, operations, personal };
}

/** The first operation to push; null: none. */
export function firstWaiting(reader: SqliteReader, epoch: number): number | null {
  // `+?`: an index of several columns compared with a bare parameter is planned anew for every value.
  const row = reader.get<{ sequence: number | null }>(
    'SELECT min(sequence) AS sequence FROM outbox WHERE epoch = +?',
    [epoch],
  );
  return readRebuilt(reader)?.epoch === epoch ? null : (row?.sequence ?? null);
}

/** How much waits, and since when (wall milliseconds of the oldest). */
export function readBacklog(reader: SqliteReader): { count: number; oldestMs: number | null } {
  const count = reader.get<{ count: number }>('SELECT count(*) AS count FROM outbox')?.count ?? 0;
  // The journal is written in the order of time, so the first that waits is the oldest: joining every waiting row to its
  // payload would cost each sale of a day offline more than the one before.
  const first = reader.get<{ oldestMs: number }>(
    `SELECT at_ms AS oldestMs FROM journal
     WHERE (epoch, sequence) = (SELECT epoch, sequence FROM outbox ORDER BY epoch, sequence LIMIT 1)`,
  );
  return { count, oldestMs: first?.oldestMs ?? null };
}
