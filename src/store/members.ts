import type { Posting } from '../contracts/ledger.ts';
import { type IdentifierKind, identifiersOf } from '../contracts/member-identifiers.ts';
import type { MemberRecord, OperationFact } from '../contracts/sync.ts';
import { memberAfterOperation } from '../loyalty/ledger/member-after-operation.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { recordCoupons } from './coupons.ts';
import { eraseWords } from './erase-words.ts';
import { recordReturn } from './returns.ts';
import { parseStored } from './stored-json.ts';

/** A member with own sales already applied. `asOfMs`: hub time at which the hub told about the member. */
export type StoredMember = { readonly record: MemberRecord; readonly asOfMs: number };

type StoredLot = MemberRecord['lots'][number];

export function readMember(reader: SqliteReader, id: string): StoredMember | null {
  const row = reader.get<{ record: string; as_of_ms: number }>(
    'SELECT record, as_of_ms FROM members WHERE id = ?',
    [id],
  );
  if (row === undefined) return null;
  // `+?`: an index of several columns compared with a bare parameter is planned anew for every value.
  const lots = reader.all<StoredLot>(
    `SELECT id, wallet, earned_at AS earnedAt, active_at AS activeAt, expires_at AS expiresAt, points, remaining
     FROM lots WHERE member_id = +? ORDER BY id`,
    [id],
  );
  return { record: { ...parseStored<Omit<MemberRecord, 'lots'>>(row.record), lots }, asOfMs: row.as_of_ms };
}

/** Ids of the members that hold this card or phone: usually one, two where the chain has a duplicate. */
export const findMembers = (reader: SqliteReader, kind: IdentifierKind, value: string): string[] =>
  reader
    .all<{ member_id: string }>(
      'SELECT member_id FROM identifiers WHERE kind = ? AND value = ? ORDER BY member_id LIMIT 10',
      [kind, value],
    )
    .map((row) => row.member_id);

export const countMembers = (reader: SqliteReader): number =>
  reader.get<{ count: number }>('SELECT count(*) AS count FROM members')?.count ?? 0;

/** Writes the whole member; what was known before is replaced. True when the member is new here. */
export function writeMember(writer: SqliteWriter, member: StoredMember): boolean {
  const { lots, ...record } = member.record;
  const isNew = !forgetIdentifiers(writer, record.id);
  writer.run(
    `INSERT INTO members (id, record, as_of_ms) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET record = excluded.record, as_of_ms = excluded.as_of_ms`,
    [record.id, JSON.stringify(record), member.asOfMs],
  );
  if (!isNew) writer.run('DELETE FROM lots WHERE member_id = ?', [record.id]);
  for (const [kind, value] of identifiersOf(record)) {
    writer.run('INSERT INTO identifiers (kind, value, member_id) VALUES (?, ?, ?)', [kind, value, record.id]);
  }
  for (const lot of lots) writeLot(writer, record.id, lot);
  return isNew;
}

/** Nobody is found by what the stored record says any more; false: there is no such member. */
function forgetIdentifiers(writer: SqliteWriter, id: string): boolean {
  const row = writer.get<{ record: string }>('SELECT record FROM members WHERE id = ?', [id]);
  if (row === undefined) return false;
  for (const [kind, value] of identifiersOf(parseStored<Omit<MemberRecord, 'lots'>>(row.record))) {
    writer.run('DELETE FROM identifiers WHERE kind = ? AND value = ? AND member_id = ?', [kind, value, id]);
  }
  return true;
}

const writeLot = (writer: SqliteWriter, memberId: string, lot: StoredLot): void =>
  writer.later(
    `INSERT INTO lots (member_id, id, wallet, earned_at, active_at, expires_at, points, remaining)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (member_id, id) DO UPDATE SET remaining = excluded.remaining`,
    [memberId, lot.id, lot.wallet, lot.earnedAt, lot.activeAt, lot.expiresAt, lot.points, lot.remaining],
  );

/** The legs of one operation. */
export function writePostings(writer: SqliteWriter, operationId: string, postings: readonly Posting[]): void {
  postings.forEach((posting, ordinal) => {
    writer.later(
      `INSERT INTO postings (operation_id, ordinal, member_id, wallet, account, lot_id, points)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        operationId,
        ordinal,
        posting.memberId,
        posting.wallet,
        posting.account,
        posting.lotId,
        posting.points,
      ],
    );
  });
}

/**
 * Books an operation of this till: its legs for good, its effects on the member until the hub tells the whole anew.
 * Answers the member afterwards. `known`: the member as this transaction has read it already.
 */
export function recordOperation(
  writer: SqliteWriter,
  fact: OperationFact,
  known: StoredMember | null = null,
): StoredMember | null {
  const { id, body } = fact;
  if ('postings' in fact.body) writePostings(writer, id, fact.body.postings);
  if (fact.kind === 'return') recordReturn(writer, id, fact.body);
  recordCoupons(writer, fact);
  if (body.member === null) return null;
  const before = known ?? readMember(writer, body.member);
  if (before === null) return null;
  const after = memberAfterOperation(before.record, fact);
  const { lots, ...record } = after;
  writer.later('UPDATE members SET record = ? WHERE id = ?', [JSON.stringify(record), record.id]);
  // A regular customer has hundreds of lots and a sale touches a few: only those are written.
  const remainingBefore = new Map(before.record.lots.map((lot) => [lot.id, lot.remaining]));
  for (const lot of lots) {
    if (remainingBefore.get(lot.id) !== lot.remaining) writeLot(writer, record.id, lot);
  }
  return { record: after, asOfMs: before.asOfMs };
}

/**
 * Removes a member and every personal trace of one outside the journal, which holds the id and, in an enrolment, the card.
 * `person`: somebody who asked to be forgotten, so the enrolment goes too; an id that was merged keeps it.
 */
export function eraseMember(writer: SqliteWriter, id: string, person = false): boolean {
  const existed = forgetIdentifiers(writer, id);
  writer.run('DELETE FROM members WHERE id = ?', [id]);
  writer.run(
    `INSERT INTO erased_members (member_id, person) VALUES (?, ?)
     ON CONFLICT (member_id) DO UPDATE SET person = max(person, excluded.person)`,
    [id, person ? 1 : 0],
  );
  if (person) eraseWords(writer, id);
  writer.run('DELETE FROM print_jobs WHERE member_id = ?', [id]);
  writer.run('DELETE FROM held_receipts WHERE member_id = ?', [id]);
  writer.run('DELETE FROM personal_data WHERE member_id = ?', [id]);
  writer.run('DELETE FROM approvals WHERE member_id = ?', [id]);
  writer.run('DELETE FROM store_rights WHERE member_id = ?', [id]);
  writer.run('DELETE FROM store_transfers WHERE member_id = ?', [id]);
  writer.run("DELETE FROM quarantine WHERE source = 'pull' AND stream = 'members' AND key = ?", [id]);
  const answers = writer.all<{ operation_id: string; answer: string }>(
    "SELECT operation_id, answer FROM answers WHERE member_id = ? AND answer <> ''",
    [id],
  );
  for (const row of answers) {
    // The answer can still be repeated, only without the person: money and points stay as they were.
    const answer = { ...parseStored<object>(row.answer), member: null, slip: { lines: [], escpos: '' } };
    writer.run('UPDATE answers SET answer = ?, member_id = NULL WHERE operation_id = ?', [
      JSON.stringify(answer),
      row.operation_id,
    ]);
  }
  return existed;
}
