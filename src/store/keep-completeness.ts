import type { Stream } from '../contracts/sync.ts';
import type { SqliteReader } from '../sqlite/database.ts';

type Completeness = { readonly complete: boolean; readonly atMs: number | null };

/** How far each stream is known, asked at every sale and changed by pages only. */
export function keepCompleteness(database: SqliteReader) {
  const known = new Map<Stream, Completeness>();
  const read = (stream: Stream): Completeness => {
    const row = database.get<{ complete: number; atMs: number | null }>(
      'SELECT complete, complete_at_ms AS atMs FROM cursors WHERE stream = ?',
      [stream],
    );
    return { complete: row?.complete === 1, atMs: row?.atMs ?? null };
  };
  return {
    of(stream: Stream): Completeness {
      const kept = known.get(stream) ?? read(stream);
      known.set(stream, kept);
      return kept;
    },
    forget: (): void => known.clear(),
  };
}
