import type { Operation } from '../contracts/sync.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import type { TillIdentity } from './identity.ts';
import { appendJournal, hashOfLink, type JournalHead, writeAnchor } from './journal.ts';
import { spendOf } from './own-spends.ts';
import { readSetting } from './settings.ts';
import { parseStored } from './stored-json.ts';

/** An operation where it stands now. */
export type ToReissue = {
  readonly epoch: number;
  readonly sequence: number;
  readonly payload: string;
  readonly atMs: number;
};

/**
 * The canonical JSON of an operation under another number: in the name that the till has now, which is another one after
 * it was enrolled as another till.
 */
export function renumbered(
  reader: SqliteReader,
  operation: Operation,
  place: { readonly epoch: number; readonly sequence: number },
): string {
  const till = readSetting<TillIdentity>(reader, 'identity')?.till ?? operation.till;
  return canonicalJson({ ...operation, till, ...place });
}

/**
 * Gives operations that the hub has not taken new numbers behind `head`, in their order. What happened stays word for
 * word, its id too, so nothing can count twice; only till, epoch and number change. The old entries are kept aside.
 */
export function reissue(
  writer: SqliteWriter,
  operations: readonly ToReissue[],
  head: JournalHead,
  nowMs: number,
): JournalHead {
  for (const operation of operations) setAside(writer, operation, nowMs);
  continueFrom(writer, head, nowMs);
  let last = head;
  for (const { payload, atMs } of operations) {
    const operation = parseStored<Operation>(payload);
    last = appendJournal(writer, last, {
      operationId: operation.id,
      memberId: operation.body.member,
      atMs,
      payload: renumbered(writer, operation, { epoch: last.epoch, sequence: last.sequence + 1 }),
      ...spendOf(operation),
    });
  }
  return last;
}

/** Where the link before is another one here, that of the head is right: it is the hub's. */
function continueFrom(writer: SqliteWriter, { epoch, sequence, hash }: JournalHead, nowMs: number): void {
  if (hashOfLink(writer, epoch, sequence) === hash) return;
  setAside(writer, { epoch, sequence }, nowMs);
  writeAnchor(writer, { epoch, sequence, hash });
}

/** Takes one entry out of the journal and keeps it beside it. */
export function setAside(
  writer: SqliteWriter,
  { epoch, sequence }: { readonly epoch: number; readonly sequence: number },
  nowMs: number,
): void {
  writer.run(
    `INSERT INTO journal_set_aside (epoch, sequence, operation_id, payload, hash, at_ms)
     SELECT epoch, sequence, operation_id, payload, hash, ? FROM journal WHERE epoch = ? AND sequence = ?`,
    [Math.round(nowMs), epoch, sequence],
  );
  writer.run('DELETE FROM outbox WHERE epoch = ? AND sequence = ?', [epoch, sequence]);
  writer.run('DELETE FROM own_spends WHERE epoch = ? AND sequence = ?', [epoch, sequence]);
  writer.run('DELETE FROM journal WHERE epoch = ? AND sequence = ?', [epoch, sequence]);
}

/** Whether an operation got another number once. */
export const wasReissued = (writer: SqliteWriter, operationId: string): boolean =>
  writer.get('SELECT 1 FROM journal_set_aside WHERE operation_id = ?', [operationId]) !== undefined;
