import type { JournalEntry, PersonalData, PersonalEntry } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

export const writePersonalData = (
  writer: SqliteWriter,
  memberId: string,
  { operationId, data }: PersonalEntry,
): number =>
  writer.run('INSERT INTO personal_data (operation_id, member_id, body) VALUES (?, ?, ?)', [
    operationId,
    memberId,
    JSON.stringify(data),
  ]);

export const forgetPersonalData = (writer: SqliteWriter, operationId: string): number =>
  writer.run('DELETE FROM personal_data WHERE operation_id = ?', [operationId]);

/** What travels beside these operations of the journal. */
export function readPersonalData(
  reader: SqliteReader,
  epoch: number,
  operations: readonly JournalEntry[],
): PersonalEntry[] {
  const [first, last] = [operations[0], operations.at(-1)];
  if (first === undefined || last === undefined) return [];
  return reader
    .all<{ operation_id: string; body: string }>(
      `SELECT operation_id, body FROM personal_data JOIN journal USING (operation_id)
       WHERE epoch = ? AND sequence BETWEEN ? AND ?`,
      [epoch, first.sequence, last.sequence],
    )
    .map((row) => ({ operationId: row.operation_id, data: parseStored<PersonalData>(row.body) }));
}
