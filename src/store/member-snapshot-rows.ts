import type { MemberRecord } from '../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';

type Identifier = { readonly kind: string; readonly value: string; readonly memberId: string };

/**
 * How far the rows of a file with all members are in the till's own tables; the file is attached as `snapshot`. First the
 * members by their ids, then that by which they are found, in its own order: so every table of the till grows at its end
 * alone. In the order of their members phones lie anywhere, and nearly each would write a page of its own.
 */
export type SnapshotPlace =
  | { readonly part: 'members'; readonly after: string }
  | { readonly part: 'identifiers'; readonly after: Identifier };

export const snapshotStart: SnapshotPlace = { part: 'members', after: '' };
const firstIdentifier: SnapshotPlace = { part: 'identifiers', after: { kind: '', value: '', memberId: '' } };

/** Some rows behind a place; `to` is among them. */
export type SnapshotRows =
  | { readonly part: 'members'; readonly after: string; readonly to: string }
  | { readonly part: 'identifiers'; readonly after: Identifier; readonly to: Identifier };

export type SnapshotRowsParts = {
  /** Applies what is not the hub's yet to a member that the file tells. */
  readonly applyOwn: (writer: SqliteWriter, record: MemberRecord, asOfMs: number) => void;
  /** Members with operations of this till's journal. */
  readonly ownMembers: (reader: SqliteReader) => readonly string[];
};

/** Members that the till knows already are replaced one by one, and a sale may wait for them: so many in one go. */
const mostKnown = 50;

/** Cards and phones are short, and there are two of each member. */
const identifiersForOne = 2;

/** Null: all are taken. `most`: members, or what finds as many. */
export function nextRows(reader: SqliteReader, place: SnapshotPlace, most: number): SnapshotRows | null {
  if (place.part === 'members') {
    const rows = nextMembers(reader, place.after, most);
    return rows ?? nextRows(reader, firstIdentifier, most);
  }
  const { after } = place;
  const to = lastIdentifier(reader, after, most * identifiersForOne);
  return to === null ? null : { part: 'identifiers', after, to };
}

function nextMembers(reader: SqliteReader, after: string, most: number): SnapshotRows | null {
  const { to } = reader.get<{ to: string | null }>(
    'SELECT max(id) AS "to" FROM (SELECT id FROM snapshot.members WHERE id > ? ORDER BY id LIMIT ?)',
    [after, most],
  ) ?? { to: null };
  if (to === null) return null;
  const rows = { part: 'members', after, to } as const;
  return most > mostKnown && knownMembers(reader, rows).length > mostKnown
    ? nextMembers(reader, after, mostKnown)
    : rows;
}

function lastIdentifier(reader: SqliteReader, after: Identifier, most: number): Identifier | null {
  const row =
    reader.get<Identifier>(
      `SELECT kind, value, member_id AS memberId FROM snapshot.identifiers WHERE (kind, value, member_id) > (?, ?, ?)
       ORDER BY kind, value, member_id LIMIT 1 OFFSET ?`,
      [after.kind, after.value, after.memberId, most - 1],
    ) ??
    // Fewer are left.
    reader.get<Identifier>(
      `SELECT kind, value, member_id AS memberId FROM snapshot.identifiers WHERE (kind, value, member_id) > (?, ?, ?)
       ORDER BY kind DESC, value DESC, member_id DESC LIMIT 1`,
      [after.kind, after.value, after.memberId],
    );
  return row ?? null;
}

/** How many more members there are afterwards. What was known of one before is replaced. */
export function takeRows(
  writer: SqliteWriter,
  parts: SnapshotRowsParts,
  rows: SnapshotRows,
  asOfMs: number,
): number {
  return rows.part === 'members' ? takeMembers(writer, parts, rows, asOfMs) : takeIdentifiers(writer, rows);
}

function takeMembers(
  writer: SqliteWriter,
  parts: SnapshotRowsParts,
  rows: SnapshotRows & { part: 'members' },
  asOfMs: number,
): number {
  const { after, to } = rows;
  const known = knownMembers(writer, rows);
  const own = parts.ownMembers(writer).filter((id) => id > after && id <= to);
  const added = writer.run(
    `INSERT OR IGNORE INTO main.members (id, record, as_of_ms)
     SELECT id, record, ? FROM snapshot.members WHERE id > ? AND id <= ? ORDER BY id`,
    [asOfMs, after, to],
  );
  // Those of known members are written once more below.
  writer.run(
    `INSERT OR IGNORE INTO main.lots (member_id, id, wallet, earned_at, active_at, expires_at, points, remaining)
     SELECT member_id, id, wallet, earned_at, active_at, expires_at, points, remaining
     FROM snapshot.lots WHERE member_id > ? AND member_id <= ? ORDER BY member_id, id`,
    [after, to],
  );
  for (const id of new Set([...known, ...own])) applyOwnSales(writer, parts, id, asOfMs);
  return added;
}

const knownMembers = (reader: SqliteReader, { after, to }: { after: string; to: string }): string[] =>
  reader
    .all<{ id: string }>(
      `SELECT id FROM main.members WHERE id > ? AND id <= ? AND id IN
         (SELECT id FROM snapshot.members WHERE id > ? AND id <= ?)`,
      [after, to, after, to],
    )
    .map(({ id }) => id);

/** Members written one by one have theirs already. */
function takeIdentifiers(
  writer: SqliteWriter,
  { after, to }: SnapshotRows & { part: 'identifiers' },
): number {
  writer.run(
    `INSERT OR IGNORE INTO main.identifiers (kind, value, member_id)
     SELECT kind, value, member_id FROM snapshot.identifiers
     WHERE (kind, value, member_id) > (?, ?, ?) AND (kind, value, member_id) <= (?, ?, ?)
     ORDER BY kind, value, member_id`,
    [after.kind, after.value, after.memberId, to.kind, to.value, to.memberId],
  );
  return 0;
}

/** Sold here before the file told the member, or known before: what the file cannot know comes on top. */
function applyOwnSales(writer: SqliteWriter, parts: SnapshotRowsParts, id: string, asOfMs: number): void {
  const row = writer.get<{ record: string }>('SELECT record FROM snapshot.members WHERE id = ?', [id]);
  if (row === undefined) return;
  const lots = writer.all<MemberRecord['lots'][number]>(
    `SELECT id, wallet, earned_at AS earnedAt, active_at AS activeAt, expires_at AS expiresAt, points, remaining
     FROM snapshot.lots WHERE member_id = ? ORDER BY id`,
    [id],
  );
  parts.applyOwn(writer, { ...(JSON.parse(row.record) as Omit<MemberRecord, 'lots'>), lots }, asOfMs);
}
