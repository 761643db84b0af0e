import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { PackRecord } from '../records.ts';

const columns = `number, program_id AS programId, manifest, signature, key_id AS keyId, program,
  program_sha256 AS programSha256, activate_at_ms AS activateAtMs, published_at_ms AS publishedAtMs,
  ends_at_ms AS endsAtMs, stores, author, approved_by AS approvedBy`;

type PackRow = Omit<PackRecord, 'stores'> & { readonly stores: string | null };
const toPack = ({ stores, ...row }: PackRow): PackRecord => ({
  ...row,
  stores: stores === null ? null : (JSON.parse(stores) as string[]),
});

/** In use by the chain as a whole at an instant; takes the instant twice. */
const inUse = `stores IS NULL AND activate_at_ms <= ? AND (ends_at_ms IS NULL OR ends_at_ms > ?)`;

export function readPacks(reader: SqliteReader, chainId: string): PackRecord[] {
  return reader
    .all<PackRow>(`SELECT ${columns} FROM packs WHERE chain_id = ? ORDER BY number`, [chainId])
    .map(toPack);
}

export function readPack(reader: SqliteReader, chainId: string, number: number): PackRecord | undefined {
  const row = reader.get<PackRow>(`SELECT ${columns} FROM packs WHERE chain_id = ? AND number = ?`, [
    chainId,
    number,
  ]);
  return row === undefined ? undefined : toPack(row);
}

export function readActivePack(reader: SqliteReader, chainId: string, nowMs: number): PackRecord | null {
  const row = reader.get<PackRow>(
    `SELECT ${columns} FROM packs WHERE chain_id = ? AND ${inUse} ORDER BY number DESC LIMIT 1`,
    [chainId, nowMs, nowMs],
  );
  return row === undefined ? null : toPack(row);
}

export const readActiveProgramSha256 = (
  reader: SqliteReader,
  chainId: string,
  nowMs: number,
): string | null =>
  reader.get<{ sha256: string }>(
    `SELECT program_sha256 AS sha256 FROM packs WHERE chain_id = ? AND ${inUse} ORDER BY number DESC LIMIT 1`,
    [chainId, nowMs, nowMs],
  )?.sha256 ?? null;

export function lastPackNumber(reader: SqliteReader, chainId: string): number {
  return (
    reader.get<{ number: number }>(
      `SELECT max(pack_floor, (SELECT coalesce(max(number), 0) FROM packs WHERE chain_id = ?)) AS number
       FROM chains WHERE chain_id = ?`,
      [chainId, chainId],
    )?.number ?? 0
  );
}

export function insertPack(writer: SqliteWriter, chainId: string, pack: PackRecord): void {
  writer.run(
    `INSERT INTO packs (chain_id, number, program_id, manifest, signature, key_id, program, program_sha256,
       activate_at_ms, published_at_ms, ends_at_ms, stores, author, approved_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      chainId,
      pack.number,
      pack.programId,
      pack.manifest,
      pack.signature,
      pack.keyId,
      pack.program,
      pack.programSha256,
      pack.activateAtMs,
      pack.publishedAtMs,
      pack.endsAtMs,
      pack.stores === null ? null : JSON.stringify(pack.stores),
      pack.author,
      pack.approvedBy,
    ],
  );
}

/** Tills that come later need no pack older than the one in use, if that has no end; rows in `packs` stay. */
export function forgetSupersededPacks(writer: SqliteWriter, chainId: string, nowMs: number): void {
  const active = writer.get<{ number: number }>(
    `SELECT number FROM packs WHERE chain_id = ? AND stores IS NULL AND ends_at_ms IS NULL AND activate_at_ms <= ?
     ORDER BY number DESC LIMIT 1`,
    [chainId, nowMs],
  );
  if (active === undefined) return;
  writer.run(`DELETE FROM changes WHERE chain_id = ? AND stream = 'packs' AND CAST(key AS INTEGER) < ?`, [
    chainId,
    active.number,
  ]);
}
