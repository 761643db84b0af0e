import {
  type MemberSnapshot,
  memberSnapshotSchema,
  type SignedSnapshot,
  snapshotSignatureText,
} from '../contracts/member-snapshot.ts';
import type { MemberRecord } from '../contracts/sync.ts';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { type MemberFile, openMemberFile } from './member-file.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { IsHubSigned } from './stop-list.ts';

/** Kept from the first piece to the last member. `after`: the members up to this id are in the till's own tables. */
type Stored = Pick<SignedSnapshot, 'id' | 'manifest'> & { readonly after: string | null };

/** The members of the chain out of a ready file of the hub. Each call is one transaction at the most. */
export type MemberSnapshotStore = {
  /** No member was ever read, or a file was begun: asking for one is worth it. */
  readonly isWanted: () => boolean;
  /** The file that was begun; null: there is none. */
  readonly begun: () => string | null;
  /** False: it is not a file of this till's hub, or not one this version reads. */
  readonly begin: (signed: SignedSnapshot) => boolean;
  /** Looks through a piece that is here, or says which to fetch; null: all are here. */
  readonly next: () => { readonly fetch: readonly number[] } | 'checked' | null;
  readonly take: (index: number, bytes: Uint8Array) => boolean;
  /** Takes some members into use; `done`: all are, the file is gone, and pulling goes on behind it. */
  readonly apply: (most: number) => { readonly members: number; readonly done: boolean };
  readonly forget: () => void;
};

export type MemberSnapshotParts = {
  readonly database: SqliteDatabase;
  readonly isHubSigned: IsHubSigned;
  readonly chain: () => string | null;
  /** Applies what is not the hub's yet to a member that the file tells. */
  readonly applyOwn: (writer: SqliteWriter, record: MemberRecord, asOfMs: number) => void;
  /** Members with operations of this till's journal. */
  readonly ownMembers: (reader: SqliteReader) => readonly string[];
  readonly onApplied: (members: number) => void;
  /** The till's file is encrypted: nothing of it may lie beside it in the clear. */
  readonly isEncrypted: boolean;
};

const attachedAs = 'snapshot';

export function createMemberSnapshotStore(parts: MemberSnapshotParts): MemberSnapshotStore {
  const { database } = parts;
  const path = `${database.path}-members`;
  let open: { readonly id: string; readonly manifest: MemberSnapshot; readonly file: MemberFile } | null =
    null;
  let detach: (() => void) | null = null;
  const stored = (): Stored | null => readSetting<Stored | null>(database, 'member-snapshot');
  const opened = (): NonNullable<typeof open> | null => {
    const known = stored();
    if (known === null) return null;
    if (open?.id === known.id) return open;
    const manifest = memberSnapshotSchema.parse(JSON.parse(known.manifest));
    open = { id: known.id, manifest, file: openMemberFile(path, manifest) };
    return open;
  };
  const close = (): void => {
    detach?.();
    detach = null;
    open?.file.remove();
    open = null;
  };
  const forget = (): void => {
    close();
    database.transaction((writer) => writeSetting(writer, 'member-snapshot', null));
  };
  return {
    forget,
    begun: () => stored()?.id ?? null,
    isWanted: () => !parts.isEncrypted && (stored() !== null || isFirst(database)),
    begin({ id, manifest, keyId, signature }) {
      if (!parts.isHubSigned({ text: snapshotSignatureText(manifest), keyId, signature })) return false;
      const made = memberSnapshotSchema.safeParse(JSON.parse(manifest));
      if (!made.success || made.data.chain !== parts.chain()) return false;
      close();
      openMemberFile(path, made.data).remove();
      database.transaction((writer) =>
        writeSetting(writer, 'member-snapshot', { id, manifest, after: null } satisfies Stored),
      );
      return true;
    },
    next() {
      const file = opened()?.file;
      if (file === undefined) return null;
      if (file.checkNext()) return 'checked';
      const fetch = file.missing();
      return fetch.length === 0 ? null : { fetch };
    },
    take: (index, bytes) => opened()?.file.add(index, bytes) ?? false,
    apply(most) {
      const [known, found] = [stored(), opened()];
      if (known === null || found === null) return { members: 0, done: true };
      detach ??= database.attach(found.file.path, attachedAs);
      const slice = nextSlice(database, known.after ?? '', most);
      if (slice === null) {
        // The file first: from the moment the cursor is told, the hub takes everybody erased before it to be gone here.
        close();
        database.transaction((writer) => goOnBehind(writer, found.manifest));
        parts.onApplied(0);
        return { members: 0, done: true };
      }
      const members = database.transaction((writer) => {
        writeSetting(writer, 'member-snapshot', { ...known, after: slice.to } satisfies Stored);
        return takeSlice(writer, parts, slice, found.manifest.asOfMs);
      });
      parts.onApplied(members);
      return { members, done: false };
    },
  };
}

