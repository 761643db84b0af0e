import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { identifiersOf } from '../../contracts/member-identifiers.ts';
import { SNAPSHOT_CHUNK_BYTES } from '../../contracts/member-snapshot.ts';
import type { MemberRecord } from '../../contracts/sync.ts';
import { openDriver } from '../../sqlite/open-driver.ts';

const tables = `
CREATE TABLE members (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE identifiers (
  kind TEXT NOT NULL, value TEXT NOT NULL, member_id TEXT NOT NULL, PRIMARY KEY (kind, value, member_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE lots (
  member_id TEXT NOT NULL, id TEXT NOT NULL, wallet TEXT NOT NULL, earned_at TEXT NOT NULL, active_at TEXT NOT NULL,
  expires_at TEXT, points INTEGER NOT NULL, remaining INTEGER NOT NULL, PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
`;

export type SnapshotFile = {
  /** A member written twice is as it was the second time; null: there is no such member after all. */
  readonly put: (page: readonly { readonly id: string; readonly record: MemberRecord | null }[]) => void;
  /** How many members it holds. The file is complete, and closed. */
  readonly finish: () => number;
  readonly abandon: () => void;
};

/** A new file; nobody reads it before it is finished, so it needs no log. Overwrites what lies there. */
export async function writeSnapshotFile(path: string): Promise<SnapshotFile> {
  await rm(path, { force: true });
  const handle = await open(path, 'wx', 0o600);
  await handle.close();
  const driver = openDriver(path, {}, null);
  driver.pragma('journal_mode = OFF');
  driver.pragma('synchronous = OFF');
  driver.pragma('cache_size = -65536');
  driver.exec(tables);
  const removeLots = driver.prepare('DELETE FROM lots WHERE member_id = ?');
  const removeIdentifier = driver.prepare(
    'DELETE FROM identifiers WHERE kind = ? AND value = ? AND member_id = ?',
  );
  const remove = driver.prepare('DELETE FROM members WHERE id = ? RETURNING record');
  const [member, identifier, lot] = [
    driver.prepare('INSERT INTO members (id, record) VALUES (?, ?)'),
    driver.prepare('INSERT OR IGNORE INTO identifiers (kind, value, member_id) VALUES (?, ?, ?)'),
    driver.prepare('INSERT INTO lots VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
  ];
  const put = driver.transaction((page: Parameters<SnapshotFile['put']>[0]) => {
    for (const { id, record } of page) {
      const before = remove.get(id) as { readonly record: string } | undefined;
      if (before !== undefined) {
        removeLots.run(id);
        const known = JSON.parse(before.record) as Omit<MemberRecord, 'lots'>;
        for (const [kind, value] of identifiersOf(known)) removeIdentifier.run(kind, value, id);
      }
      if (record === null) continue;
      const { lots, ...rest } = record;
      member.run(id, JSON.stringify(rest));
      for (const [kind, value] of identifiersOf(record)) identifier.run(kind, value, id);
      for (const one of lots) {
        const { earnedAt, activeAt, expiresAt, points, remaining } = one;
        lot.run(id, one.id, one.wallet, earnedAt, activeAt, expiresAt, points, remaining);
      }
    }
  });
  return {
    put,
    finish() {
      const { n } = driver.prepare('SELECT count(*) AS n FROM members').get() as { readonly n: number };
      driver.close();
      return n;
    },
    abandon: () => void driver.close(),
  };
}

/** SHA-256 of each piece of the file, and its length; the file is on the disk afterwards. */
export async function hashChunks(
  path: string,
): Promise<{ readonly bytes: number; readonly chunks: string[] }> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    const chunks: string[] = [];
    const buffer = Buffer.alloc(SNAPSHOT_CHUNK_BYTES);
    for (let bytes = 0; ; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes);
      if (bytesRead === 0) return { bytes, chunks };
      chunks.push(createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex'));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}
