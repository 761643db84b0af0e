import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';

/** A moment at which the hub answered. */
export type HubContact = {
  readonly hubTimeMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
  /** False when it was measured before this process started: the monotonic clock then meant something else. */
  readonly sameProcess: boolean;
};

type Row = { hub_time_ms: number; wall_ms: number; monotonic_ms: number; boot_id: string };

export function readContact(reader: SqliteReader, bootId: string): HubContact | null {
  const row = reader.get<Row>(
    'SELECT hub_time_ms, wall_ms, monotonic_ms, boot_id FROM contact WHERE only = 1',
  );
  if (row === undefined) return null;
  return {
    hubTimeMs: row.hub_time_ms,
    wallMs: row.wall_ms,
    monotonicMs: row.monotonic_ms,
    sameProcess: row.boot_id === bootId,
  };
}

export function writeContact(
  writer: SqliteWriter,
  contact: { readonly hubTimeMs: number; readonly wallMs: number; readonly monotonicMs: number },
  bootId: string,
): void {
  writer.run(
    `INSERT INTO contact (only, hub_time_ms, wall_ms, monotonic_ms, boot_id) VALUES (1, ?, ?, ?, ?)
     ON CONFLICT (only) DO UPDATE SET hub_time_ms = excluded.hub_time_ms, wall_ms = excluded.wall_ms,
       monotonic_ms = excluded.monotonic_ms, boot_id = excluded.boot_id`,
    [Math.round(contact.hubTimeMs), Math.round(contact.wallMs), contact.monotonicMs, bootId],
  );
}
