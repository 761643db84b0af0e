import { GENESIS_HASH, type JournalEntry } from '../contracts/sync.ts';
import { assert } from '../shared/assert.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { chainHash } from './journal-hash.ts';

export type JournalHead = { readonly epoch: number; readonly sequence: number; readonly hash: string };

/** An operation to append; `payload` is its canonical JSON and already names the next sequence. */
export type NewJournalEntry = {
  readonly operationId: string;
  readonly memberId: string | null;
  readonly atMs: number;
  readonly payload: string;
  /** Points it takes from the member, by wallet. */
  readonly spent: Readonly<Record<string, number>>;
};

/** The last link of an epoch; sequence 0 and the genesis hash before the first. */
export function journalHead(reader: SqliteReader, epoch: number): JournalHead {
  const last = reader.get<{ sequence: number; hash: string }>(
    'SELECT sequence, hash FROM journal WHERE epoch = ? ORDER BY sequence DESC LIMIT 1',
    [epoch],
  );
  return last === undefined ? { epoch, sequence: 0, hash: GENESIS_HASH } : { epoch, ...last };
}

/** Appends one link and its outbox row; the head must still be the one the payload was made for. */
export function appendJournal(writer: SqliteWriter, head: JournalHead, entry: NewJournalEntry): JournalHead {
  assert(journalHead(writer, head.epoch).hash === head.hash, 'the journal moved while an operation was made');
  const sequence = head.sequence + 1;
  const hash = chainHash(head.hash, entry.payload);
  writer.run(
    'INSERT INTO journal (epoch, sequence, operation_id, member_id, at_ms, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [head.epoch, sequence, entry.operationId, entry.memberId, entry.atMs, entry.payload, hash],
  );
  writer.run('INSERT INTO outbox (epoch, sequence, member_id, spent) VALUES (?, ?, ?, ?)', [
    head.epoch,
    sequence,
    entry.memberId,
    JSON.stringify(entry.spent),
  ]);
  return { epoch: head.epoch, sequence, hash };
}

type JournalRow = JournalEntry & { readonly epoch: number };

/** The first link that does not fit, or null when the whole chain of every epoch holds. */
export function findBrokenLink(reader: SqliteReader): { epoch: number; sequence: number } | null {
  let expected: JournalHead = { epoch: 0, sequence: 0, hash: GENESIS_HASH };
  const rows = reader.iterate<JournalRow>(
    'SELECT epoch, sequence, payload, hash FROM journal ORDER BY epoch, sequence',
  );
  for (const row of rows) {
    if (row.epoch !== expected.epoch) expected = { epoch: row.epoch, sequence: 0, hash: GENESIS_HASH };
    const fits = row.sequence === expected.sequence + 1 && row.hash === chainHash(expected.hash, row.payload);
    if (!fits) return { epoch: row.epoch, sequence: row.sequence };
    expected = { epoch: row.epoch, sequence: row.sequence, hash: row.hash };
  }
  return null;
}

/** The same for the last `links` of an epoch: quick enough for every start. */
export function findBrokenTail(
  reader: SqliteReader,
  epoch: number,
  links: number,
): { epoch: number; sequence: number } | null {
  const rows = reader
    .all<JournalEntry>(
      'SELECT sequence, payload, hash FROM journal WHERE epoch = ? ORDER BY sequence DESC LIMIT ?',
      [epoch, links + 1],
    )
    .reverse();
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    // The oldest row read is only an anchor, unless it is the very first link.
    if (before === undefined && row.sequence > 1) continue;
    if (row.hash !== chainHash(before?.hash ?? GENESIS_HASH, row.payload)) {
      return { epoch, sequence: row.sequence };
    }
  }
  return null;
}
