import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';

/** The answer of a writing call, kept so that the same call always gets the same bytes. */
export type StoredAnswer = {
  readonly operationId: string;
  /** SHA-256 of the call and its body, hex. */
  readonly bodyHash: string;
  /** JSON text. */
  readonly answer: string;
  readonly memberId: string | null;
  readonly atMs: number;
};

export function readAnswer(reader: SqliteReader, operationId: string): StoredAnswer | null {
  const row = reader.get<StoredAnswer>(
    `SELECT operation_id AS operationId, body_hash AS bodyHash, answer, member_id AS memberId, at_ms AS atMs
     FROM answers WHERE operation_id = ?`,
    [operationId],
  );
  return row ?? null;
}

export const writeAnswer = (writer: SqliteWriter, answer: StoredAnswer): void =>
  writer.later(
    'INSERT INTO answers (operation_id, body_hash, answer, member_id, at_ms) VALUES (?, ?, ?, ?, ?)',
    [answer.operationId, answer.bodyHash, answer.answer, answer.memberId, answer.atMs],
  );
