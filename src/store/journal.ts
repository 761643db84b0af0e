import { GENESIS_HASH, type JournalEntry } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { chainHash } from './journal-hash.ts';
import { writeOutbox } from './own-spends.ts';

export type JournalHead = { readonly epoch: number; readonly sequence: number; readonly hash: string };

/** An operation to append; `payload` is its canonical JSON and already names the next sequence. */
export type NewJournalEntry = {
  readonly operationId: string;
  readonly memberId: string | null;
  readonly atMs: number;
  readonly payload: string;
  /** Points it takes from the member, by wallet. */
  readonly spent: Readonly<Record<string, number>>;
  /** Of them, those the hub had set aside here; absent: none. */
  readonly leased?: Readonly<Record<string, number>>;
};

type Link = { readonly sequence: number; readonly hash: string };

/** The last link of an epoch; sequence 0 and the genesis hash before the first. */
export function journalHead(reader: SqliteReader, epoch: number): JournalHead {
  const last = reader.get<Link>(
    'SELECT sequence, hash FROM journal WHERE epoch = ? ORDER BY sequence DESC LIMIT 1',
    [epoch],
  );
  const anchor = reader.get<Link>(
    `SELECT sequence, hash FROM journal_anchors WHERE epoch = ? AND sequence > ? AND hash IS NOT NULL
     ORDER BY sequence DESC LIMIT 1`,
    [epoch, last?.sequence ?? 0],
  );
  return { epoch, ...(anchor ?? last ?? { sequence: 0, hash: GENESIS_HASH }) };
}

/** The hash of one link; undefined where it is neither here nor known. 0 is before the first. */
export function hashOfLink(reader: SqliteReader, epoch: number, sequence: number): string | undefined {
  if (sequence === 0) return GENESIS_HASH;
  const row =
    reader.get<{ hash: string }>('SELECT hash FROM journal WHERE epoch = ? AND sequence = ?', [
      epoch,
      sequence,
    ]) ??
    reader.get<{ hash: string }>(
      'SELECT hash FROM journal_anchors WHERE epoch = ? AND sequence = ? AND hash IS NOT NULL',
      [epoch, sequence],
    );
  return row?.hash;
}

/** The journal goes on behind this operation, which is not here. `hash`: its link, where it is known. */
export const writeAnchor = (
  writer: SqliteWriter,
  { epoch, sequence, hash }: Omit<JournalHead, 'hash'> & { readonly hash: string | null },
): number =>
  writer.run(
    `INSERT INTO journal_anchors (epoch, sequence, hash) VALUES (?, ?, ?)
     ON CONFLICT (epoch, sequence) DO UPDATE SET hash = coalesce(excluded.hash, hash)`,
    [epoch, sequence, hash],
  );

/**
 * Appends one link and its outbox row. `head` is the end of the journal in this transaction: a number that is taken
 * already cannot be written.
 */
export function appendJournal(writer: SqliteWriter, head: JournalHead, entry: NewJournalEntry): JournalHead {
  const sequence = head.sequence + 1;
  const hash = chainHash(head.hash, entry.payload);
  writer.later(
    'INSERT INTO journal (epoch, sequence, operation_id, member_id, at_ms, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [head.epoch, sequence, entry.operationId, entry.memberId, entry.atMs, entry.payload, hash],
  );
  const { memberId, spent, leased = {} } = entry;
  writeOutbox(writer, { epoch: head.epoch, sequence, memberId, spent, leased });
  return { epoch: head.epoch, sequence, hash };
}

type JournalRow = JournalEntry & { readonly epoch: number };

/** Where gaps end: `epoch:sequence` and the hash there, null where nobody knows it. */
function readAnchors(reader: SqliteReader): ReadonlyMap<string, string | null> {
  type Anchor = { readonly epoch: number; readonly sequence: number; readonly hash: string | null };
  const anchors = reader.all<Anchor>('SELECT epoch, sequence, hash FROM journal_anchors');
  return new Map(anchors.map(({ epoch, sequence, hash }) => [`${epoch}:${sequence}`, hash]));
}

/** Where a journal is not as it was written. */
export type BrokenLink = { readonly epoch: number; readonly sequence: number };

/** The first link that does not fit, or null when the whole chain of every epoch holds, known gaps apart. */
export function findBrokenLink(reader: SqliteReader): BrokenLink | null {
  const anchors = readAnchors(reader);
  let expected: JournalHead = { epoch: 0, sequence: 0, hash: GENESIS_HASH };
  const rows = reader.iterate<JournalRow>(
    'SELECT epoch, sequence, payload, hash FROM journal ORDER BY epoch, sequence',
  );
  for (const row of rows) {
    if (row.epoch !== expected.epoch) expected = { epoch: row.epoch, sequence: 0, hash: GENESIS_HASH };
    const anchor = anchors.get(`${row.epoch}:${row.sequence - 1}`);
    const isNext = row.sequence === expected.sequence + 1;
    const before = anchor ?? (isNext ? expected.hash : undefined);
    const fits = anchor === null || (before !== undefined && row.hash === chainHash(before, row.payload));
    if (!fits) return { epoch: row.epoch, sequence: row.sequence };
    expected = { epoch: row.epoch, sequence: row.sequence, hash: row.hash };
  }
  return null;
}

/** The same for the last `links` of an epoch: quick enough for every start. */
export function findBrokenTail(reader: SqliteReader, epoch: number, links: number): BrokenLink | null {
  const rows = reader
    .all<JournalEntry>(
      'SELECT sequence, payload, hash FROM journal WHERE epoch = ? ORDER BY sequence DESC LIMIT ?',
      [epoch, links + 1],
    )
    .reverse();
  const anchors = readAnchors(reader);
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    // The oldest row read is only an anchor, unless it is the very first link.
    if (before === undefined && row.sequence > 1) continue;
    const anchor = anchors.get(`${epoch}:${row.sequence - 1}`);
    if (anchor === null) continue;
    if (row.hash !== chainHash(anchor ?? before?.hash ?? GENESIS_HASH, row.payload)) {
      return { epoch, sequence: row.sequence };
    }
  }
  return null;
}
