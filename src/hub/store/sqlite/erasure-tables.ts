import type { Operation } from '../../../contracts/sync.ts';
import { couponMoves, couponState } from '../../../loyalty/ledger/coupons.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { AuditRecord } from '../records.ts';
import { recordChanges, streamCursor } from './changes.ts';
import { readCoupons, writeCoupons } from './coupon-tables.ts';
import { type KeptPayload, payloadColumns, payloadsOf } from './journal-blocks.ts';
import { readMember, writeCore } from './member-tables.ts';

/** Whether the id, or the member it was merged into, is one of a person who was erased. */
export const isErased = (reader: SqliteReader, chainId: string, id: string): boolean =>
  erasedAmong(reader, chainId, [id]).size > 0;

/** Those of the ids, or of the members they were merged into, that are of persons who were erased. */
export function erasedAmong(reader: SqliteReader, chainId: string, ids: readonly string[]): Set<string> {
  const rows = reader.all<{ id: string }>(
    `SELECT asked.value AS id FROM json_each(?2) AS asked
     WHERE EXISTS (SELECT 1 FROM erasures WHERE chain_id = ?1 AND member_id = asked.value)
       OR EXISTS (SELECT 1 FROM merged_members AS m JOIN erasures AS e ON e.chain_id = m.chain_id
         AND e.member_id = m.target WHERE m.chain_id = ?1 AND m.alias = asked.value)`,
    { 1: chainId, 2: JSON.stringify(ids) },
  );
  return new Set(rows.map(({ id }) => id));
}

/** Takes the person out of every table. What was sold and booked stays, under the id alone. False: nobody has the id. */
export function eraseMember(writer: SqliteWriter, chainId: string, id: string, nowMs: number): boolean {
  const member = readMember(writer, chainId, id, 0);
  if (member === null) return false;
  const { core } = member;
  const phone = writer.get<{ phone: string }>(
    'SELECT phone FROM member_phones WHERE chain_id = ? AND member_id = ?',
    [chainId, id],
  )?.phone;
  eraseFromOperations(writer, chainId, id);
  eraseFromRefused(writer, chainId, [...core.cards, ...(phone === undefined ? [] : [phone])]);
  eraseFromAudit(writer, chainId, id);
  for (const [kind, value] of [
    ...core.cards.map((card) => ['card', card]),
    ...(core.phoneHash === null ? [] : [['phoneHash', core.phoneHash]]),
  ]) {
    writer.run('DELETE FROM identifiers WHERE chain_id = ? AND kind = ? AND value = ? AND member_id = ?', [
      chainId,
      kind ?? '',
      value ?? '',
      id,
    ]);
  }
  writer.run('DELETE FROM member_phones WHERE chain_id = ? AND member_id = ?', [chainId, id]);
  writer.run('DELETE FROM consents WHERE chain_id = ? AND member_id = ?', [chainId, id]);
  const nobody = { firstName: null, phoneHash: null, phoneLast4: null, birthday: null, cards: [] };
  writeCore(writer, chainId, { ...core, ...nobody, segments: [], choices: {} });
  tellTills(writer, chainId, id, nowMs);
  return true;
}

/** The tombstone, also of ids that were merged into the member, and its place in the stream. */
function tellTills(writer: SqliteWriter, chainId: string, id: string, nowMs: number): void {
  const aliases = writer.all<{ alias: string }>(
    'SELECT alias FROM merged_members WHERE chain_id = ? AND target = ?',
    [chainId, id],
  );
  recordChanges(writer, chainId, 'members', [id, ...aliases.map(({ alias }) => alias)]);
  const cursor = streamCursor(writer, chainId, 'members');
  writer.run(
    `INSERT INTO erasures (chain_id, member_id, at_ms, cursor) VALUES (?, ?, ?, ?)
     ON CONFLICT (chain_id, member_id) DO UPDATE SET cursor = excluded.cursor`,
    [chainId, id, Math.floor(nowMs), cursor],
  );
}

/** Enrolments name the card and carry the words of the consent, credits the manager's reason, purchases coupons. */
function eraseFromOperations(writer: SqliteWriter, chainId: string, id: string): void {
  const rows = writer.all<KeptPayload>(
    `SELECT ${payloadColumns} FROM operations AS o
     WHERE o.chain_id = ?1 AND o.verdict = 'applied' AND o.operation_id IN (
       SELECT operation_id FROM postings WHERE chain_id = ?1 AND member_id = ?2
       UNION SELECT operation_id FROM member_spend WHERE chain_id = ?1 AND member_id = ?2
       UNION SELECT operation_id FROM consents WHERE chain_id = ?1 AND member_id = ?2)`,
    { 1: chainId, 2: id },
  );
  const couponKeys = new Set<string>();
  for (const payload of payloadsOf(writer, rows)) {
    const operation = JSON.parse(payload) as Operation;
    if (operation.kind === 'enrolment') {
      replacePayload(writer, chainId, operation, { member: operation.body.member });
    } else if (operation.kind === 'credit') {
      replacePayload(writer, chainId, operation, { ...operation.body, reason: '-' });
    } else {
      for (const { key } of couponMoves(operation)) couponKeys.add(key);
    }
  }
  eraseFromCoupons(writer, chainId, id, [...couponKeys]);
}

/** The hash of the entry stays: the chain was checked when it came, and goes on from the hash. */
function replacePayload(
  writer: SqliteWriter,
  chainId: string,
  operation: Operation,
  body: Readonly<Record<string, unknown>>,
): void {
  writer.run(
    `UPDATE operations SET payload = ? WHERE chain_id = ? AND operation_id = ? AND verdict = 'applied'`,
    [JSON.stringify({ ...operation, body, erased: true }), chainId, operation.id],
  );
}

/** A coupon nobody used ends with its person; one that was used only forgets whose it was. */
function eraseFromCoupons(writer: SqliteWriter, chainId: string, id: string, keys: readonly string[]): void {
  const known = [...readCoupons(writer, chainId, keys)];
  const changed = new Map(
    known
      .filter(([, record]) => record.member === id)
      .map(([key, record]) => {
        const voided = record.voided || couponState(record) === 'valid';
        return [key, { ...record, member: null, voided }];
      }),
  );
  writeCoupons(writer, chainId, changed);
  if (changed.size > 0) recordChanges(writer, chainId, 'coupons', changed.keys());
}

/** A refused operation may be anything, even no JSON: what names the person goes whole, its number and reason stay. */
function eraseFromRefused(writer: SqliteWriter, chainId: string, traces: readonly string[]): void {
  for (const trace of traces) {
    writer.run(
      `UPDATE operations SET payload = '{"erased":true}'
       WHERE chain_id = ? AND verdict = 'refused' AND instr(payload, ?) > 0`,
      [chainId, trace],
    );
  }
}

function eraseFromAudit(writer: SqliteWriter, chainId: string, id: string): void {
  const rows = writer.all<{ atMs: number; operationId: string; body: string }>(
    `SELECT at_ms AS atMs, operation_id AS operationId, body FROM audit_log
     WHERE chain_id = ? AND json_extract(body, '$.member') = ? AND json_extract(body, '$.credit') IS NOT NULL`,
    [chainId, id],
  );
  for (const { atMs, operationId, body } of rows) {
    const line = JSON.parse(body) as AuditRecord['body'];
    const credit = line.credit === null ? null : { ...line.credit, reason: '-' };
    writer.run('UPDATE audit_log SET body = ? WHERE chain_id = ? AND at_ms = ? AND operation_id = ?', [
      JSON.stringify({ ...line, credit }),
      chainId,
      atMs,
      operationId,
    ]);
  }
}
