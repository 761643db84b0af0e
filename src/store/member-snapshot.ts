import {
  type MemberSnapshot,
  memberSnapshotSchema,
  type SignedSnapshot,
  snapshotSignatureText,
} from '../contracts/member-snapshot.ts';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from '../sqlite/database.ts';
import { type MemberFile, openMemberFile, removeMemberFile } from './member-file.ts';
import {
  nextRows,
  type SnapshotPlace,
  type SnapshotRowsParts,
  snapshotStart,
  takeRows,
} from './member-snapshot-rows.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { IsHubSigned } from './stop-list.ts';

/** Kept from the first piece to the last row, apart from its place: the manifest of a large file is long. */
type Stored = Pick<SignedSnapshot, 'id' | 'manifest'>;

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
  /**
   * Takes some members into use, or cards and phones by which to find some; `done`: all are, the file is gone, and pulling
   * goes on behind it.
   */
  readonly apply: (most: number) => { readonly members: number; readonly done: boolean };
  readonly forget: () => void;
};

export type MemberSnapshotParts = SnapshotRowsParts & {
  readonly database: SqliteDatabase;
  readonly isHubSigned: IsHubSigned;
  readonly chain: () => string | null;
  readonly onApplied: (members: number) => void;
  /** The till's file is encrypted: nothing of it may lie beside it in the clear. */
  readonly isEncrypted: boolean;
};

const attachedAs = 'snapshot';

/** The file that was begun: what is kept of it, and its pieces. */
function createBegun(database: SqliteDatabase) {
  const path = `${database.path}-members`;
  let open: { readonly id: string; readonly manifest: MemberSnapshot; readonly file: MemberFile } | null =
    null;
  let detach: (() => void) | null = null;
  /** As read; undefined: it may have changed. */
  let known: Stored | null | undefined;
  const stored = (): Stored | null => {
    known ??= readSetting<Stored | null>(database, 'member-snapshot');
    return known;
  };
  /** A transaction that changes what is kept. */
  const write = (work: (writer: SqliteWriter) => void): void => {
    known = undefined;
    database.transaction(work);
  };
  /** The file is gone afterwards. */
  const remove = (): void => {
    detach?.();
    detach = null;
    removeMemberFile(path);
    open = null;
  };
  const forget = (): void => {
    remove();
    write((writer) => writeSetting(writer, 'member-snapshot', null));
  };
  return {
    ...{ stored, write, remove, forget },
    attach(): void {
      detach ??= database.attach(path, attachedAs);
    },
    opened(): NonNullable<typeof open> | null {
      const begun = stored();
      if (begun === null) return null;
      if (open?.id === begun.id) return open;
      const manifest = memberSnapshotSchema.safeParse(JSON.parse(begun.manifest));
      if (!manifest.success) {
        // Begun by a program before this one.
        forget();
        return null;
      }
      open = { id: begun.id, manifest: manifest.data, file: openMemberFile(path, manifest.data) };
      return open;
    },
  };
}

export function createMemberSnapshotStore(parts: MemberSnapshotParts): MemberSnapshotStore {
  const { database } = parts;
  const begun = createBegun(database);
  return {
    forget: begun.forget,
    begun: () => begun.stored()?.id ?? null,
    isWanted: () => !parts.isEncrypted && (begun.stored() !== null || isFirst(database)),
    begin({ id, manifest, keyId, signature }) {
      if (!parts.isHubSigned({ text: snapshotSignatureText(manifest), keyId, signature })) return false;
      const made = memberSnapshotSchema.safeParse(JSON.parse(manifest));
      if (!made.success || made.data.chain !== parts.chain()) return false;
      begun.remove();
      begun.write((writer) => {
        writeSetting(writer, 'member-snapshot', { id, manifest } satisfies Stored);
        writeSetting(writer, 'member-snapshot-place', null);
      });
      return true;
    },
    next() {
      const file = begun.opened()?.file;
      if (file === undefined) return null;
      if (file.checkNext()) return 'checked';
      const fetch = file.missing();
      return fetch.length === 0 ? null : { fetch };
    },
    take: (index, bytes) => begun.opened()?.file.add(index, bytes) ?? false,
    apply(most) {
      const found = begun.opened();
      if (found === null) return { members: 0, done: true };
      begun.attach();
      const place = readSetting<SnapshotPlace>(database, 'member-snapshot-place') ?? snapshotStart;
      const rows = nextRows(database, place, most);
      if (rows === null) {
        // The file first: from the moment the cursor is told, the hub takes everybody erased before it to be gone here.
        begun.remove();
        begun.write((writer) => goOnBehind(writer, found.manifest));
        parts.onApplied(0);
        return { members: 0, done: true };
      }
      const members = database.transaction((writer) => {
        const { part, to } = rows;
        writeSetting(writer, 'member-snapshot-place', { part, after: to });
        return takeRows(writer, parts, rows, found.manifest.asOfMs);
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
  writeSetting(writer, 'member-snapshot-place', null);
  writer.run(
    `INSERT INTO cursors (stream, cursor, complete, complete_at_ms) VALUES ('members', ?, 0, NULL)
     ON CONFLICT (stream) DO UPDATE SET cursor = excluded.cursor, complete = 0`,
    [cursor],
  );
}
