import { type Stream, streams } from '../../../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';

/**
 * Puts each key at the end of its stream. One row per key holds its newest place, so a stream is never longer than
 * what it describes and a new till reads it from 0. The counter row moves in the same transaction as the data.
 */
export function recordChanges(
  writer: SqliteWriter,
  chainId: string,
  stream: Stream,
  keys: Iterable<string>,
): void {
  let cursor = streamCursor(writer, chainId, stream);
  for (const key of keys) {
    cursor += 1;
    writer.run(
      `INSERT INTO changes (chain_id, stream, key, cursor) VALUES (?, ?, ?, ?)
       ON CONFLICT (chain_id, stream, key) DO UPDATE SET cursor = excluded.cursor`,
      [chainId, stream, key, cursor],
    );
  }
  writer.run(
    `INSERT INTO stream_counters (chain_id, stream, cursor) VALUES (?, ?, ?)
     ON CONFLICT (chain_id, stream) DO UPDATE SET cursor = excluded.cursor`,
    [chainId, stream, cursor],
  );
}

export function streamCursor(reader: SqliteReader, chainId: string, stream: Stream): number {
  const row = reader.get<{ cursor: number }>(
    'SELECT cursor FROM stream_counters WHERE chain_id = ? AND stream = ?',
    [chainId, stream],
  );
  return row?.cursor ?? 0;
}

export function allCursors(reader: SqliteReader, chainId: string): Record<Stream, number> {
  const cursors: Record<Stream, number> = { config: 0, packs: 0, goods: 0, members: 0, coupons: 0 };
  for (const stream of streams) cursors[stream] = streamCursor(reader, chainId, stream);
  return cursors;
}

/** Keys changed after `cursor`, oldest first; one more than `limit` tells the caller that there are more. */
export function changedKeys(
  reader: SqliteReader,
  chainId: string,
  stream: Stream,
  cursor: number,
  limit: number,
): { key: string; cursor: number }[] {
  return reader.all<{ key: string; cursor: number }>(
    'SELECT key, cursor FROM changes WHERE chain_id = ? AND stream = ? AND cursor > ? ORDER BY cursor LIMIT ?',
    [chainId, stream, cursor, limit],
  );
}