/** No member was ever read to the end. */
function isFirst(reader: SqliteReader): boolean {
  const row = reader.get<{ cursor: number; atMs: number | null }>(
    "SELECT cursor, complete_at_ms AS atMs FROM cursors WHERE stream = 'members'",
  );
  return row === undefined || (row.cursor === 0 && row.atMs === null);
}

function goOnBehind(writer: SqliteWriter, { cursor }: MemberSnapshot): void {
  writeSetting(writer, 'member-snapshot', null);
  writer.run(
    `INSERT INTO cursors (stream, cursor, complete, complete_at_ms) VALUES ('members', ?, 0, NULL)
     ON CONFLICT (stream) DO UPDATE SET cursor = excluded.cursor, complete = 0`,
    [cursor],
  );
}

type Slice = { readonly after: string; readonly to: string };

function nextSlice(reader: SqliteReader, after: string, most: number): Slice | null {
  const row = reader.get<{ to: string | null }>(
    'SELECT max(id) AS "to" FROM (SELECT id FROM snapshot.members WHERE id > ? ORDER BY id LIMIT ?)',
    [after, most],
  );
  return row?.to == null ? null : { after, to: row.to };
}

/** How many more members there are. What was known of one before is replaced. */
function takeSlice(
  writer: SqliteWriter,
  parts: MemberSnapshotParts,
  { after, to }: Slice,
  asOfMs: number,
): number {
  const known = (): number =>
    writer.get<{ n: number }>('SELECT count(*) AS n FROM main.members WHERE id > ? AND id <= ?', [after, to])
      ?.n ?? 0;
  const before = known();
  if (before > 0) {
    for (const table of ['identifiers', 'lots'] as const) {
      writer.run(
        `DELETE FROM main.${table} WHERE member_id IN (SELECT id FROM snapshot.members WHERE id > ? AND id <= ?)`,
        [after, to],
      );
    }
  }
  writer.run(
    `INSERT INTO main.members (id, record, as_of_ms)
     SELECT id, record, ? FROM snapshot.members WHERE id > ? AND id <= ? ORDER BY id
     ON CONFLICT (id) DO UPDATE SET record = excluded.record, as_of_ms = excluded.as_of_ms`,
    [asOfMs, after, to],
  );
  writer.run(
    `INSERT INTO main.identifiers (kind, value, member_id)
     SELECT kind, value, member_id FROM snapshot.identifiers WHERE member_id > ? AND member_id <= ?`,
    [after, to],
  );
  writer.run(
    `INSERT INTO main.lots (member_id, id, wallet, earned_at, active_at, expires_at, points, remaining)
     SELECT member_id, id, wallet, earned_at, active_at, expires_at, points, remaining
     FROM snapshot.lots WHERE member_id > ? AND member_id <= ?`,
    [after, to],
  );
  for (const id of parts.ownMembers(writer)) {
    if (id > after && id <= to) applyOwnSales(writer, parts, id, asOfMs);
  }
  return known() - before;
}

/** Sold here before the file told the member: what the file cannot know comes on top. */
function applyOwnSales(writer: SqliteWriter, parts: MemberSnapshotParts, id: string, asOfMs: number): void {
  const row = writer.get<{ record: string }>('SELECT record FROM snapshot.members WHERE id = ?', [id]);
  if (row === undefined) return;
  const lots = writer.all<MemberRecord['lots'][number]>(
    `SELECT id, wallet, earned_at AS earnedAt, active_at AS activeAt, expires_at AS expiresAt, points, remaining
     FROM snapshot.lots WHERE member_id = ? ORDER BY id`,
    [id],
  );
  parts.applyOwn(writer, { ...(JSON.parse(row.record) as Omit<MemberRecord, 'lots'>), lots }, asOfMs);
}
